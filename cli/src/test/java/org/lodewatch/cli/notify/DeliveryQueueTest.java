package org.lodewatch.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.notify.DeliveryQueue.Reason;
import org.lodewatch.cli.notify.DeliveryQueue.Step;

class DeliveryQueueTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Webhook.Response ERROR = new Webhook.Response.Later("status 500", Optional.empty());

    /** Pauses of 1, 2, 4, ... seconds; given up after ten. */
    private final DeliveryQueue<String> queue = new DeliveryQueue<>(
            new RetrySchedule(IntervalFunction.ofExponentialBackoff(1000, 2), Duration.ofSeconds(10)));

    @Test
    void alertsAreSentInOrderOneAfterTheOther() {
        queue.add("first");
        queue.add("second");

        queue.send(START);
        assertThat(queue.isDue(START.plusSeconds(100))).isFalse();
        assertThat(queue.take(new Webhook.Response.Delivered(), START)).isEqualTo(new Step.Done<>("first", 1));
        assertThat(queue.first()).contains("second");
        assertThat(queue.isDue(START)).isTrue();
        queue.send(START);
        assertThat(queue.take(new Webhook.Response.Delivered(), START)).isEqualTo(new Step.Done<>("second", 1));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aFailedAlertStaysFirstAndIsSentAgainWithGrowingPauses() {
        queue.add("first");
        queue.add("second");

        queue.send(START);
        assertThat(queue.take(ERROR, START))
                .isEqualTo(new Step.Again<>("first", 1, "status 500", Duration.ofSeconds(1)));
        assertThat(queue.first()).contains("first");
        assertThat(queue.isDue(START.plusMillis(999))).isFalse();
        queue.send(START.plusSeconds(1));
        assertThat(queue.take(ERROR, START.plusSeconds(1)))
                .isEqualTo(new Step.Again<>("first", 2, "status 500", Duration.ofSeconds(2)));
        queue.send(START.plusSeconds(3));
        assertThat(queue.take(new Webhook.Response.Delivered(), START.plusSeconds(3)))
                .isEqualTo(new Step.Done<>("first", 3));

        // The next alert has its own time limit.
        queue.send(START.plusSeconds(3));
        assertThat(queue.take(ERROR, START.plusSeconds(3)))
                .isEqualTo(new Step.Again<>("second", 1, "status 500", Duration.ofSeconds(1)));
    }

    @Test
    void aRequestedWaitIsKeptAndTheLastAttemptIsAtTheDeadline() {
        queue.add("first");

        queue.send(START);
        assertThat(queue.take(later(Duration.ofSeconds(5)), START))
                .isEqualTo(new Step.Again<>("first", 1, "busy", Duration.ofSeconds(5)));
        queue.send(START.plusSeconds(5));
        // Shorter than the pause would be anyway.
        assertThat(queue.take(later(Duration.ZERO), START.plusSeconds(5)))
                .isEqualTo(new Step.Again<>("first", 2, "busy", Duration.ofSeconds(2)));
        queue.send(START.plusSeconds(7));
        assertThat(queue.take(later(Duration.ofDays(1)), START.plusSeconds(7)))
                .isEqualTo(new Step.Again<>("first", 3, "busy", Duration.ofSeconds(3)));
        queue.send(START.plusSeconds(10));
        assertThat(queue.take(later(Duration.ofDays(1)), START.plusSeconds(10)))
                .isEqualTo(new Step.Undelivered<>("first", 4, START, "busy", Reason.GIVEN_UP));
    }

    @Test
    void aRejectedAlertIsGivenUpAtOnceAndStaysUntilItIsSettled() {
        queue.add("first");
        queue.add("second");

        queue.send(START);
        assertThat(queue.take(new Webhook.Response.Refused("status 400"), START))
                .isEqualTo(new Step.Undelivered<>("first", 1, START, "status 400", Reason.REFUSED));
        assertThat(queue.first()).contains("first");
        queue.settle();
        assertThat(queue.first()).contains("second");
        assertThat(queue.isDue(START)).isTrue();
    }

    @Test
    void anAlertStaysIfTheReceiverAcceptsNoMore() {
        queue.add("first");
        queue.send(START);

        assertThat(queue.take(new Webhook.Response.Gone(), START)).isEqualTo(new Step.Gone<>());
        assertThat(queue.inFlight()).isFalse();
        assertThat(queue.first()).contains("first");
    }

    @Test
    void anAlertThatIsNotDueIsNotSent() {
        assertThatThrownBy(() -> queue.send(START)).isInstanceOf(IllegalStateException.class);
        queue.add("first");
        queue.send(START);
        assertThatThrownBy(() -> queue.send(START)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pausesGrowUpToFiveMinutesAfterAnyNumberOfAttempts() {
        RetrySchedule usual = RetrySchedule.of(Duration.ofDays(1));

        assertThat(usual.pauses().apply(1)).isBetween(500L, 1_500L);
        assertThat(usual.pauses().apply(400)).isBetween(150_000L, 450_000L);
    }

    private static Webhook.Response later(Duration after) {
        return new Webhook.Response.Later("busy", Optional.of(after));
    }
}
