package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

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
            publishIds(cluster, 800_000);
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
            launcher.environment().put("LODEWATCH_OPTS", "-Xmx72m");

            assertThat(launcher.start().waitFor()).isOne();
            assertThat(Files.readString(err).lines().reduce((line, next) -> next))
                    .hasValueSatisfying(last -> assertThat(last)
                            .matches(
                                    "lodewatch: the heap is too small: the partitions of customs-imports that this instance has"
                                            + " .* need at least [0-9]+ MiB, and the JVM has [67][0-9]: give it more, such as"
                                            + " LODEWATCH_OPTS=-Xmx[0-9]+m, or start more instances"));
        }
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
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int id = 0; id < count; id++) {
                producer.send(new ProducerRecord<>(
                        Topics.CUSTOMS_IMPORTS.name(), ("row-" + id).getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }
}
