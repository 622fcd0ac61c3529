package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;

/** The command lag, for the topology and the feeds. */
@Timeout(120)
class LagCommandIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private String servers;

    @BeforeEach
    void start() {
        servers = SharedKafka.emptied();
        run("topics", "create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void theApplicationLagsByTheWholeLogUntilItRunsAndByNewRecordsAfterItStops(String protocol) throws Exception {
        publish("one", 40);
        JsonNode before = imports(lag(1));
        assertThat(before.get("status").asText()).isEqualTo("STOP");
        assertThat(before.get("records").asLong()).isEqualTo(recordsInTheLog()).isGreaterThan(40);
        assertThat(before.get("exact").asBoolean()).isTrue();
        assertThat(before.get("seconds").asDouble()).isBetween(0.001, 60.0);

        try (StreamsApp app = app(protocol)) {
            app.start();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Session session = run("lag", "--output", "json");
                JsonNode running = JSON.readTree(session.out());
                assertThat(session.exitCode()).isZero();
                assertThat(running.get("groups").get(0).get("protocol").asText())
                        .isEqualTo(protocol);
                assertThat(running.get("groups").get(0).get("members").asInt()).isPositive();
                assertThat(imports(running).get("records").asLong()).isZero();
                assertThat(imports(running).get("seconds").asDouble()).isZero();
                assertThat(running.get("datasets")).hasSize(1);
            });
            Session named = run("lag", "--application-id", "absent", "--group", "lodewatch", "--output", "json");
            assertThat(JSON.readTree(named.out()).get("groups"))
                    .filteredOn(group -> group.get("group").asText().equals("lodewatch"))
                    .singleElement()
                    .satisfies(
                            group -> assertThat(group.get("protocol").asText()).isEqualTo(protocol));
        }
        long read = recordsInTheLog();
        publish("two", 7);

        JsonNode after = imports(lag(1));

        assertThat(after.get("status").asText()).isEqualTo("STOP");
        assertThat(after.get("records").asLong()).isEqualTo(recordsInTheLog() - read);
    }

    @Test
    void feedsAreShownWithTheirLastPollAndTheirNewestMonth() throws Exception {
        Path file = publish("one", 3);
        JsonNode feed = lag(1).get("feeds").get(0);
        assertThat(feed.get("feed").asText()).isEqualTo("csv:" + file.toRealPath());
        assertThat(feed.get("published").asLong()).isEqualTo(3);
        assertThat(feed.get("newest").get(0).get("dataset").asText()).isEqualTo("acme");
        assertThat(feed.get("newest").get(0).get("period").asText()).isEqualTo("2025-03");
        String looked = feed.get("lookedAt").asText();

        run("produce", "csv", file.toString());
        awaitVisible();

        assertThat(lag(1).get("feeds").get(0).get("lookedAt").asText()).isGreaterThan(looked);
    }

    @Test
    void theTableHasARowForEachTopicAndEachPartitionThatIsNotOk() throws Exception {
        publish("one", 3);

        Session session = run("lag");

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.out().lines())
                .anyMatch(line -> line.matches("group +topic +partition +lag +oldest +rate +status"))
                .anyMatch(line -> line.matches("lodewatch +customs-imports +all +[0-9]+ +[0-9.]+ s +0/s +STOP"))
                .anyMatch(line -> line.matches(" +11 +[0-9]+ +[0-9.]+ s +0/s +STOP"))
                .anyMatch(line -> line.matches("lodewatch +lodewatch-partials +all +0 +0 s +0/s +OK"))
                .anyMatch(line -> line.matches("csv:\\S+ +[0-9.]+ s ago +acme/US 2025-03 +[0-9,]+ days"));
        assertThat(run("lag", "--partitions").out().lines())
                .hasSizeGreaterThan((int) session.out().lines().count());
    }

    @Test
    void anAbsentGroupIsAnErrorAndNotALagOfZero() {
        Session session = run("lag", "--group", "nobody");

        assertThat(session)
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: there is no group nobody at %s: `kafka-groups.sh --list` lists the groups\n"
                                .formatted(servers)));
    }

    @Test
    void absentTopicsAreReported() {
        SharedKafka.emptied();

        assertThat(run("lag"))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: there is nothing to lag behind at %s: run `lodewatch topics create`, or name a group with --group\n"
                                .formatted(servers)));
    }

    private StreamsApp app(String protocol) {
        return new StreamsApp(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "group.protocol",
                        protocol,
                        "num.stream.threads",
                        "1",
                        "state.dir",
                        directory.resolve("state").toString()),
                Catalogue.bundled());
    }

    private Path publish(String name, int rows) throws Exception {
        StringBuilder csv = new StringBuilder("dataset,record_id,revision,reporter,origin,commodity_code,period,"
                + "customs_value_usd,net_weight_kg,withdrawn\n");
        for (int row = 0; row < rows; row++) {
            csv.append("acme,%s-%d,1,US,NO,810520,2025-0%d,5200000,160000,\n".formatted(name, row, 1 + row % 3));
        }
        Path file = Files.writeString(directory.resolve(name + ".csv"), csv);
        assertThat(run("produce", "csv", file.toString()).exitCode()).isZero();
        awaitVisible();
        return file;
    }

    private JsonNode lag(int exitCode) throws Exception {
        Session session = run("lag", "--output", "json");
        assertThat(session.exitCode()).isEqualTo(exitCode);
        return JSON.readTree(session.out());
    }

    private static JsonNode imports(JsonNode report) {
        for (JsonNode topic : report.get("groups").get(0).get("topics")) {
            if (topic.get("topic").asText().equals("customs-imports")) {
                return topic;
            }
        }
        throw new AssertionError("no customs-imports in " + report);
    }

    /** A transaction is visible a little later than its commit is confirmed. */
    private void awaitVisible() {
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers))) {
            cluster.read(Topics.CUSTOMS_IMPORTS.asBytes(), message -> {});
            cluster.read(Topics.FEED_CHECKPOINTS.asBytes(), message -> {});
        }
    }

    private long recordsInTheLog() {
        AtomicInteger records = new AtomicInteger();
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers));
                TopicReader<byte[], byte[]> reader = cluster.reader(Topics.CUSTOMS_IMPORTS.asBytes())) {
            reader.readToEnd(message -> records.incrementAndGet());
        }
        return records.get();
    }

    private Session run(String... args) {
        return Session.of(Stream.concat(Stream.of(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new));
    }
}
