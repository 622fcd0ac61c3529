package org.lodewatch.cli.imports;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.service.Health;

/**
 * How a feed is that follows its source, and where it measures itself: it is live while it runs, and ready once it has
 * read what was there at first.
 */
public final class FeedHealth {

    private final MeterRegistry registry;
    private volatile Optional<Instant> lookedAt = Optional.empty();

    /** Of a feed that nobody measures. */
    public FeedHealth() {
        this(new CompositeMeterRegistry());
    }

    public FeedHealth(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("lodewatch.feed.last.look.timestamp.seconds", this, FeedHealth::lastLook)
                .description("When the feed last read its source with success, in seconds since 1970.")
                .register(registry);
    }

    /** Where the feed and its clients are measured. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All that the source had for now has been read. */
    void looked() {
        lookedAt = Optional.of(Instant.now());
    }

    /** On any thread. */
    public Health now() {
        boolean looked = lookedAt.isPresent();
        return new Health(true, looked, looked ? "FOLLOWING" : "STARTING", Map.of());
    }

    private double lastLook() {
        return lookedAt.map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }
}
