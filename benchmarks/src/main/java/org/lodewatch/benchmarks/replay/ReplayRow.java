package org.lodewatch.benchmarks.replay;

import java.util.Optional;
import org.lodewatch.benchmarks.frame.Measured;

/**
 * One job, in one way.
 *
 * @param warm whether the JVM had done the job before
 * @param measured null if it gave no result
 * @param fault why it gave none, or null
 */
record ReplayRow(ReplayJob job, int threads, boolean warm, Measured measured, String fault) {

    static ReplayRow of(ReplayJob job, int threads, boolean warm, Measured measured) {
        return new ReplayRow(job, threads, warm, measured, null);
    }

    static ReplayRow failed(ReplayJob job, int threads, String fault) {
        return new ReplayRow(job, threads, false, null, fault);
    }

    boolean isAsWarmAs(ReplayRow other) {
        return threads == other.threads && warm == other.warm;
    }

    Optional<Double> recordsPerSecond() {
        return Optional.ofNullable(measured).map(Measured::recordsPerSecond);
    }
}
