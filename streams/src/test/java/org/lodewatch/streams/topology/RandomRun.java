package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.batch.Comparison;
import org.lodewatch.core.batch.ExpectedAlert;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * One log, processed by the topology in a random way: how far each partition reads, when it flushes, when its messages
 * arrive, when it restarts, and when policies change. In the end the topology must have published what the batch
 * computes.
 */
final class RandomRun {

    private static final int MOST_SHOWN = 10;

    private final Random random;
    private final List<LogEntry> log;
    private final WindowRule rule;
    private final int partitions;
    private final RandomPolicies policies;
    private final AlertLives lives = new AlertLives();

    /** @param rule with windows of twelve months */
    RandomRun(Random random, List<LogEntry> log, WindowRule rule, int partitions) {
        this.random = random;
        this.log = log;
        this.rule = rule;
        this.partitions = partitions;
        this.policies = new RandomPolicies(random);
    }

    /** Through real ledgers and partials, one ledger for each input partition. */
    void throughPartials() {
        LogEnds never = partition -> OptionalLong.of(Long.MAX_VALUE);
        try (TopologyRig rig = new TopologyRig(Catalogue.bundled(), rule, partitions, never)) {
            policies.start(rig);
            List<InputPartition> inputs = IntStream.range(0, partitions)
                    .mapToObj(number -> new InputPartition(number, partitions, rule, log))
                    .toList();
            int step = Math.max(1, log.size() / 40);
            while (!inputs.stream().allMatch(InputPartition::isDone)) {
                InputPartition input = inputs.get(random.nextInt(partitions));
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3, 4, 5, 6 -> input.read(random.nextInt(2 * step));
                    case 7, 8, 9 -> input.flush();
                    case 10, 11, 12, 13, 14 -> input.deliver(rig.partials::pipeInput, random.nextInt(50));
                    case 15, 16 -> rig.driver.advanceWallClockTime(TopologyRig.FLUSH);
                    case 17 -> rig.driver.advanceWallClockTime(TopologyRig.RESTATEMENT);
                    case 18 -> policies.change(rig);
                    default -> {
                        if (random.nextInt(4) == 0) {
                            input.restart();
                        }
                    }
                }
                lives.check(rig);
            }
            for (InputPartition input : inputs) {
                input.flushAll();
                input.deliver(rig.partials::pipeInput, Integer.MAX_VALUE);
            }
            settle(rig);
            compare(rig);
        }
    }

    /** Through customs-imports, which has one partition in a test driver. */
    void throughTheLog() {
        try (TopologyRig rig = new TopologyRig(rule)) {
            policies.start(rig);
            for (LogEntry entry : log) {
                rig.imports.pipeInput(
                        new TestRecord<>(entry.key(), entry.value(), new RecordHeaders(), TopologyRig.NOW));
                switch (random.nextInt(250)) {
                    case 0, 1, 2 -> rig.driver.advanceWallClockTime(TopologyRig.FLUSH);
                    case 3 -> rig.driver.advanceWallClockTime(TopologyRig.RESTATEMENT);
                    case 4 -> policies.change(rig);
                    default -> {
                        continue;
                    }
                }
                lives.check(rig);
            }
            settle(rig);
            compare(rig);
        }
    }

    private void settle(TopologyRig rig) {
        for (int i = 0; i < 3 || rig.isAnythingUnpublished(); i++) {
            assertThat(i).isLessThan(1_000);
            rig.driver.advanceWallClockTime(TopologyRig.RESTATEMENT);
            lives.check(rig);
        }
    }

    private void compare(TopologyRig rig) {
        BatchRecount batch = batch();
        Map<String, MineralShares> shares = batch.shares();
        Map<String, List<HistoryEntry>> histories = new TreeMap<>();
        rig.statuses().forEach((id, status) -> histories.put(id, status.getHistory()));
        Map<String, ExpectedAlert> alerts = batch.alerts(policies.inForce(), histories);
        assertThat(Comparison.ofShares(rig.publishedShares(), shares).stream().limit(MOST_SHOWN))
                .isEmpty();
        assertThat(Comparison.ofAlerts(rig.statuses(), alerts).stream().limit(MOST_SHOWN))
                .isEmpty();
        assertThat(rig.statuses().keySet()).isEqualTo(lives.alertIds());
    }

    /**
     * The batch reads the same records in another order: the order of revisions with different numbers has no effect.
     */
    private BatchRecount batch() {
        BatchRecount batch = new BatchRecount(InputPartition::decode, Catalogue.bundled(), rule, partitions);
        List<LogEntry> shuffled = new ArrayList<>(log);
        Collections.shuffle(shuffled, random);
        for (LogEntry entry : shuffled) {
            for (int partition = 0; partition < partitions; partition++) {
                if (entry.standsIn(partition, partitions)) {
                    batch.add(partition, entry.key(), entry.value());
                }
            }
        }
        return batch;
    }
}
