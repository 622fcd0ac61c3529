package org.lodewatch.guarantees.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.RunningLodewatch;
import org.lodewatch.local.commands.Session;
import org.lodewatch.local.programs.Programs;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The examples of docs/producing.md, run as written against a real broker; only addresses are replaced. */
@Timeout(180)
class ProducingPageIT {

    private static final Page PAGE = new Page(Path.of("../docs/producing.md"));
    private static final String PARTITIONER = "-X topic.partitioner=murmur2_random ";
    private static final int PARTITIONS = 12;
    private static final int KEYS = 300;

    private RunningLodewatch lodewatch;
    private String servers;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        lodewatch = RunningLodewatch.with(Catalogue.bundled());
        servers = lodewatch.bootstrapServers();
    }

    @AfterEach
    void stop() {
        lodewatch.close();
    }

    @Test
    void theJavaProducerDoesEverythingRight() throws Exception {
        try (Example producer = JavaExamples.start(PAGE, "PublishImports.java", directory, servers)) {
            assertThat(producer.awaitEnd()).containsExactly("published");
        }

        showsShares("acme-java", "Norway $5.2 M 73.2 %");
        assertThat(lodewatch.run("check-producer"))
                .isEqualTo(new Session(0, "26 records in 12 partitions, of acme-java: nothing is wrong\n", ""));
    }

    @Test
    void theJavascriptProducerDoesEverythingRight() throws Exception {
        try (Example producer = JavaScriptExamples.start(
                PAGE, List.of("messages.mjs", "publish.mjs"), here(PAGE.block("sh js-publish")))) {
            assertThat(producer.awaitEnd()).last().isEqualTo("published");
        }

        showsShares("acme-js", "Norway $5.2 M 73.2 %");
        assertThat(lodewatch.run("check-producer"))
                .isEqualTo(new Session(0, "26 records in 12 partitions, of acme-js: nothing is wrong\n", ""));
    }

    @Test
    void kcatDoesEverythingRightWithThePartitionerOfThePage() throws Exception {
        kcat(PAGE.block("sh kcat-encode") + PAGE.block("sh kcat-line") + PAGE.block("sh kcat-complete"));

        showsShares("acme-kcat", "China $6.1 M 100.0 %");
        assertThat(lodewatch.run("check-producer"))
                .isEqualTo(new Session(0, "13 records in 12 partitions, of acme-kcat: nothing is wrong\n", ""));
    }

    @Test
    void aRecordOfKcatWithItsDefaultPartitionerIsRejectedAndTheRemedyIsNamed() throws Exception {
        String line = PAGE.block("sh kcat-line");
        assertThat(line).contains(PARTITIONER);
        kcat(PAGE.block("sh kcat-encode") + line.replace(PARTITIONER, ""));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lodewatch
                                .run("rejected", "--reason", "wrong-partition")
                                .out())
                        .contains(
                                "customs-imports, partition 3, offset 0",
                                "the record is in partition 3, and its key belongs to partition 0 of 12",
                                "kcat, librdkafka: partitioner=murmur2_random",
                                "docs/producing.md"));
        Session check = lodewatch.run("check-producer");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains(
                        "wrong-partition (1): ",
                        "record id PO-1004 in partition 3, offset 0, belongs to partition 0 of 12",
                        "set partitioner=murmur2_random",
                        "undeclared-period (1): ")
                .endsWith("1 records in 12 partitions, of acme-kcat: 2 kinds of faults\n");

        kcat(line + PAGE.block("sh kcat-complete"));

        showsShares("acme-kcat", "China $6.1 M 100.0 %");
    }

    @Test
    void recordsOutsideTransactionsWithoutKeyOrInJsonAreNamed() throws Exception {
        Programs.need("kcat");
        try (Example kcat = Example.start(
                directory,
                "bash",
                "-c",
                here("echo '{\"record_id\": \"PO-1\"}' | kcat -P -b localhost:9092 -t customs-imports " + PARTITIONER
                        + "-k PO-1; echo PO-2 | kcat -P -b localhost:9092 -t customs-imports"))) {
            kcat.awaitEnd();
        }

        Session check = lodewatch.run("check-producer", "--output", "json");

        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(check.out())
                .contains("\"undecodable\"", "the value is JSON text", "\"missing-key\"", "\"no-transaction\"");
    }

    @Test
    void nothingToCheckIsSaid() {
        assertThat(lodewatch.run("check-producer"))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: customs-imports has no committed record yet: let the producer publish, then run this"
                                + " again\n"));
    }

    @Test
    void theTableShowsHowManyKeysEachClientPutsElsewhere() throws Exception {
        String page = Files.readString(PAGE.path());
        String keys = "seq " + KEYS + " | sed 's/.*/PO-&|x/' | kcat -P -b localhost:9092 -K '|' -t ";
        String kafkajs = """
                node -e '
                const {Kafka, Partitioners, logLevel} = require("kafkajs");
                const kafka = new Kafka({brokers: ["localhost:9092"], logLevel: logLevel.NOTHING});
                (async () => {
                  for (const [topic, createPartitioner] of [
                    ["keys-js", Partitioners.DefaultPartitioner], ["keys-js-legacy", Partitioners.LegacyPartitioner]]) {
                    const producer = kafka.producer({createPartitioner});
                    await producer.connect();
                    await producer.send({topic, messages:
                        Array.from({length: 300}, (_, i) => ({key: `PO-${i + 1}`, value: "x"}))});
                    await producer.disconnect();
                  }
                })();'
                """;
        Programs.need("kcat");
        List<String> topics = List.of("keys-kcat", "keys-kcat-murmur2", "keys-js", "keys-js-legacy");
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers))) {
            cluster.admin()
                    .createTopics(topics.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
        try (Example kcat = Example.start(
                directory, "bash", "-c", here(keys + "keys-kcat; " + keys + "keys-kcat-murmur2 " + PARTITIONER))) {
            kcat.awaitEnd();
        }
        try (Example javascript = JavaScriptExamples.start(PAGE, List.of(), here(kafkajs))) {
            javascript.awaitEnd();
        }
        int unsigned = (int) keys().filter(
                        key -> Integer.remainderUnsigned(Utils.murmur2(key.getBytes(UTF_8)), PARTITIONS) != right(key))
                .count();

        assertThat(elsewhere("keys-kcat-murmur2")).isZero();
        assertThat(elsewhere("keys-js")).isZero();
        assertThat(page)
                .contains(
                        "| " + elsewhere("keys-kcat") + " of 300 | `partitioner=murmur2_random` | none |",
                        "`Partitioners.LegacyPartitioner` of version 1 (" + elsewhere("keys-js-legacy") + " of 300)",
                        "| " + unsigned + " of 300; none where the number of partitions is a power of two");
    }

    /** How many of the keys are in another partition of a topic than that of the Java client. */
    private long elsewhere(String topic) throws IOException, InterruptedException {
        try (Example kcat = Example.start(
                directory, "bash", "-c", here("kcat -C -b localhost:9092 -e -q -f '%k %p\\n' -t " + topic))) {
            List<String> found = kcat.awaitEnd().stream().distinct().toList();
            assertThat(found).hasSize(KEYS);
            return found.stream()
                    .map(line -> line.split(" "))
                    .filter(line -> right(line[0]) != Integer.parseInt(line[1]))
                    .count();
        }
    }

    private static Stream<String> keys() {
        return IntStream.rangeClosed(1, KEYS).mapToObj(number -> "PO-" + number);
    }

    private static int right(String key) {
        return ImportPartitions.partition(key.getBytes(UTF_8), PARTITIONS);
    }

    private void kcat(String commands) throws IOException, InterruptedException {
        Programs.need("kcat");
        try (Example example =
                JavaScriptExamples.start(PAGE, List.of("messages.mjs", "encode.mjs"), "set -e; " + here(commands))) {
            example.awaitEnd();
        }
    }

    private void showsShares(String dataset, String row) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(lodewatch
                                .run("shares", "cobalt", "--dataset", dataset)
                                .out()
                                .replaceAll(" +", " "))
                        .contains(row));
    }

    /** With the addresses of this test. */
    private String here(String command) {
        return command.replace("localhost:9092", servers)
                .replace(
                        "schemas/src/main/avro",
                        Path.of("../schemas/src/main/avro")
                                .toAbsolutePath()
                                .normalize()
                                .toString());
    }
}
