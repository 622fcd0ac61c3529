package org.lodewatch.benchmarks.guard;

import java.util.List;
import org.lodewatch.benchmarks.frame.Measured;

/**
 * The best that a job did in several goes. What disturbs a go makes it slower, and never quicker.
 *
 * @param recordsPerSecond in the quickest
 * @param cpuSeconds in the one that took least of them
 */
record Best(double recordsPerSecond, double cpuSeconds) {

    static Best of(List<Measured> goes) {
        return new Best(
                goes.stream().mapToDouble(Measured::recordsPerSecond).max().orElseThrow(),
                goes.stream().mapToDouble(go -> go.cost().cpuSeconds()).min().orElseThrow());
    }
}
