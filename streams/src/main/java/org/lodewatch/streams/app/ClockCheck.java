package org.lodewatch.streams.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the clock of this machine was set back. Kafka's clients and Kafka Streams measure most of their waits by it: until it is what it
 * was, they send no heartbeats, and neither flushes nor commits come due. The process would live without working.
 */
final class ClockCheck {

    /** A shorter wait is left to end by itself. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final InstantSource clock;
    private Instant latest = Instant.MIN;

    ClockCheck(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Compares the clock with what it was at the looks before.
     *
     * @return why the process must start again; empty if it need not
     */
    Optional<String> look() {
        Instant now = clock.instant();
        latest = now.isAfter(latest) ? now : latest;
        Duration back = Duration.between(now, latest);
        return back.compareTo(LONGEST_WAIT) > 0
                ? Optional.of(
                        ("the clock of this machine was set back by %d s, and Kafka's clients would wait until it is what it"
                                        + " was: start the instance again")
                                .formatted(back.toSeconds()))
                : Optional.empty();
    }
}
