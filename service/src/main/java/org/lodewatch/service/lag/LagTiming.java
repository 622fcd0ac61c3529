package org.lodewatch.service.lag;

import java.time.Duration;

/**
 * The durations for measuring lag.
 *
 * @param window how long a consumer must stand still or fall behind before its status changes
 * @param reading how long one sample may read the log to count records; the rest is estimated, and read by the next sample
 */
public record LagTiming(Duration window, Duration reading) {

    /** For one report: longer than between two commits of the topology, or of a consumer with Kafka's defaults. */
    public static final LagTiming ONCE = new LagTiming(Duration.ofSeconds(13), Duration.ofSeconds(5));

    /** For a process that samples again and again. */
    public static final LagTiming STEADY = new LagTiming(Duration.ofMinutes(1), Duration.ofSeconds(1));
}
