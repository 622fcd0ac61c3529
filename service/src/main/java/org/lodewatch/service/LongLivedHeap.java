package org.lodewatch.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of this JVM's heap for objects that live long, such as ledgers, as its last collection left it. What is in use
 * between collections says nothing, because most of it may be garbage.
 *
 * <p>It is the old generation, which is two thirds of the heap with the parallel collector, and all of it with others.
 * Its usage after a collection is that of {@link MemoryPoolMXBean#getCollectionUsage()}: the JVM updates it only after
 * collections of the pool itself, and so not after those of the young generation.
 */
public final class LongLivedHeap implements MeterBinder {

    /** From here on little is left before one full collection follows the other. */
    static final double NEARLY_FULL = 0.85;

    private static final Pattern YOUNG = Pattern.compile("Eden|Survivor|Young|Nursery");

    private final List<MemoryPoolMXBean> pools;

    /** That of this JVM. */
    public LongLivedHeap() {
        this(ManagementFactory.getMemoryPoolMXBeans());
    }

    LongLivedHeap(List<MemoryPoolMXBean> pools) {
        this.pools = pools.stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> !YOUNG.matcher(pool.getName()).find())
                .toList();
    }

    /** The part that was in use after the last collection, 0 to 1; NaN if there was none, or the collector does not say. */
    double usedRatio() {
        List<MemoryUsage> usages = pools.stream()
                .flatMap(pool -> Optional.ofNullable(pool.getCollectionUsage()).stream())
                .filter(usage -> usage.getMax() > 0)
                .toList();
        long used = usages.stream().mapToLong(MemoryUsage::getUsed).sum();
        long max = usages.stream().mapToLong(MemoryUsage::getMax).sum();
        return used == 0 ? Double.NaN : (double) used / max;
    }

    /** The same health, or {@code LOW_MEMORY} if an instance that works has little of its heap left. */
    public Health judge(Health health) {
        double used = usedRatio();
        return health.live() && health.ready() && used >= NEARLY_FULL
                ? health.withState(
                        HealthState.LOW_MEMORY,
                        String.format(
                                Locale.ROOT,
                                "%.0f %% of the heap for what lives long was in use after a collection: give it more,"
                                        + " such as LODEWATCH_OPTS=-Xmx%dm, or start another instance",
                                100 * used,
                                2 * Runtime.getRuntime().maxMemory() >> 20))
                : health;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lodewatch.heap.used.ratio", this, LongLivedHeap::usedRatio)
                .description("Part of the heap for objects that live long that was in use after its last collection.")
                .strongReference(true)
                .register(registry);
    }
}
