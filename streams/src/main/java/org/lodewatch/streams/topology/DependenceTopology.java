package org.lodewatch.streams.topology;

import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.bundle.BundlingClients;
import org.lodewatch.streams.bundle.RecordBundle;
import org.lodewatch.streams.topology.CheckedStore.StoredEntries;

/**
 * From customs imports to shares and alerts, in two halves that are connected by lodewatch-partials.
 *
 * <pre>
 * customs-imports
 *     | keep-ledger          the ledger's store, restored from the log itself
 *     | report-changes       record id -> its current contribution
 *     |                      rejected records -> customs-imports-rejected
 *     |                      changed countries of changed months, absolute
 *     v lodewatch-partials   by dataset and reporter
 * keep-books                 book x month x country, over all input partitions; the clock
 *     |                      windows, shares, concentration -> mineral-shares
 *     v
 * judge-books                policies x windows -> dependence-alerts, dependence-alert-status
 *
 * dependence-policies -> check-policies -> lodewatch-policies, every partition -> keep-books -> judge-books
 * </pre>
 *
 * <p>Each source reads bytes, so that its processor decides what to do with those that it cannot decode: a record that no instance
 * can have written is skipped and kept in customs-imports-rejected ({@link SkippedInput}).
 */
public final class DependenceTopology {

    private final TopologyParameters parameters;
    private final Topology topology = new Topology();
    private final StrayEntries strayEntries = new StrayEntries();

    private DependenceTopology(TopologyParameters parameters) {
        this.parameters = parameters;
    }

    /** Builds the topology. */
    public static Topology build(TopologyParameters parameters) {
        DependenceTopology dependence = new DependenceTopology(parameters);
        dependence.addImportsToPartials();
        dependence.addPartialsToAlerts();
        dependence.addPoliciesToEveryPartition();
        return dependence.topology;
    }

    /** Returns the clients to run the topology with. With others the results are the same, but it is slower. */
    public static BundlingClients clients() {
        return new BundlingClients(Set.of(Topics.CUSTOMS_IMPORTS.name(), Topics.PARTIALS.name()));
    }

    private void addImportsToPartials() {
        topology.addReadOnlyStateStore(
                        new LedgerStore.Builder(parameters),
                        Nodes.READ_IMPORTS,
                        // A record without a timestamp must not stop the log.
                        (record, partitionTime) -> Math.max(0, record.timestamp()),
                        new ByteArrayDeserializer(),
                        RecordBundle.deserializer(),
                        Topics.CUSTOMS_IMPORTS.name(),
                        Nodes.KEEP_LEDGER,
                        KeepLedger::new)
                .addProcessor(Nodes.REPORT_CHANGES, () -> new ReportChanges(parameters), Nodes.READ_IMPORTS)
                .connectProcessorAndStateStores(Nodes.REPORT_CHANGES, StoreNames.LEDGER);
        addSink(Nodes.REJECT_IMPORTS, Topics.CUSTOMS_IMPORTS_REJECTED, null, Nodes.REPORT_CHANGES);
        addSink(Nodes.SEND_PARTIALS, Topics.PARTIALS, Partitioners.byOwner(), Nodes.REPORT_CHANGES);
    }

    private void addPartialsToAlerts() {
        topology.addSource(
                        Nodes.READ_PARTIALS,
                        new ByteArrayDeserializer(),
                        RecordBundle.deserializer(),
                        Topics.PARTIALS.name())
                .addSource(
                        Nodes.READ_POLICIES,
                        new ByteArrayDeserializer(),
                        RecordBundle.deserializer(),
                        Topics.POLICIES_BROADCAST.name())
                .addProcessor(
                        Nodes.KEEP_BOOKS,
                        () -> new KeepBooks(parameters, strayEntries),
                        Nodes.READ_PARTIALS,
                        Nodes.READ_POLICIES)
                .addProcessor(Nodes.JUDGE_BOOKS, () -> new JudgeBooks(parameters, strayEntries), Nodes.KEEP_BOOKS);
        addStore(
                PackedPartsStore.supplier(StoreNames.BOOK_PARTS),
                StoredEntryChecks.parts(),
                Topics.PARTIALS_STORE,
                Nodes.KEEP_BOOKS);
        addStore(StoreNames.UNPUBLISHED_BOOKS, StoredEntryChecks.unpublished(), Serdes.String(), Nodes.KEEP_BOOKS);
        addStore(
                StoreNames.POLICIES,
                StoredEntryChecks.policies(parameters.formats()),
                Topics.POLICIES_BROADCAST.valueSerde(parameters.formats()),
                Nodes.JUDGE_BOOKS);
        addStore(
                StoreNames.ALERTS,
                StoredEntryChecks.alerts(parameters.formats()),
                AvroSerde.of(parameters.formats().internal(), DependenceAlert.class),
                Nodes.JUDGE_BOOKS);
        addSink(
                Nodes.WRITE_MINERAL_SHARES,
                Topics.MINERAL_SHARES,
                Partitioners.byBook(),
                Nodes.KEEP_BOOKS,
                Nodes.JUDGE_BOOKS);
        addSink(Nodes.REJECT_PARTIALS, Topics.CUSTOMS_IMPORTS_REJECTED, null, Nodes.KEEP_BOOKS, Nodes.JUDGE_BOOKS);
        addSink(Nodes.WRITE_ALERTS, Topics.DEPENDENCE_ALERTS, null, Nodes.JUDGE_BOOKS);
        addSink(Nodes.WRITE_ALERT_STATUS, Topics.DEPENDENCE_ALERT_STATUS, null, Nodes.JUDGE_BOOKS);
    }

    private void addPoliciesToEveryPartition() {
        topology.addSource(
                        Nodes.READ_DEPENDENCE_POLICIES,
                        new ByteArrayDeserializer(),
                        RecordBundle.deserializer(),
                        Topics.DEPENDENCE_POLICIES.name())
                .addProcessor(
                        Nodes.CHECK_POLICIES, () -> new CheckPolicies(parameters), Nodes.READ_DEPENDENCE_POLICIES);
        addSink(
                Nodes.BROADCAST_POLICIES,
                Topics.POLICIES_BROADCAST,
                Partitioners.toEveryPartition(),
                Nodes.CHECK_POLICIES);
        addSink(Nodes.REJECT_POLICIES, Topics.CUSTOMS_IMPORTS_REJECTED, null, Nodes.CHECK_POLICIES);
    }

    /** @param partitioner null for the default, by key */
    private <K, V> void addSink(
            String name, Topic<K, V> topic, StreamPartitioner<K, V> partitioner, String... parents) {
        topology.addSink(
                name,
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(parameters.formats()).serializer(),
                partitioner,
                parents);
    }

    private <V> void addStore(String name, StoredEntries check, Serde<V> values, String processor) {
        addStore(Stores.inMemoryKeyValueStore(name), check, values, processor);
    }

    private <V> void addStore(
            KeyValueBytesStoreSupplier entries, StoredEntries check, Serde<V> values, String processor) {
        StoreBuilder<KeyValueStore<String, V>> store = Stores.keyValueStoreBuilder(
                CheckedStore.supplier(entries, check, strayEntries), Serdes.String(), values);
        topology.addStateStore(store, processor);
    }
}
