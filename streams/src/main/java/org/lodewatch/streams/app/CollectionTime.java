package org.lodewatch.streams.app;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether collections leave this JVM time to work. With a heap that is full but for a little it runs on, a hundred times slower: the
 * JVM's own limit ({@code GCTimeLimit}) holds only where each generation is full. Not thread-safe.
 */
final class CollectionTime {

    /** How long collections may take nearly all the time: a restore fills the heap once, and goes on. */
    static final Duration SPAN = Duration.ofSeconds(30);

    private static final double MOST = 0.9;

    private final LongSupplier pausedMillis;
    private final Deque<Look> looks = new ArrayDeque<>();

    private record Look(long nanos, long pausedMillis) {}

    /** @param pausedMillis for how long collections have stopped this JVM, in all */
    CollectionTime(LongSupplier pausedMillis) {
        this.pausedMillis = pausedMillis;
    }

    /** For how long collections have stopped this JVM, in milliseconds. */
    static LongSupplier ofThisProcess() {
        // Collectors that run beside the program report that time under names of their own.
        List<GarbageCollectorMXBean> pauses = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().contains("Cycles")
                        && !collector.getName().contains("Concurrent"))
                .toList();
        return () -> pauses.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /**
     * Looks at the last {@link #SPAN}. Call it every few seconds.
     *
     * @param nanos the present moment, as of {@link System#nanoTime}
     * @return why the JVM cannot work, with what to do; empty if it can, or has not been looked at for so long
     */
    Optional<String> look(long nanos) {
        looks.addLast(new Look(nanos, pausedMillis.getAsLong()));
        Look first = looks.getFirst();
        if (nanos - first.nanos < SPAN.toNanos()) {
            return Optional.empty();
        }
        looks.removeFirst();
        double seconds = (nanos - first.nanos) / 1e9;
        double part = (looks.getLast().pausedMillis - first.pausedMillis) / 1e3 / seconds;
        return part < MOST
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the heap is full: collections took %.0f %% of the last %.0f s: give the JVM more than its %d MiB with"
                                + " LODEWATCH_OPTS, or start more instances",
                        100 * part,
                        seconds,
                        Runtime.getRuntime().maxMemory() >> 20));
    }
}
