package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.core.ledger.RandomLog;
import org.lodewatch.core.ledger.RandomLog.Entry;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.values.RejectionReason;

/** A ledger that is restored from the log equals the ledger of live processing, for any log. */
class RestoreLawTest {

    private static final int LENGTH = 600;

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    private static ImportLedger live(TopologyRig rig, List<Entry> log) {
        log.forEach(entry -> rig.publish(entry.key(), entry.value()));
        return ((LedgerStore) rig.driver.getStateStore(StoreNames.LEDGER)).ledger();
    }

    /** As a consumer returns them: up to 50 records at once. */
    private static ImportLedger liveInBundles(TopologyRig rig, List<Entry> log, long seed) {
        Random random = new Random(seed);
        for (int from = 0; from < log.size(); ) {
            List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
            for (int most = 1 + random.nextInt(50); most > 0 && from < log.size(); most--, from++) {
                Entry entry = log.get(from);
                polled.add(TopologyRig.polled(from, entry.key(), entry.value()));
            }
            rig.poll(polled);
        }
        return ((LedgerStore) rig.driver.getStateStore(StoreNames.LEDGER)).ledger();
    }

    /** Restores as Kafka Streams does: nothing but keys and values, through the callback that the store registered. */
    private static ImportLedger restored(List<Entry> log) {
        return restored(TopologyRig.parameters(), log);
    }

    /** The ledger of input partition 0. */
    static ImportLedger restored(TopologyParameters parameters, List<Entry> log) {
        AtomicReference<StateRestoreCallback> callback = new AtomicReference<>();
        StateStoreContext context = (StateStoreContext) Proxy.newProxyInstance(
                StateStoreContext.class.getClassLoader(),
                new Class<?>[] {StateStoreContext.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("register")) {
                        callback.set((StateRestoreCallback) arguments[1]);
                    }
                    return method.getName().equals("taskId") ? new TaskId(0, 0) : null;
                });
        LedgerStore store = new LedgerStore.Builder(parameters).build();
        store.init(context, store);
        log.forEach(entry -> callback.get().restore(entry.key(), entry.value()));
        return store.ledger();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void restoringLeadsToTheLedgerOfLiveProcessing(long seed) {
        List<Entry> log = new RandomLog(seed).log(LENGTH);
        try (TopologyRig rig = new TopologyRig()) {
            ImportLedger live = live(rig, log);

            ImportLedger restored = restored(log);

            assertThat(Lines.contents(restored))
                    .as("seed %d", seed)
                    .isEqualTo(Lines.contents(live))
                    .hasSizeGreaterThan(100);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recordsThatArePolledTogetherLeadToTheSameLedgerAsOneByOne(long seed) {
        List<Entry> log = new RandomLog(seed).log(LENGTH);
        try (TopologyRig single = new TopologyRig();
                TopologyRig bundled = new TopologyRig()) {
            ImportLedger oneByOne = live(single, log);

            ImportLedger together = liveInBundles(bundled, log, seed);

            assertThat(Lines.contents(together))
                    .as("seed %d", seed)
                    .isEqualTo(Lines.contents(oneByOne))
                    .hasSizeGreaterThan(100);
            bundled.settle();
            single.settle();
            assertThat(bundled.publishedShares()).as("seed %d", seed).isEqualTo(single.publishedShares());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRejectedRecordIsForwardedUnchangedWithItsReasonAndPlace(long seed) {
        List<Entry> log = new RandomLog(seed).log(LENGTH);
        try (TopologyRig rig = new TopologyRig()) {
            live(rig, log);

            assertRejected(rig.rejected.readRecordsToList(), log, seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rejectedRecordsThatWerePolledWithOthersAreForwardedToo(long seed) {
        List<Entry> log = new RandomLog(seed).log(LENGTH);
        try (TopologyRig rig = new TopologyRig()) {
            liveInBundles(rig, log, seed);

            assertRejected(rig.rejected.readRecordsToList(), log, seed);
        }
    }

    private static void assertRejected(List<TestRecord<byte[], byte[]>> rejected, List<Entry> log, long seed) {
        int next = 0;
        int contradictions = 0;
        for (int offset = 0; offset < log.size(); offset++) {
            Entry entry = log.get(offset);
            String reason = entry.kind().reason();
            if (reason == null && next < rejected.size() && isContradictionAt(rejected.get(next), offset)) {
                reason = RejectionReason.CONFLICTING_CONTENT.code();
                contradictions++;
            }
            if (reason == null) {
                continue;
            }
            TestRecord<byte[], byte[]> record = rejected.get(next++);
            assertThat(record.key()).as("seed %d, offset %d", seed, offset).isEqualTo(entry.key());
            assertThat(record.value()).as("seed %d, offset %d", seed, offset).isEqualTo(entry.value());
            assertThat(header(record, RejectedHeaders.REASON)).isEqualTo(reason);
            assertThat(header(record, RejectedHeaders.TOPIC)).isEqualTo("customs-imports");
            assertThat(header(record, RejectedHeaders.PARTITION)).isEqualTo("0");
            assertThat(header(record, RejectedHeaders.OFFSET)).isEqualTo("" + offset);
            assertThat(header(record, RejectedHeaders.MESSAGE)).isNotBlank();
        }
        assertThat(rejected).as("seed %d", seed).hasSize(next);
        // Ids and revisions repeat at random, with other content.
        assertThat(contradictions).as("seed %d", seed).isPositive();
    }

    private static boolean isContradictionAt(TestRecord<byte[], byte[]> record, int offset) {
        return header(record, RejectedHeaders.OFFSET).equals("" + offset)
                && header(record, RejectedHeaders.REASON).equals(RejectionReason.CONFLICTING_CONTENT.code());
    }

    private static String header(TestRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), UTF_8);
    }
}
