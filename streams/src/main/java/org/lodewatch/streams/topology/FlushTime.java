package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** How long flushes take that had something to send. */
final class FlushTime {

    private FlushTime() {}

    /** @param what is sent */
    static Timer of(String what, MeterRegistry registry) {
        return Timer.builder("lodewatch.flush")
                .description("How long a flush took that had something to send.")
                .tag("what", what)
                .register(registry);
    }
}
