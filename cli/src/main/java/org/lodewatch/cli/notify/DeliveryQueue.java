package org.lodewatch.cli.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The alerts that wait for delivery, in order. Only the first one is sent. It is sent again after growing pauses until
 * it is delivered, rejected or given up; then the next one is sent.
 *
 * @param <T> the items to deliver
 */
final class DeliveryQueue<T> {

    private final RetrySchedule schedule;
    private final Queue<T> waiting = new ArrayDeque<>();
    private boolean inFlight;
    private int attempts;
    private Instant firstAttempt = Instant.MAX;
    private Instant notBefore = Instant.MIN;

    DeliveryQueue(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /** What a response leads to. */
    sealed interface Step<T> {

        /** The item is delivered, after this number of attempts. */
        record Done<T>(T item, int attempts) implements Step<T> {}

        /** The item is sent again after a pause. */
        record Again<T>(T item, int attempts, String why, Duration pause) implements Step<T> {}

        /** The item is given up. It stays the first one until it is {@linkplain DeliveryQueue#settle settled}. */
        record Undelivered<T>(T item, int attempts, Instant firstAttempt, String why, Reason reason)
                implements Step<T> {}

        /** The receiver accepts no more; the item stays the first one. */
        record Gone<T>() implements Step<T> {}
    }

    /** Why an item is given up. */
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

    /** Marks the first one as sent. No other is due until there is a response. */
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

    /** Decides what follows from the response to the first one. */
    Step<T> take(Webhook.Response response, Instant now) {
        T item = waiting.element();
        inFlight = false;
        if (response instanceof Webhook.Response.Later later) {
            return tryAgain(item, later, now);
        }
        if (response instanceof Webhook.Response.Refused refused) {
            return new Step.Undelivered<>(item, attempts, firstAttempt, refused.why(), Reason.REFUSED);
        }
        if (response instanceof Webhook.Response.Gone) {
            return new Step.Gone<>();
        }
        int needed = attempts;
        settle();
        return new Step.Done<>(item, needed);
    }

    private Step<T> tryAgain(T item, Webhook.Response.Later later, Instant now) {
        Instant deadline = firstAttempt.plus(schedule.giveUpAfter());
        if (!now.isBefore(deadline)) {
            return new Step.Undelivered<>(item, attempts, firstAttempt, later.why(), Reason.GIVEN_UP);
        }
        Duration pause = Duration.ofMillis(schedule.pauses().apply(attempts));
        Duration asked = later.after().orElse(Duration.ZERO);
        Duration left = Duration.between(now, deadline);
        // If a webhook requests a wait beyond the deadline, there is one more attempt at the deadline.
        Duration wait = shorter(left, asked.compareTo(pause) > 0 ? asked : pause);
        notBefore = now.plus(wait);
        return new Step.Again<>(item, attempts, later.why(), wait);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Removes the first one. */
    void settle() {
        waiting.remove();
        attempts = 0;
        notBefore = Instant.MIN;
    }
}
