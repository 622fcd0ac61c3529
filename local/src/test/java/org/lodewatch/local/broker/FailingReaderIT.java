package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.http.ServiceUnavailableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.DependenceApi;

/** The reader behind the API: it goes on after an error, and a change of a policy returns once it has read it. */
@Timeout(120)
class FailingReaderIT {

    private static final Health RUNNING = new Health(true, true, HealthState.RUNNING, Map.of());
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static volatile boolean failing;

    private final String servers = SharedKafka.emptied();

    @TempDir
    private Path directory;

    /** Throws an error, which is no exception, while the test wants it. */
    public static final class Interceptor implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            if (failing) {
                throw new StackOverflowError("of a test");
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configuration) {}
    }

    private DependenceApi api(Map<String, Object> properties) {
        return new DependenceApi(properties, WireFormats.WITHOUT_REGISTRY, Catalogue.bundled(), directory);
    }

    private KafkaCluster topics() {
        KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers));
        PolicyTopic.createTopics(cluster, Optional.empty());
        return cluster;
    }

    /** Until all is read, it answers that it is not. */
    private static void awaitRead(DependenceApi api) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(ServiceUnavailableResponse.class)
                .until(() -> !api.policies().isEmpty());
    }

    @Test
    void anErrorIsNotReadyAndGivesAnswersAnAgeUntilReadingWorksAgain() throws Exception {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", servers, "interceptor.classes", Interceptor.class.getName());
        failing = false;
        try (KafkaCluster cluster = topics();
                DependenceApi api = api(properties);
                ServicePort port = ServicePort.open(ServiceSettings.of(Map.of(ServiceSettings.PORT, 0)), api)) {
            int initial = Policies.initial().size();
            awaitRead(api);
            assertThat(api.policies()).hasSize(initial);
            assertThat(api.judge(RUNNING, PATIENCE)).isEqualTo(RUNNING);

            failing = true;
            new PolicyTopic(cluster).apply(List.of(named("one-more", "")));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !api.judge(RUNNING, PATIENCE).ready());
            Health stale = api.judge(RUNNING, PATIENCE);
            assertThat(stale.live()).isTrue();
            assertThat(stale.state()).isEqualTo(HealthState.STALE);
            assertThat(stale.reason()).hasValueSatisfying(why -> assertThat(why).contains("has not been read for"));
            await().atMost(Duration.ofSeconds(20)).until(() -> age(port).isPresent());
            assertThat(api.policies()).hasSize(initial);

            failing = false;

            await().atMost(Duration.ofSeconds(20)).until(() -> api.policies().containsKey("one-more"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> api.judge(RUNNING, PATIENCE).equals(RUNNING));
            assertThat(age(port)).isEmpty();
        } finally {
            failing = false;
        }
    }

    @Test
    void aChangeReturnsOnceItIsReadWhateverItsTextAndWhoeverElseWrites() {
        Map<String, Object> properties = Map.of("bootstrap.servers", servers);
        topics().close();
        try (DependenceApi one = api(properties);
                DependenceApi other = api(properties)) {
            awaitRead(one);
            awaitRead(other);
            long begun = System.nanoTime();

            // Half of a pair of surrogates cannot be encoded, and is read as another character.
            DependencePolicy halved = one.policyChanges().apply(named("halved", "half \ud83d of a sign"));
            assertThat(one.policies().get("halved")).isEqualTo(halved);
            assertThat(one.policyChanges().apply(named("halved", "half \ud83d of a sign")))
                    .isEqualTo(halved);
            DependencePolicy composed = one.policyChanges().apply(named("composed", "e\u0301 \u00e9 \u212b"));
            assertThat(one.policies().get("composed")).isEqualTo(composed);
            CompletableFuture.allOf(IntStream.range(0, 20)
                            .mapToObj(number -> CompletableFuture.runAsync(() -> (number % 2 == 0 ? one : other)
                                    .policyChanges()
                                    .apply(named("contended", "version " + number))))
                            .toArray(CompletableFuture[]::new))
                    .join();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
            await().untilAsserted(() -> assertThat(one.policies().get("contended"))
                    .isEqualTo(other.policies().get("contended"))
                    .isNotNull());
        }
    }

    private static DependencePolicy named(String id, String description) {
        return DependencePolicy.newBuilder(Policies.initial().get(0))
                .setId(id)
                .setDescription(description)
                .build();
    }

    /** Seconds; empty for an answer that is not old. */
    private static Optional<String> age(ServicePort port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(port.url() + "/api/alerts"))
                                .build(),
                        BodyHandlers.discarding())
                .headers()
                .firstValue("Age");
    }
}
