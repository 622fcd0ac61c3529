package org.lodewatch.streams.app;

import java.time.Duration;

/**
 * How long the restore has not advanced although the broker answers. Time in which the broker does not answer, or in which
 * the process is suspended, does not count.
 */
final class RestoreStall {

    private final RestoreProgress progress;
    private final Duration interval;
    private long lastSteps;
    private volatile Duration time = Duration.ZERO;

    /** @param interval between two looks */
    RestoreStall(RestoreProgress progress, Duration interval) {
        this.progress = progress;
        this.interval = interval;
    }

    /** Looks whether the restore has advanced since the last look. */
    void look(boolean brokerAnswers) {
        long steps = progress.steps();
        boolean advanced = steps != lastSteps;
        lastSteps = steps;
        time = progress.isUnderWay() && brokerAnswers && !advanced ? time.plus(interval) : Duration.ZERO;
    }

    Duration time() {
        return time;
    }
}
