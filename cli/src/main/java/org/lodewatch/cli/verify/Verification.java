package org.lodewatch.cli.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.clients.kafka.OpenTransactionSearch;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.core.batch.BatchRecount;
import org.lodewatch.core.batch.Comparison;
import org.lodewatch.core.batch.Difference;
import org.lodewatch.core.batch.ExpectedAlert;
import org.lodewatch.core.batch.LogFault;
import org.lodewatch.core.batch.LogFaults;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Recomputes every share and alert history from the log, with independent code, and compares them with what is published. */
public final class Verification {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaCluster cluster;
    private final Catalogue catalogue;
    private final WindowRule rule;

    public Verification(KafkaCluster cluster, Catalogue catalogue, WindowRule rule) {
        this.cluster = cluster;
        this.catalogue = catalogue;
        this.rule = rule;
    }

    /** Compares until everything agrees, because the topology may still be working, but no longer than this. */
    public VerificationResult await(Duration timeout) {
        return Polling.until(VerificationResult::agrees, this::compare, PAUSE, timeout);
    }

    /** Compares once. */
    public VerificationResult compare() {
        Map<String, MineralShares> shares = latest(Topics.MINERAL_SHARES);
        Map<String, DependenceAlert> alerts = latest(Topics.DEPENDENCE_ALERT_STATUS);
        BatchRecount batch = newBatch();
        long[] records = new long[2];
        readLog(batch, records);
        Map<String, MineralShares> expected = batch.shares();
        Map<String, List<HistoryEntry>> histories = new HashMap<>();
        alerts.forEach((id, alert) -> histories.put(id, alert.getHistory()));
        Map<String, ExpectedAlert> recounted = batch.alerts(policies(), histories);
        List<Difference> differences = new ArrayList<>(Comparison.ofShares(shares, expected));
        differences.addAll(Comparison.ofAlerts(alerts, recounted));
        long open = recounted.values().stream()
                .filter(alert -> alert.severity() != Severity.NONE)
                .count();
        return new VerificationResult(records[0], records[1], expected.size(), (int) open, differences);
    }

    /** Faults of the log itself, which a recount repeats; the gravest first. Reads the whole log. */
    public List<LogFault> faults() {
        int partitions = inputPartitions();
        LogFaults faults =
                new LogFaults(this::decode, catalogue, rule, key -> ImportPartitions.partition(key, partitions));
        cluster.read(
                Topics.CUSTOMS_IMPORTS.asBytes(),
                message -> faults.add(
                        message.partition(),
                        message.offset(),
                        message.key(),
                        message.value().orElse(null)));
        return faults.faults();
    }

    /** The open transactions of the log. Nothing from their first record on is in a recount, nor in what is published. */
    public List<OpenTransaction> openTransactions() {
        return OpenTransactionSearch.find(cluster.admin(), List.of(Topics.CUSTOMS_IMPORTS.name()));
    }

    private BatchRecount newBatch() {
        return new BatchRecount(this::decode, catalogue, rule, inputPartitions());
    }

    private SpecificRecord decode(byte[] value) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(cluster.formats())
                .deserializer()
                .deserialize(Topics.CUSTOMS_IMPORTS.name(), value);
    }

    private int inputPartitions() {
        return cluster.topics().partitions(Topics.CUSTOMS_IMPORTS.asBytes()).orElseThrow();
    }

    /** Counts the usable records in {@code records[0]}, the unusable ones in {@code records[1]}. */
    private void readLog(BatchRecount batch, long[] records) {
        int partitions = inputPartitions();
        cluster.read(Topics.CUSTOMS_IMPORTS.asBytes(), message -> {
            byte[] value = message.value().orElse(null);
            boolean used = !isMisplaced(message.partition(), message.key(), value, partitions)
                    && batch.add(message.partition(), message.key(), value);
            records[used ? 0 : 1]++;
        });
    }

    /** Whether the ledger rejects the record because it is in another partition than its key belongs to. */
    private boolean isMisplaced(int partition, byte[] key, byte[] value, int partitions) {
        if (key == null || value == null || ImportPartitions.partition(key, partitions) == partition) {
            return false;
        }
        try {
            return decode(value) instanceof CustomsImport;
        } catch (UndecodableException e) {
            return false;
        }
    }

    private <V> Map<String, V> latest(Topic<String, V> topic) {
        Map<String, V> latest = new HashMap<>();
        cluster.read(topic, message -> message.applyTo(latest));
        return latest;
    }

    /** The last valid version of each policy. An invalid version leaves the one before it in force. */
    private List<DependencePolicy> policies() {
        Map<String, DependencePolicy> latest = new HashMap<>();
        cluster.read(Topics.DEPENDENCE_POLICIES, message -> {
            if (Policies.faults(message.key(), message.value().orElse(null)).isEmpty()) {
                message.applyTo(latest);
            }
        });
        return List.copyOf(latest.values());
    }
}
