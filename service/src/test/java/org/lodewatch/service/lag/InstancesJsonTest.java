package org.lodewatch.service.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.lag.InstancesJson.InstanceJson;
import org.lodewatch.service.lag.InstancesJson.TopicPartitionsJson;

class InstancesJsonTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EndToEnd endToEnd = new EndToEnd(registry);

    private static GroupMember member(String client, int... partitions) {
        return new GroupMember(
                client,
                "/10.0.0.1",
                Arrays.stream(partitions)
                        .mapToObj(number -> new TopicPartition("customs-imports", number))
                        .toList());
    }

    private InstancesJson instances(GroupMember... members) {
        return InstancesJson.of(
                new LagReport(
                        NOW,
                        Optional.empty(),
                        List.of(new GroupLag("lodewatch", "classic", List.of(members), List.of())),
                        List.of(),
                        List.of(),
                        List.of()),
                new Health(false, true, HealthState.FAILED, Map.of("restored", 3L)),
                endToEnd,
                null);
    }

    @Test
    void theThreadsOfAnInstanceAreOneProcess() {
        List<InstanceJson> found = instances(
                        member("one-StreamThread-2-consumer", 5, 1),
                        member("two-StreamThread-1-consumer", 3),
                        member("one-StreamThread-1-consumer", 2))
                .groups()
                .get(0)
                .instances();

        assertThat(found).extracting(InstanceJson::client).containsExactly("one", "two");
        assertThat(found).extracting(InstanceJson::threads).containsExactly(2, 1);
        TopicPartitionsJson reads = found.get(0).reads().get(0);
        assertThat(reads.topic()).isEqualTo("customs-imports");
        assertThat(reads.partitions()).containsExactly(1, 2, 5);
    }

    @Test
    void theAnsweringInstanceHasItsHealth() {
        InstancesJson.AnsweringInstanceJson answering = instances().answering();

        assertThat(answering.live()).isFalse();
        assertThat(answering.ready()).isFalse();
        assertThat(answering.progress()).containsEntry("restored", 3L);
        assertThat(answering.endToEnd()).isEmpty();
    }

    @Test
    void theNewestSecondsAreThoseSinceTheLastMeasurement() {
        Timer timer = Timer.builder("lodewatch.latency").tag("to", "shares").register(registry);
        endToEnd.sample(NOW);
        assertThat(endToEnd.written().get(0).meanSeconds()).isNull();
        assertThat(endToEnd.written().get(0).newest()).isNull();
        timer.record(Duration.ofSeconds(9));
        endToEnd.sample(NOW.plusSeconds(10));
        timer.record(Duration.ofMillis(500));
        timer.record(Duration.ofMillis(1_500));
        endToEnd.sample(NOW.plusSeconds(20));
        endToEnd.sample(NOW.plusSeconds(30));

        EndToEnd.WrittenJson shares = endToEnd.written().get(0);

        assertThat(shares.to()).isEqualTo("shares");
        assertThat(shares.count()).isEqualTo(3);
        assertThat(shares.meanSeconds()).isEqualTo(3.667);
        assertThat(shares.newest()).isEqualTo(new EndToEnd.NewestWrittenJson("2026-06-07T12:00:20Z", 2, 1.0));
    }
}
