package org.lodewatch.producer.publish;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the published records of the datasets of a run, so that a row that contradicts them is found by the feed. Not
 * thread-safe.
 */
final class LogComparison {

    /** A log with more records is read only for an input that was published before. */
    private static final long READABLE_LOG = 1_000_000;

    private final FeedState state;
    private final KnownDatasets datasets;
    private final RowChecks checks;
    private final boolean publishedBefore;
    private final Set<String> compared = new HashSet<>();
    private boolean complete = true;

    /**
     * @param checks receives the published records
     * @param publishedBefore whether the input was published before
     */
    LogComparison(FeedState state, KnownDatasets datasets, RowChecks checks, boolean publishedBefore) {
        this.state = state;
        this.datasets = datasets;
        this.checks = checks;
        this.publishedBefore = publishedBefore;
    }

    /** Reads the records of a dataset, before the first row of it is checked. */
    void prepare(String dataset) {
        if (!compared.add(dataset) || !(publishedBefore || datasets.published(dataset))) {
            return;
        }
        OptionalLong size = state.logSize();
        if (size.isPresent() && (publishedBefore || size.getAsLong() <= READABLE_LOG)) {
            state.readLog(Set.of(dataset), checks::addPublished);
        } else {
            complete = false;
        }
    }

    /** Whether every dataset with published records was compared. */
    boolean complete() {
        return complete;
    }
}
