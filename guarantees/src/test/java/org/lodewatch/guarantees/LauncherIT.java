package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    @TempDir
    private Path place;

    @Test
    void aProcessWhoseHeapIsFullEndsAndNamesTheSetting() throws Exception {
        Path err = place.resolve("err.txt");
        ProcessBuilder launcher = new ProcessBuilder("../lodewatch", "minerals")
                .redirectOutput(place.resolve("out.txt").toFile())
                .redirectError(err.toFile());
        launcher.environment().put("LODEWATCH_OPTS", "-Xmx5m");

        assertThat(launcher.start().waitFor()).isEqualTo(KILLED);
        assertThat(Files.readString(err))
                .contains("lodewatch: the heap is full: give it more, such as LODEWATCH_OPTS=-Xmx2g");
    }

    @Test
    void anInstanceWhoseHeapCannotHoldTheLogEndsBeforeItIsFull() throws Exception {
        Path err = place.resolve("err.txt");
        try (TrialCluster cluster = TrialCluster.shared()) {
            publishIds(cluster, 1_800_000);
            ProcessBuilder launcher = new ProcessBuilder(
                            "../lodewatch",
                            "stream",
                            "--bootstrap-server",
                            cluster.bootstrapServers(),
                            "--set",
                            "state.dir=" + place.resolve("state"),
                            "--set",
                            "http.port=0")
                    .redirectOutput(place.resolve("out.txt").toFile())
                    .redirectError(err.toFile());
            launcher.environment().put("LODEWATCH_OPTS", "-Xmx128m");

            assertThat(launcher.start().waitFor()).isOne();
            assertThat(Files.readString(err).lines().reduce((line, next) -> next))
                    .hasValueSatisfying(last -> assertThat(last)
                            .matches(
                                    "lodewatch: the heap is too small: the partitions of customs-imports that this instance has"
                                            + " .* need at least [0-9]+ MiB, and the JVM has 1[0-9]{2}: give it more, such as"
                                            + " LODEWATCH_OPTS=-Xmx[0-9]+m, or start more instances"));
        }
    }

    @Test
    void aFileWithOtherLettersInItsNameIsReadWithoutALocale() throws Exception {
        Path out = place.resolve("out.txt");
        // The shell writes the name, because this JVM may have no locale either.
        ProcessBuilder launcher = new ProcessBuilder(
                        "bash",
                        "-c",
                        "f=$'importa\\xc3\\xa7\\xc3\\xb5es.csv'; cat >$f; exec \"$0\" produce csv $f --dry-run",
                        Path.of("../lodewatch").toRealPath().toString())
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        launcher.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        Process process = launcher.start();
        try (Writer file = process.outputWriter(StandardCharsets.UTF_8)) {
            file.write("dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n"
                    + "own,row-1,1,US,CN,811010,2025-01,100\n");
        }

        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
        assertThat(Files.readString(out)).contains("would be published: 1 record, $100");
    }

    private static void publishIds(TrialCluster cluster, int count) throws Exception {
        byte[] value = Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(
                        Topics.CUSTOMS_IMPORTS.name(),
                        new CustomsImport(
                                "own", 1L, "US", "CN", "811010", "2025-01", 100L, null, false, false, Instant.EPOCH));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "batch.size", 1 << 18, "linger.ms", 50),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id = 0; id < count; id++) {
                producer.send(new ProducerRecord<>(
                        Topics.CUSTOMS_IMPORTS.name(), ("row-" + id).getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }
}
