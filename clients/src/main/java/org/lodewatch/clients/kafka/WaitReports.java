package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * When a wait is reported: after 30 s, again at intervals that double up to 10 minutes, and at its end if it was reported
 * before. Thread-safe.
 */
public final class WaitReports {

    /** A shorter wait is not reported. */
    public static final Duration FIRST = Duration.ofSeconds(30);

    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final long first;

    private boolean waiting;
    private long begun;
    private long next;
    private boolean reported;

    public WaitReports() {
        this(System::nanoTime, FIRST);
    }

    /**
     * With another clock.
     *
     * @param nanoTime nanoseconds from any moment
     * @param first after which time a wait is reported
     */
    public WaitReports(LongSupplier nanoTime, Duration first) {
        this.nanoTime = nanoTime;
        this.first = first.toNanos();
    }

    /** A wait begins. */
    public synchronized void begin() {
        waiting = true;
        reported = false;
        begun = nanoTime.getAsLong();
        next = first;
    }

    /** How long the wait has lasted; zero if there is none. */
    public synchronized Duration lasted() {
        return waiting ? Duration.ofNanos(nanoTime.getAsLong() - begun) : Duration.ZERO;
    }

    /** How long the wait has lasted, if it is to be reported now. */
    public synchronized Optional<Duration> due() {
        Duration lasted = lasted();
        if (!waiting || lasted.toNanos() < next) {
            return Optional.empty();
        }
        reported = true;
        next = lasted.toNanos() + Math.min(next, LONGEST_INTERVAL.toNanos());
        return Optional.of(lasted);
    }

    /** The wait ends. @return how long it has lasted, if it was reported */
    public synchronized Optional<Duration> end() {
        Duration lasted = lasted();
        waiting = false;
        return reported ? Optional.of(lasted) : Optional.empty();
    }
}
