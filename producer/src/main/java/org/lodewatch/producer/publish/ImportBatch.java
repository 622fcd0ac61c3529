package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedRecordSet;

/** The content of one transaction. Not thread-safe. */
public final class ImportBatch {

    private final List<ImportRow> rows = new ArrayList<>();
    private final List<FeedItem.Rejected> rejected = new ArrayList<>();
    private final List<ReportingPeriod> complete = new ArrayList<>();
    private final List<FeedRecordSet> recordSets = new ArrayList<>();
    private Optional<FeedCheckpoint> checkpoint = Optional.empty();
    private boolean completionFollows;

    public ImportBatch add(ImportRow row) {
        rows.add(row);
        return this;
    }

    public ImportBatch addAll(Collection<ImportRow> more) {
        rows.addAll(more);
        return this;
    }

    /** Adds a row that cannot be used. */
    public ImportBatch reject(FeedItem.Rejected row) {
        rejected.add(row);
        return this;
    }

    /**
     * Declares a period complete, after the records of this batch.
     *
     * @param reporter ISO 3166-1 alpha-2
     * @param period YYYY-MM or YYYY
     */
    public ImportBatch complete(String dataset, String reporter, String period) {
        return complete(new ReportingPeriod(dataset, reporter, period));
    }

    ImportBatch complete(ReportingPeriod period) {
        complete.add(period);
        return this;
    }

    /**
     * Announces in every record that its period will be declared complete, in this batch or a later one. Until then the
     * period is provisional. Without the announcement it counts as complete once a later period has begun.
     */
    public ImportBatch announceCompletion() {
        completionFollows = true;
        return this;
    }

    ImportBatch checkpoint(FeedCheckpoint reached) {
        checkpoint = Optional.of(reached);
        return this;
    }

    /** Adds the new edition of a record set, for comparison with the next one. */
    ImportBatch recordSet(FeedRecordSet edition) {
        recordSets.add(edition);
        return this;
    }

    List<ImportRow> rows() {
        return rows;
    }

    List<FeedItem.Rejected> rejected() {
        return rejected;
    }

    List<ReportingPeriod> complete() {
        return complete;
    }

    boolean completionFollows() {
        return completionFollows;
    }

    Optional<FeedCheckpoint> checkpoint() {
        return checkpoint;
    }

    List<FeedRecordSet> recordSets() {
        return recordSets;
    }

    /** Whether there is nothing to publish. */
    boolean isEmpty() {
        return size() == 0 && complete.isEmpty() && recordSets.isEmpty();
    }

    /** Number of rows, valid and rejected. */
    int size() {
        return rows.size() + rejected.size();
    }
}
