package org.lodewatch.producer.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.PeriodState;

/** The content of one transaction. Not thread-safe. */
public final class ImportBatch {

    /**
     * The state of a period, as of this batch.
     *
     * @param news whether it is published; otherwise it is what was published before
     */
    record Declaration(ReportingPeriod period, PeriodState state, boolean news) {}

    private final List<ImportRow> rows = new ArrayList<>();
    private final List<FeedItem.Rejected> rejected = new ArrayList<>();
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<DatasetProperties> properties = new ArrayList<>();
    private final List<FeedPeriod> periods = new ArrayList<>();
    private final List<FeedRecordSet> recordSets = new ArrayList<>();
    private Optional<FeedCheckpoint> checkpoint = Optional.empty();
    private Instant declareAfter = Instant.EPOCH;
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
        return declare(new ReportingPeriod(dataset, reporter, period), PeriodState.COMPLETE);
    }

    ImportBatch declare(ReportingPeriod period, PeriodState state) {
        declarations.add(new Declaration(period, state, true));
        return this;
    }

    /** Adds a state of a period that is published already. */
    ImportBatch confirm(ReportingPeriod period, PeriodState state) {
        declarations.add(new Declaration(period, state, false));
        return this;
    }

    /** The declarations of this batch replace one of that time, also if the clock was set back since. */
    ImportBatch declareAfter(Instant former) {
        declareAfter = former.isAfter(declareAfter) ? former : declareAfter;
        return this;
    }

    /** The time of publication of its declarations. */
    Instant declaredAt(Instant now) {
        return now.isAfter(declareAfter) ? now : declareAfter.plusMillis(1);
    }

    /** States what a dataset measures, before the records of this batch. */
    public ImportBatch describe(DatasetProperties dataset) {
        properties.add(dataset);
        return this;
    }

    /** Adds what is published of a period, for later runs. */
    ImportBatch period(FeedPeriod period) {
        periods.add(period);
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

    List<Declaration> declarations() {
        return declarations;
    }

    /** Whether it publishes a declaration of a period. */
    boolean isDeclaring(FeedPeriod of) {
        ReportingPeriod period = new ReportingPeriod(of.getDataset(), of.getReporter(), of.getPeriod());
        return declarations.stream()
                .anyMatch(declaration ->
                        declaration.news() && declaration.period().equals(period));
    }

    List<DatasetProperties> properties() {
        return properties;
    }

    List<FeedPeriod> periods() {
        return periods;
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
        return size() == 0 && declarations.isEmpty() && recordSets.isEmpty();
    }

    /** Number of rows, valid and rejected. */
    int size() {
        return rows.size() + rejected.size();
    }
}
