package org.lodewatch.benchmarks.startup;

import java.util.Arrays;
import java.util.List;

/**
 * How long one launcher took for one command.
 *
 * @param millis of each run, ascending; at least one
 */
record LauncherTimes(String command, String launcher, List<Double> millis) {

    LauncherTimes {
        millis = millis.stream().sorted().toList();
    }

    double least() {
        return millis.get(0);
    }

    double median() {
        double[] middle = {millis.get((millis.size() - 1) / 2), millis.get(millis.size() / 2)};
        return Arrays.stream(middle).average().orElseThrow();
    }

    /** The median as a part of that of another launcher. */
    double partOf(LauncherTimes other) {
        return median() / other.median();
    }
}
