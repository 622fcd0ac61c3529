package org.lodewatch.service.lag;

import java.time.Duration;

/**
 * How much time lag may take.
 *
 * @param window how long something must last to be told: that a consumer stands still, or gains nothing
 * @param reading how long one look may read in the log to count; what is left then is estimated, and read by the next
 */
public record ConsumptionRate(Duration window, Duration reading) {

    /** For one question: longer than two commits of a consumer with Kafka's defaults are apart, or of the topology. */
    public static final ConsumptionRate ONCE = new ConsumptionRate(Duration.ofSeconds(13), Duration.ofSeconds(5));

    /** For a process that goes on looking. */
    public static final ConsumptionRate STEADY = new ConsumptionRate(Duration.ofMinutes(1), Duration.ofSeconds(1));
}
