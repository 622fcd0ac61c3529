package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.WaitReports;

class BrokerWaitTest {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private volatile long seconds;

    private BrokerWait open() {
        return new BrokerWait(
                "csv:a",
                () -> "partition 3 of customs-imports has no leader",
                new WaitReports(() -> seconds * 1_000_000_000L, Duration.ofSeconds(30)),
                lines::add,
                registry);
    }

    /** A call that takes some time. */
    private boolean callFor(BrokerWait wait, int time) {
        for (int second = 0; second < time; second++) {
            seconds++;
            wait.look();
        }
        return true;
    }

    @Test
    void aLongCallReportsWhatItWaitsForAndThatItGoesOn() {
        try (BrokerWait wait = open()) {
            wait.during(() -> callFor(wait, 70));
        }

        assertThat(lines)
                .containsExactly(
                        "feed csv:a: waiting for Kafka for 30 s: partition 3 of customs-imports has no leader",
                        "feed csv:a: waiting for Kafka for 60 s: partition 3 of customs-imports has no leader",
                        "feed csv:a: Kafka works again after 70 s");
    }

    @Test
    void shortCallsAreNotReported() {
        try (BrokerWait wait = open()) {
            wait.during(() -> callFor(wait, 29));
            wait.during(() -> callFor(wait, 29));
        }

        assertThat(lines).isEmpty();
    }

    @Test
    void aCallThatFailsDoesNotGoOn() {
        try (BrokerWait wait = open()) {
            assertThatThrownBy(() -> wait.during(() -> {
                        callFor(wait, 35);
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
        }

        assertThat(lines).hasSize(1);
    }

    @Test
    void theMeterShowsThePresentCall() {
        try (BrokerWait wait = open()) {
            assertThat(BrokerWait.lasted(registry)).isZero();
            wait.during(() -> {
                callFor(wait, 40);
                assertThat(BrokerWait.lasted(registry)).isEqualTo(Duration.ofSeconds(40));
                return true;
            });
            assertThat(BrokerWait.lasted(registry)).isZero();
        }
        assertThat(registry.getMeters()).isEmpty();
    }
}
