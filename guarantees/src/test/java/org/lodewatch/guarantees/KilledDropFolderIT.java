package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.topics.Topics;

/** A drop folder is killed within its files, and continues after the last committed transaction. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledDropFolderIT {

    private static final int ROWS = 40_000;
    private static final int KILLS = 4;
    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n";

    @TempDir
    private Path place;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    @Test
    void everyRowOfEveryFileIsPublishedOnceAndEveryFileIsMoved() throws IOException {
        System.out.printf("a killed drop folder: -Dlodewatch.seed=%d%n", seed);
        Path folder = Files.createDirectory(place.resolve("inbox"));
        writeCsv(folder.resolve("a.csv"));
        writeZip(folder.resolve("b.zip"));
        try (TrialCluster cluster = TrialCluster.start()) {
            List<String> arguments = List.of(
                    "produce",
                    "drop-folder",
                    folder.toString(),
                    "--settle",
                    "0s",
                    "--bootstrap-server",
                    cluster.bootstrapServers());
            for (int kill = 1; kill <= KILLS; kill++) {
                long before = written(cluster);
                // A transaction holds 10,000 rows.
                int more = 1_000 + random.nextInt(12_000);
                try (Instance instance = Instance.start(place, Main.class, arguments)) {
                    await("it has written " + more + " rows")
                            .pollInterval(Duration.ofMillis(5))
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> written(cluster) >= before + more);
                    instance.kill();
                }
            }
            try (Instance instance = Instance.start(place, Main.class, arguments)) {
                assertThat(instance.awaitEnd()).as("%s", instance.err()).isZero();
            }

            Map<String, Integer> published = new TreeMap<>();
            for (Entry<?, ?> entry : TopicLog.read(cluster.bootstrapServers(), Topics.CUSTOMS_IMPORTS)) {
                if (entry.value() instanceof CustomsImport) {
                    published.merge((String) entry.key(), 1, Integer::sum);
                }
            }
            assertThat(published.keySet())
                    .isEqualTo(Stream.of("a", "b", "c")
                            .flatMap(file -> IntStream.range(0, ROWS).mapToObj(row -> file + row))
                            .collect(Collectors.toSet()));
            assertThat(new HashSet<>(published.values())).containsExactly(1);
        }
        try (Stream<Path> done = Files.list(folder.resolve("done"))) {
            assertThat(done.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("a.csv", "a.csv.report.txt", "b.zip", "b.zip.report.txt");
        }
        assertThat(folder.resolve("failed")).isEmptyDirectory();
    }

    /** Rows in the log, including those of open transactions. */
    private static long written(TrialCluster cluster) {
        return cluster.length(Topics.CUSTOMS_IMPORTS, IsolationLevel.READ_UNCOMMITTED);
    }

    private static void writeCsv(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            write(out, "a");
        }
    }

    private static void writeZip(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(zip))) {
            for (String member : List.of("b", "c")) {
                zip.putNextEntry(new ZipEntry(member + ".csv"));
                write(out, member);
                out.flush();
            }
        }
    }

    private static void write(BufferedWriter out, String prefix) throws IOException {
        out.write(HEADER);
        for (int row = 0; row < ROWS; row++) {
            out.write("own,%s%d,1,US,CN,811010,2025-01,%d\n".formatted(prefix, row, row));
        }
    }
}
