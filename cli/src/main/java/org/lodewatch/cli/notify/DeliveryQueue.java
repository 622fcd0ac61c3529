package org.lodewatch.cli.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What waits for delivery, in order: the first one alone is sent, and again with growing pauses, until it is delivered,
 * refused or given up. Then it is the next one's turn.
 *
 * @param <T> what is delivered
 */
final class DeliveryQueue<T> {

    private final RetrySchedule patience;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean inFlight;
    private int attempts;
    private Instant firstAttempt = Instant.MAX;
    private Instant notBefore = Instant.MIN;

    DeliveryQueue(RetrySchedule patience) {
        this.patience = patience;
    }

    /** What comes of a reply. */
    sealed interface Step<T> {

        /** It is delivered, at the so-manyeth attempt. */
        record Done<T>(T item, int attempts) implements Step<T> {}

        /** It is sent again after a pause. */
        record Again<T>(T item, int attempts, String why, Duration pause) implements Step<T> {}

        /** It is given up; it stays the first one until it is {@linkplain DeliveryQueue#settle settled}. */
        record Undelivered<T>(T item, int attempts, Instant firstAttempt, String why, Reason reason)
                implements Step<T> {}

        /** The receiver wants no more; the item stays the first one. */
        record Gone<T>() implements Step<T> {}
    }

    /** Why something is given up. */
    enum Reason {
        REFUSED,
        GIVEN_UP
    }

    void add(T item) {
        waiting.add(item);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The first one that is not settled. */
    Optional<T> first() {
        return Optional.ofNullable(waiting.peek());
    }

    boolean inFlight() {
        return inFlight;
    }

    /** Whether the first one may be sent. */
    boolean isDue(Instant now) {
        return !waiting.isEmpty() && !inFlight && !now.isBefore(notBefore);
    }

    /** Sends the first one: no other until there is a reply. */
    void send(Instant now) {
        if (!isDue(now)) {
            throw new IllegalStateException("nothing is due");
        }
        inFlight = true;
        attempts++;
        if (attempts == 1) {
            firstAttempt = now;
        }
    }

    /** Takes the reply to the first one. */
    Step<T> take(WebhookResponse reply, Instant now) {
        T item = waiting.element();
        inFlight = false;
        if (reply instanceof WebhookResponse.Later later) {
            return tryAgain(item, later, now);
        }
        if (reply instanceof WebhookResponse.Refused refused) {
            return new Step.Undelivered<>(item, attempts, firstAttempt, refused.why(), Reason.REFUSED);
        }
        if (reply instanceof WebhookResponse.Gone) {
            return new Step.Gone<>();
        }
        int needed = attempts;
        settle();
        return new Step.Done<>(item, needed);
    }

    private Step<T> tryAgain(T item, WebhookResponse.Later later, Instant now) {
        Instant deadline = firstAttempt.plus(patience.giveUpAfter());
        if (!now.isBefore(deadline)) {
            return new Step.Undelivered<>(item, attempts, firstAttempt, later.why(), Reason.GIVEN_UP);
        }
        Duration pause = Duration.ofMillis(patience.pauses().apply(attempts));
        Duration asked = later.after().orElse(Duration.ZERO);
        Duration left = Duration.between(now, deadline);
        // Whoever asks to wait beyond the deadline is asked once more at the deadline, and not given up before it.
        Duration wait = shorter(left, asked.compareTo(pause) > 0 ? asked : pause);
        notBefore = now.plus(wait);
        return new Step.Again<>(item, attempts, later.why(), wait);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Has done with the first one: it is the next one's turn. */
    void settle() {
        waiting.remove();
        attempts = 0;
        notBefore = Instant.MIN;
    }
}
