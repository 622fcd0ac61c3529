package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.OpenTransaction;

/** What is unknown has no metric; it is never 0. */
class LagMetersTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LagMeters meters = new LagMeters(registry);

    private static PartitionLag partition(int number, Lag lag, LagStatus status) {
        return new PartitionLag(
                "imports",
                number,
                OptionalLong.of(1),
                OptionalLong.of(0),
                OptionalLong.of(10),
                lag,
                OptionalDouble.empty(),
                status);
    }

    private static LagReport report() {
        Lag behind = new Lag(OptionalLong.of(9), true, Optional.of(Duration.ofMillis(1_500)));
        return new LagReport(
                NOW,
                Optional.empty(),
                List.of(new GroupLag(
                        "desk",
                        "classic",
                        List.of(new GroupMember("c", "h", List.of())),
                        List.of(new TopicLag(
                                "imports",
                                List.of(
                                        partition(0, behind, LagStatus.STALL),
                                        partition(1, Lag.UNKNOWN, LagStatus.UNKNOWN),
                                        partition(2, Lag.NONE, LagStatus.OK)))))),
                List.of(new FeedAge(
                        "census:us-census",
                        NOW.minusSeconds(60),
                        5,
                        0,
                        List.of(new EventTime("us-census", "US", "2026-05")))),
                List.of(new DatasetAge(new EventTime("us-census", "US", "2026-04"), 1, Optional.empty())),
                List.of(new OpenTransaction(
                        "imports", 1, 1_585, 1_578, OptionalLong.of(11), Optional.of(NOW.minusSeconds(180)))));
    }

    private double value(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void aPartitionHasItsLagUnlessItIsUnknown() {
        meters.show(report(), NOW);

        assertThat(value("lodewatch.lag.records", "partition", "0")).isEqualTo(9);
        assertThat(value("lodewatch.lag.seconds", "partition", "0")).isEqualTo(1.5);
        assertThat(value("lodewatch.lag.records", "partition", "2")).isZero();
        assertThat(registry.find("lodewatch.lag.records").tag("partition", "1").gauges())
                .isEmpty();
        assertThat(value("lodewatch.lag.partitions", "status", "STALL")).isEqualTo(1);
        assertThat(value("lodewatch.lag.partitions", "status", "STOP")).isZero();
        assertThat(value("lodewatch.group.members", "group", "desk")).isEqualTo(1);
    }

    @Test
    void aHeldBackPartitionHasItsRecordsAndItsTimeUntilItIsFree() {
        meters.show(report(), NOW);

        assertThat(value("lodewatch.held.back.records", "topic", "imports", "partition", "1"))
                .isEqualTo(1_578);
        assertThat(value("lodewatch.held.back.seconds", "topic", "imports", "partition", "1"))
                .isEqualTo(180);

        meters.show(new LagReport(NOW, Optional.empty(), List.of(), List.of(), List.of(), List.of()), NOW);

        assertThat(registry.find("lodewatch.held.back.records").gauges()).isEmpty();
        assertThat(registry.find("lodewatch.held.back.seconds").gauges()).isEmpty();
    }

    @Test
    void feedsAndSharesHaveTheirAge() {
        meters.show(report(), NOW);

        assertThat(value("lodewatch.feed.age.seconds", "feed", "census:us-census"))
                .isEqualTo(60);
        assertThat(value("lodewatch.feed.period.age.seconds", "dataset", "us-census"))
                .isEqualTo(Duration.between(Instant.parse("2026-06-01T00:00:00Z"), NOW)
                        .toSeconds());
        assertThat(value("lodewatch.shares.period.age.seconds", "reporter", "US"))
                .isEqualTo(Duration.between(Instant.parse("2026-05-01T00:00:00Z"), NOW)
                        .toSeconds());
    }

    @Test
    void thereIsNoLagWhileTheBrokerDoesNotAnswer() {
        meters.show(report(), NOW);

        meters.show(report().unknown(NOW, "no broker answers"), NOW);

        assertThat(registry.find("lodewatch.lag.records").gauges()).isEmpty();
        assertThat(registry.find("lodewatch.lag.seconds").gauges()).isEmpty();
        assertThat(registry.find("lodewatch.group.members").gauges()).isEmpty();
        assertThat(value("lodewatch.lag.partitions", "status", "UNKNOWN")).isEqualTo(3);
        assertThat(registry.find("lodewatch.feed.age.seconds").gauges())
                .extracting(Gauge::value)
                .containsExactly(60.0);
    }
}
