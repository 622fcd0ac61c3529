package org.lodewatch.benchmarks.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/**
 * How long it makes sense to wait for a result: until a limit, and not longer than half a minute once nothing changes any
 * more. A figure that is wrong by then stays wrong. Not thread-safe.
 */
public final class Patience {

    private static final Duration STILL = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(3);

    private final Supplier<?> look;
    private final Duration still;
    private final Duration interval;
    private final Duration limit;
    private final long start = System.nanoTime();

    private Object last;
    private long changed = start;
    private long looked;

    /**
     * @param look at what changes as long as there is progress
     * @param still how long it may stay the same
     * @param interval between two looks
     * @param limit of all the time
     */
    Patience(Supplier<?> look, Duration still, Duration interval, Duration limit) {
        this.look = look;
        this.still = still;
        this.interval = interval;
        this.limit = limit;
        this.looked = start - interval.toNanos();
    }

    /** For a result of a process. @param look at what changes as long as there is progress */
    public static Patience withProgress(Supplier<?> look, Duration limit) {
        return new Patience(look, STILL, INTERVAL, limit);
    }

    /** For a result of the clients of a cluster: there is progress while any topic grows, those of offsets included. */
    public static Patience withCluster(Admin admin, Duration limit) {
        return withProgress(() -> WrittenRecords.byTopic(admin), limit);
    }

    /** Why waiting makes no sense any more, such as {@code after 600 s}; empty as long as it does. */
    public Optional<String> end() {
        long now = System.nanoTime();
        if (now - start >= limit.toNanos()) {
            return Optional.of("after %d s".formatted(limit.toSeconds()));
        }
        if (now - looked >= interval.toNanos()) {
            Object seen = look.get();
            looked = System.nanoTime();
            if (!seen.equals(last)) {
                last = seen;
                changed = looked;
            }
        }
        return now - changed >= still.toNanos()
                ? Optional.of("and nothing has changed for %d s".formatted(still.toSeconds()))
                : Optional.empty();
    }
}
