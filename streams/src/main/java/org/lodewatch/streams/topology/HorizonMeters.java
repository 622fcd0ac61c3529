package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.WindowRule;

/** The metrics of the published periods that the horizon hides, for the datasets and reporters of one task. */
final class HorizonMeters implements AutoCloseable {

    private final WindowRule rule;
    private final MeterRegistry registry;
    private final Map<Owner, AtomicInteger> hidden = new HashMap<>();
    private final Map<Owner, Gauge> gauges = new HashMap<>();

    HorizonMeters(WindowRule rule, MeterRegistry registry) {
        this.rule = rule;
        this.registry = registry;
    }

    void update(Owner owner, Clock clock) {
        hidden.computeIfAbsent(owner, this::register).set(clock.hiddenPeriods(rule));
    }

    /** Removes the metrics of the task, because another instance may take it over. */
    @Override
    public void close() {
        gauges.values().forEach(registry::remove);
    }

    private AtomicInteger register(Owner owner) {
        AtomicInteger periods = new AtomicInteger();
        gauges.put(
                owner,
                Gauge.builder("lodewatch.horizon.hidden.periods", periods, AtomicInteger::get)
                        .description("Periods with records that lie beyond the horizon, so that no window shows them.")
                        .tag("dataset", owner.dataset())
                        .tag("reporter", owner.reporter())
                        .register(registry));
        return periods;
    }
}
