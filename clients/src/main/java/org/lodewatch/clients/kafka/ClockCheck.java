package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Whether the clock of this machine was set back. Kafka's clients measure most of their waits by it: until it is what it was, a poll without
 * records does not return, a group removes its consumers, and an answer of the admin client may not come. The process would live without
 * working. Not thread-safe.
 */
public final class ClockCheck {

    /** How often to look. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /**
     * After one of less than 30 s Kafka's clients work again by themselves, as soon as the clock is what it was. It is measured from the look
     * before, since which up to an interval has passed.
     */
    static final Duration LARGEST_SET_BACK = Duration.ofSeconds(30).minus(INTERVAL);

    private final InstantSource clock;
    private Instant latest = Instant.MIN;

    /** @param clock that of the machine */
    public ClockCheck(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Compares the clock with what it was at the looks before.
     *
     * @return why the process must start again; empty if it need not
     */
    public Optional<String> look() {
        Instant now = clock.instant();
        latest = now.isAfter(latest) ? now : latest;
        Duration back = Duration.between(now, latest);
        return back.compareTo(LARGEST_SET_BACK) > 0
                ? Optional.of(
                        ("the clock of this machine was set back by %d s, and Kafka's clients would wait until it is what it"
                                        + " was: start the process again")
                                .formatted(back.toSeconds()))
                : Optional.empty();
    }
}
