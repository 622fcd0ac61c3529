package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.ledger.RandomLog.Entry;
import org.lodewatch.core.ledger.RandomLog.Kind;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.RejectedHeaders;

/** A record in another partition than its key belongs to is rejected, live and in a restore. */
class MisplacedRecordTest {

    /** Belongs to the partition of the rig, 0 of 2. */
    private static final String RIGHT = "PO-1004";

    /** Belongs to partition 1 of 2. */
    private static final String MISPLACED = "PO-1001";

    private static final String BISMUTH = "810610";

    @Test
    void itIsRejectedWithTheRightPartitionAndTheSettingOfEachClientAndCounted() {
        assertThat(ImportPartitions.partition(RIGHT.getBytes(UTF_8), 2)).isZero();
        assertThat(ImportPartitions.partition(MISPLACED.getBytes(UTF_8), 2)).isOne();
        try (TopologyRig rig = new TopologyRig(Catalogue.bundled(), 2, TopologyRig.EMPTY_LOG)) {
            rig.line(RIGHT, 1, "NO", BISMUTH, "2024-12", 10);
            rig.line(MISPLACED, 2, "CN", BISMUTH, "2024-12", 90);
            rig.complete("2024-12");
            rig.settle();

            assertThat(((LedgerStore) rig.driver.getStateStore(StoreNames.LEDGER))
                            .ledger()
                            .size())
                    .isEqualTo(1);
            assertThat(rig.rejected.readRecordsToList()).singleElement().satisfies(record -> {
                assertThat(new String(record.key(), UTF_8)).isEqualTo(MISPLACED);
                assertThat(header(record.headers(), RejectedHeaders.REASON)).isEqualTo("wrong-partition");
                assertThat(header(record.headers(), RejectedHeaders.MESSAGE))
                        .startsWith("the record is in partition 0, and its key belongs to partition 1 of 2")
                        .contains("partitioner=murmur2_random", "compatibilityPartitioner", "docs/producing.md");
            });
            assertThat(rig.meters.get("lodewatch.imports.misplaced").counter().count())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRestoreLeavesItOut() {
        List<Entry> log = List.of(
                entry(RIGHT, 1, "NO"), entry(MISPLACED, 2, "CN"), entry(RIGHT, 2, "FI"), entry(MISPLACED, 3, "CN"));

        assertThat(RestoreLawTest.restored(
                                TopologyRig.parameters(
                                        Catalogue.bundled(), 2, TopologyRig.EMPTY_LOG, new SimpleMeterRegistry()),
                                log)
                        .size())
                .isEqualTo(1);
    }

    private static Entry entry(String id, long revision, String origin) {
        return new Entry(
                Kind.LINE,
                id.getBytes(UTF_8),
                TopologyRig.encoded(TopologyRig.line(revision, origin, BISMUTH, "2024-12", 10)
                        .build()));
    }

    private static String header(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
