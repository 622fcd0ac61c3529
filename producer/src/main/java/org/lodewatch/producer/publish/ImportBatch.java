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

/** What is published in one transaction: all of it, or none. Not thread-safe. */
public final class ImportBatch {

    private final List<ImportRow> rows = new ArrayList<>();
    private final List<FeedItem.Rejected> rejected = new ArrayList<>();
    private final List<ReportingPeriod> complete = new ArrayList<>();
    private final List<FeedRecordSet> recordSets = new ArrayList<>();
    private Optional<FeedCheckpoint> checkpoint = Optional.empty();
    private boolean completionFollows;

    /** Adds a record. */
    public ImportBatch add(ImportRow row) {
        rows.add(row);
        return this;
    }

    /** Adds records. */
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

    /**
     * Announces in every record that its period will be declared complete, in this batch or a later one. Until then the
     * period is provisional; without the announcement it would count as complete once a later one has begun.
     */
    public ImportBatch announceCompletion() {
        completionFollows = true;
        return this;
    }

    boolean completionFollows() {
        return completionFollows;
    }

    ImportBatch complete(ReportingPeriod period) {
        complete.add(period);
        return this;
    }

    ImportBatch checkpoint(FeedCheckpoint reached) {
        checkpoint = Optional.of(reached);
        return this;
    }

    ImportBatch remember(FeedRecordSet published) {
        recordSets.add(published);
        return this;
    }

    List<FeedRecordSet> recordSets() {
        return recordSets;
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

    Optional<FeedCheckpoint> checkpoint() {
        return checkpoint;
    }

    /** Whether there is nothing to publish. */
    boolean isEmpty() {
        return items() == 0 && complete.isEmpty() && recordSets.isEmpty();
    }

    /** Rows in it, usable or not. */
    int items() {
        return rows.size() + rejected.size();
    }
}
