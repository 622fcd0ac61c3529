package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** The metric of the time that flushes with something to send take. */
final class FlushTime {

    private FlushTime() {}

    /** @param what partials or shares */
    static Timer of(String what, MeterRegistry registry) {
        return Timer.builder("lodewatch.flush")
                .description("Duration of flushes that had something to send.")
                .tag("what", what)
                .register(registry);
    }
}
