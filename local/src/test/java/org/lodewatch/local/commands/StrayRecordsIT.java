package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Records that others write to any topic change the output of no command; they are named, and a reset replaces them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StrayRecordsIT {

    private static final byte[] GARBAGE = {(byte) 0xFF, (byte) 0xFE, 0, 7};

    /** Each reader of a topic. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("shares"),
            List.of("shares", "antimony", "--output", "json"),
            List.of("alerts"),
            List.of("alerts", "--open", "--output", "json"),
            List.of("alerts", "--history"),
            List.of("policies", "list"),
            List.of("what-if", "--lose", "CN"),
            List.of("alternatives", "antimony", "--lose", "CN"),
            List.of("explain", "single-source/us-census/US/antimony/CN"));

    private static final List<List<String>> OF_THE_LOG =
            List.of(List.of("verify", "--wait", "0"), List.of("rejected"), List.of("changes", "--since", "2020-01-01"));

    @TempDir
    private Path directory;

    @Test
    void theyChangeNoOutputAreNamedAndAreReplacedByAReset() throws Exception {
        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled())) {
            produce(lodewatch);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lodewatch.run("verify", "--wait", "0").exitCode() == 0);
            lodewatch.stop();
            Map<String, String> before = outputs(lodewatch, COMMANDS);
            Map<String, String> ofTheLog = outputs(lodewatch, OF_THE_LOG);
            assertThat(lodewatch.run("topics", "check", "--deep"))
                    .matches(check -> check.exitCode() == 0 && check.err().isEmpty())
                    .extracting(Session::out)
                    .asString()
                    .endsWith(": each belongs where it is\n");

            int written = writeStrays(lodewatch);

            assertThat(outputs(lodewatch, COMMANDS)).isEqualTo(before);
            assertThat(outputs(lodewatch, OF_THE_LOG).keySet()).isEqualTo(ofTheLog.keySet());
            outputs(lodewatch, List.of(List.of("check-producer"), List.of("lag")));
            assertThat(lodewatch.run("policies", "list").err())
                    .startsWith(
                            "skipped 3 records that do not belong in their topic: the first is dependence-policies-0@")
                    .hasLineCount(1);
            produce(lodewatch);
            Session found = lodewatch.run("topics", "check", "--deep", "--output", "json");
            assertThat(found.exitCode()).isEqualTo(1);
            assertThat(new ObjectMapper().readTree(found.out()).get("records")).hasSize(written);
            requireReset(lodewatch);
        }
    }

    private void requireReset(RunningLodewatch lodewatch) {
        assertThat(lodewatch.run("policies", "delete", "nan").out()).isEqualTo("nan deleted\n");
        await("no instance is in the group")
                .atMost(Duration.ofSeconds(60))
                .until(() -> lodewatch.run("reset").exitCode() == 0);
        Session reset = lodewatch.run("reset", "--execute");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        assertThat(reset.out())
                .startsWith("replace the records that the topology has not written: ")
                .contains(" of mineral-shares", " of dependence-alert-status", " of lodewatch-policies");
        assertThat(lodewatch.run("reset").out()).doesNotContain("replace the records");
        assertThat(lodewatch.run("topics", "check", "--deep").out().lines())
                .noneMatch(line -> line.contains("lodewatch reset"));
    }

    /** The output of each command that ends well. */
    private static Map<String, String> outputs(RunningLodewatch lodewatch, List<List<String>> commands) {
        Map<String, String> outputs = new TreeMap<>();
        for (List<String> command : commands) {
            Session session = lodewatch.run(command.toArray(String[]::new));
            assertThat(session.err()).as(command.toString()).doesNotContain("unexpected");
            outputs.put(String.join(" ", command) + ": exit code " + session.exitCode(), session.out());
        }
        return outputs;
    }

    private void produce(RunningLodewatch lodewatch) throws IOException {
        StringBuilder rows = new StringBuilder(
                "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg\n");
        for (int month = 1; month <= 12; month++) {
            rows.append("us-census,cn%1$02d,1,US,CN,8110100000,2024-%1$02d,900000,\n".formatted(month));
            rows.append("us-census,vn%1$02d,1,US,VN,8110100000,2024-%1$02d,300000,\n".formatted(month));
        }
        Path file = directory.resolve("imports.csv");
        Files.writeString(file, rows);
        Session published = lodewatch.run("produce", "csv", file.toString());
        assertThat(published.exitCode()).as(published.err()).isZero();
    }

    /** Returns how many of them `topics check --deep` must name. */
    private static int writeStrays(RunningLodewatch lodewatch) throws Exception {
        int[] written = new int[1];
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", lodewatch.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Writer writer = (topic, key, value) -> {
                producer.send(new ProducerRecord<>(topic.name(), 0, key, value)).get();
                written[0]++;
            };
            for (Topic<?, ?> topic : Topics.all()) {
                writer.write(topic, "stray".getBytes(UTF_8), GARBAGE);
                writer.write(topic, GARBAGE, GARBAGE);
                boolean compacted = topic.config().containsValue("compact");
                if (!compacted) {
                    writer.write(topic, null, GARBAGE);
                    writer.write(topic, "empty".getBytes(UTF_8), null);
                }
            }
            writer.write(
                    Topics.DEPENDENCE_POLICIES,
                    "nan".getBytes(UTF_8),
                    encoded(Topics.DEPENDENCE_POLICIES, policy("nan", Double.NaN)));
            writer.write(
                    Topics.POLICIES_BROADCAST,
                    "nan".getBytes(UTF_8),
                    encoded(Topics.POLICIES_BROADCAST, policy("nan", Double.NaN)));
            writer.write(
                    Topics.MINERAL_SHARES,
                    "us-census/US/antimony@2024-12".getBytes(UTF_8),
                    encoded(Topics.MINERAL_SHARES, absurdShares()));
            producer.send(new ProducerRecord<>(
                            Topics.CUSTOMS_IMPORTS_REJECTED.name(),
                            0,
                            null,
                            GARBAGE,
                            GARBAGE,
                            List.of(
                                    new RecordHeader(RejectedHeaders.PARTITION, "seven".getBytes(UTF_8)),
                                    new RecordHeader(RejectedHeaders.REASON, GARBAGE))))
                    .get();
        }
        return written[0];
    }

    @FunctionalInterface
    private interface Writer {
        void write(Topic<?, ?> topic, byte[] key, byte[] value) throws Exception;
    }

    private static <V> byte[] encoded(Topic<String, V> topic, V value) {
        return topic.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer().serialize(topic.name(), value);
    }

    private static DependencePolicy policy(String id, double warning) {
        return DependencePolicy.newBuilder()
                .setId(id)
                .setVersion(1)
                .setSubject(SubjectKind.ANY_COUNTRY)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(warning)
                .setCritical(65)
                .build();
    }

    /** 92 quadrillion dollars, and less than nothing of it from anybody. */
    private static MineralShares absurdShares() {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(Long.MAX_VALUE)
                .setReturnedValueCents(-1)
                .setWeightCoverage(Double.NaN)
                .setRecords(-1)
                .setCountries(List.of())
                .setHhi(Double.NEGATIVE_INFINITY)
                .setTop3Share(2)
                .setWithoutTopValueCents(Long.MIN_VALUE)
                .build();
    }
}
