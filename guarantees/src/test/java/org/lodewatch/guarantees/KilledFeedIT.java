package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topics;

/** A feed is killed within its transactions, and continues after the last committed one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledFeedIT {

    private static final int ROWS = 100_000;
    private static final int BAD_ROW_EVERY = 997;
    private static final int KILLS = 5;

    @TempDir
    private Path place;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    @Test
    void everyRowIsPublishedOrRejectedOnceAndEveryPeriodDeclaredOnce() throws IOException {
        System.out.printf("a killed feed: -Dlodewatch.seed=%d%n", seed);
        Path file = write(place.resolve("imports.csv"));
        try (TrialCluster cluster = TrialCluster.start()) {
            List<String> arguments = List.of(cluster.bootstrapServers(), file.toString());
            for (int kill = 1; kill <= KILLS; kill++) {
                long before = written(cluster);
                // A transaction holds 10,000 rows.
                int more = 1_000 + random.nextInt(14_000);
                try (Instance feed = Instance.start(place, FeedProcess.class, arguments)) {
                    await("the feed has written " + more + " rows")
                            .pollInterval(Duration.ofMillis(5))
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> written(cluster) >= before + more);
                    feed.kill();
                }
            }
            try (Instance feed = Instance.start(place, FeedProcess.class, arguments)) {
                assertThat(feed.awaitEnd()).as("%s", feed.err()).isZero();
            }

            assertPublished(TopicLog.read(cluster.bootstrapServers(), Topics.CUSTOMS_IMPORTS));
            assertRejected(TopicLog.read(cluster.bootstrapServers(), Topics.CUSTOMS_IMPORTS_REJECTED));
        }
    }

    private static void assertPublished(List<Entry<String, SpecificRecord>> published) {
        Map<String, Integer> rows = new TreeMap<>();
        Map<String, List<Integer>> declared = new TreeMap<>();
        for (Entry<String, SpecificRecord> entry : published) {
            if (entry.value() instanceof CustomsImport) {
                rows.merge(entry.key(), 1, Integer::sum);
            } else if (entry.value() instanceof PeriodComplete complete) {
                declared.computeIfAbsent(complete.getPeriod(), period -> new ArrayList<>())
                        .add(entry.record().partition());
            }
        }

        assertThat(rows.keySet())
                .isEqualTo(IntStream.range(0, ROWS)
                        .filter(row -> !isBad(row))
                        .mapToObj(KilledFeedIT::recordId)
                        .collect(Collectors.toSet()));
        assertThat(new HashSet<>(rows.values())).containsExactly(1);
        assertThat(declared.keySet())
                .isEqualTo(IntStream.range(0, 24).mapToObj(KilledFeedIT::month).collect(Collectors.toSet()));
        Integer[] everyPartition =
                IntStream.range(0, Topics.INPUT_PARTITIONS).boxed().toArray(Integer[]::new);
        assertThat(declared.values())
                .allSatisfy(partitions -> assertThat(partitions).containsExactlyInAnyOrder(everyPartition));
    }

    private static void assertRejected(List<Entry<byte[], byte[]>> rejected) {
        // The header is line 1.
        List<String> lines = IntStream.range(0, ROWS)
                .filter(KilledFeedIT::isBad)
                .mapToObj(row -> Integer.toString(row + 2))
                .toList();
        assertThat(rejected.stream()
                        .map(entry -> entry.header(RejectedHeaders.OFFSET))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(lines);
        Set<String> reasons = rejected.stream()
                .map(entry -> entry.header(RejectedHeaders.REASON))
                .collect(Collectors.toSet());
        assertThat(reasons).containsExactly("invalid-customs-value");
    }

    /** Rows in the log, including those of open transactions. */
    private static long written(TrialCluster cluster) {
        return cluster.length(Topics.CUSTOMS_IMPORTS, IsolationLevel.READ_UNCOMMITTED);
    }

    private static Path write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("own,%s,1,US,CN,811010,%s,%s\n"
                        .formatted(recordId(row), month(row), isBad(row) ? "much" : row));
            }
        }
        return file;
    }

    private static boolean isBad(int row) {
        return row % BAD_ROW_EVERY == 5;
    }

    private static String recordId(int row) {
        return "row-" + row;
    }

    private static String month(int row) {
        return YearMonth.of(2023, 1).plusMonths(row % 24).toString();
    }
}
