package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * From customs imports to shares and alerts, in two halves that meet at lodewatch-partials.
 *
 * <pre>
 * customs-imports
 *     | keep-ledger          the ledger's store, restored from the log itself
 *     | report-changes       record id -> what it last contributed
 *     |                      what was refused -> customs-imports-rejected
 *     |                      changed countries of changed months, absolute
 *     v lodewatch-partials   by dataset and reporter
 * keep-books                 book x month x country, over all input partitions; the clock
 *     |                      windows, shares, concentration -> mineral-shares
 *     v
 * judge-books                policies x windows -> dependence-alerts, dependence-alert-status
 *
 * dependence-policies -> check-policies -> lodewatch-policies, every partition -> keep-books -> judge-books
 * </pre>
 */
public final class DependenceTopology {

    /** The store of the books, which the log gives again. */
    public static final String BOOK_PARTS = KeepBooks.PARTS;

    /** The store of what is still to be published: books by name, each with the windows that readers have seen, if all. */
    public static final String UNPUBLISHED_BOOKS = KeepBooks.UNPUBLISHED;

    /** The store of the policies, which lodewatch-policies gives again. */
    public static final String DESK_POLICIES = JudgeBooks.POLICIES;

    /** The store of what was told of each alert, which nothing gives again. */
    public static final String DESK_ALERTS = JudgeBooks.ALERTS;

    static final String READ_IMPORTS = "read-customs-imports";
    static final String KEEP_LEDGER = "keep-ledger";
    static final String REPORT_CHANGES = "report-changes";
    static final String REJECT_IMPORTS = "reject-imports";
    static final String SEND_PARTIALS = "send-partials";
    static final String READ_PARTIALS = "read-partials";
    static final String READ_POLICIES = "read-policies";
    static final String KEEP_BOOKS = "keep-books";
    static final String JUDGE_BOOKS = "judge-books";
    static final String WRITE_MINERAL_SHARES = "write-mineral-shares";
    static final String WRITE_ALERTS = "write-alerts";
    static final String WRITE_ALERT_STATUS = "write-alert-status";
    static final String READ_DEPENDENCE_POLICIES = "read-dependence-policies";
    static final String CHECK_POLICIES = "check-policies";
    static final String BROADCAST_POLICIES = "broadcast-policies";

    private final Catalogue catalogue;
    private final WindowRule rule;
    private final int inputPartitions;
    private final Duration flushInterval;
    private final Duration restatementDelay;
    private final LogEnds logEnds;
    private final WireFormats formats;
    private final MeterRegistry registry;
    private final RecordBundles bundles = new RecordBundles();

    /**
     * @param inputPartitions how many partitions customs-imports has
     * @param flushInterval how often changes are sent and published
     * @param restatementDelay how long past windows that have changed are collected before they are published
     * @param formats of the messages in the topics
     * @param registry where it measures itself
     */
    public DependenceTopology(
            Catalogue catalogue,
            WindowRule rule,
            int inputPartitions,
            Duration flushInterval,
            Duration restatementDelay,
            LogEnds logEnds,
            WireFormats formats,
            MeterRegistry registry) {
        this.catalogue = catalogue;
        this.rule = rule;
        this.inputPartitions = inputPartitions;
        this.flushInterval = flushInterval;
        this.restatementDelay = restatementDelay;
        this.logEnds = logEnds;
        this.formats = formats;
        this.registry = registry;
    }

    /** Both halves, and the policies' way to the second. */
    public Topology build() {
        Topology topology = new Topology();
        fromImportsToPartials(topology);
        fromPartialsToAlerts(topology);
        fromPoliciesToEveryPartition(topology);
        return topology;
    }

    /** The clients to run it with. With others it gives the same, but takes longer. */
    public KafkaClientSupplier clients() {
        return new BundlingClients(bundles);
    }

    RecordBundles bundles() {
        return bundles;
    }

    private void fromImportsToPartials(Topology topology) {
        topology.addReadOnlyStateStore(
                        new LedgerStore.Builder(() -> new ImportLedger(importDecoder(), catalogue, rule)),
                        READ_IMPORTS,
                        // A record without a timestamp must not stop the log.
                        (record, partitionTime) -> Math.max(0, record.timestamp()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        Topics.CUSTOMS_IMPORTS.name(),
                        KEEP_LEDGER,
                        KeepLedger::new)
                .addProcessor(
                        REPORT_CHANGES,
                        () -> new ReportChanges(basis(), inputPartitions, flushInterval, logEnds, bundles, registry),
                        READ_IMPORTS)
                .connectProcessorAndStateStores(REPORT_CHANGES, LedgerStore.NAME);
        sink(topology, REJECT_IMPORTS, Topics.CUSTOMS_IMPORTS_REJECTED, REPORT_CHANGES);
        topology.addSink(
                SEND_PARTIALS,
                Topics.PARTIALS.name(),
                Topics.PARTIALS.keySerde().serializer(),
                Topics.PARTIALS.valueSerde(formats).serializer(),
                byOwner(),
                REPORT_CHANGES);
    }

    private void fromPartialsToAlerts(Topology topology) {
        topology.addSource(
                READ_PARTIALS, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.PARTIALS.name());
        source(topology, READ_POLICIES, Topics.POLICIES_BROADCAST);
        topology.addProcessor(
                        KEEP_BOOKS,
                        () -> new KeepBooks(
                                catalogue,
                                rule,
                                basis(),
                                flushInterval,
                                restatementDelay,
                                bundles,
                                Topics.PARTIALS.valueSerde(formats).deserializer(),
                                registry),
                        READ_PARTIALS,
                        READ_POLICIES)
                .addProcessor(JUDGE_BOOKS, () -> new JudgeBooks(catalogue, rule, registry), KEEP_BOOKS)
                .addStateStore(store(KeepBooks.PARTS, Topics.PARTIALS_STORE), KEEP_BOOKS)
                .addStateStore(store(KeepBooks.UNPUBLISHED, Serdes.String()), KEEP_BOOKS)
                .addStateStore(store(JudgeBooks.POLICIES, Topics.POLICIES_BROADCAST.valueSerde(formats)), JUDGE_BOOKS)
                .addStateStore(
                        store(JudgeBooks.ALERTS, AvroSerde.of(formats.internal(), DependenceAlert.class)), JUDGE_BOOKS)
                .addSink(
                        WRITE_MINERAL_SHARES,
                        Topics.MINERAL_SHARES.name(),
                        Topics.MINERAL_SHARES.keySerde().serializer(),
                        Topics.MINERAL_SHARES.valueSerde(formats).serializer(),
                        byBook(),
                        KEEP_BOOKS,
                        JUDGE_BOOKS);
        sink(topology, WRITE_ALERTS, Topics.DEPENDENCE_ALERTS, JUDGE_BOOKS);
        sink(topology, WRITE_ALERT_STATUS, Topics.DEPENDENCE_ALERT_STATUS, JUDGE_BOOKS);
    }

    private void fromPoliciesToEveryPartition(Topology topology) {
        topology.addSource(
                        READ_DEPENDENCE_POLICIES,
                        Topics.DEPENDENCE_POLICIES.keySerde().deserializer(),
                        new ByteArrayDeserializer(),
                        Topics.DEPENDENCE_POLICIES.name())
                .addProcessor(
                        CHECK_POLICIES,
                        () -> new CheckPolicies(
                                Topics.DEPENDENCE_POLICIES.valueSerde(formats).deserializer()),
                        READ_DEPENDENCE_POLICIES)
                .addSink(
                        BROADCAST_POLICIES,
                        Topics.POLICIES_BROADCAST.name(),
                        Topics.POLICIES_BROADCAST.keySerde().serializer(),
                        Topics.POLICIES_BROADCAST.valueSerde(formats).serializer(),
                        toEveryPartition(),
                        CHECK_POLICIES);
    }

    private QuickDecoder importDecoder() {
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        return new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
    }

    /** What the figures depend on beside the records: which log, classified how. */
    private String basis() {
        return fingerprint(catalogue, rule) + logEnds.logId();
    }

    static String fingerprint(Catalogue catalogue, WindowRule rule) {
        return "%s/%d/%d".formatted(catalogue.fingerprint(), rule.windowMonths(), rule.horizonMonths());
    }

    /** All that concerns a dataset and reporter into one partition; a begin or an end, which concerns all, into every one. */
    static StreamPartitioner<String, SpecificRecord> byOwner() {
        return (topic, key, partial, partitions) -> {
            if (partial instanceof BookPartial book) {
                return Optional.of(Set.of(partition(new Owner(book.getDataset(), book.getReporter()), partitions)));
            }
            if (partial instanceof ClockPartial clock) {
                return Optional.of(Set.of(partition(new Owner(clock.getDataset(), clock.getReporter()), partitions)));
            }
            return Optional.of(every(partitions));
        };
    }

    /** All windows of a book into one partition, so that they stay in order. */
    static StreamPartitioner<String, MineralShares> byBook() {
        return (topic, key, shares, partitions) ->
                Optional.of(Set.of(partition(key.substring(0, key.indexOf('@')), partitions)));
    }

    /** A policy into every partition, since any may hold books that it selects. */
    static StreamPartitioner<String, DependencePolicy> toEveryPartition() {
        return (topic, id, policy, partitions) -> Optional.of(every(partitions));
    }

    /** The partition of the second half, and of its stores' changelogs, in which all of a dataset and reporter is. */
    public static int partition(Owner owner, int partitions) {
        return partition(owner.toString(), partitions);
    }

    private static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }

    private static Set<Integer> every(int partitions) {
        return IntStream.range(0, partitions).boxed().collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private void source(Topology topology, String name, Topic<?, ?> topic) {
        topology.addSource(
                name, topic.keySerde().deserializer(), topic.valueSerde(formats).deserializer(), topic.name());
    }

    private void sink(Topology topology, String name, Topic<?, ?> topic, String parent) {
        topology.addSink(
                name,
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(formats).serializer(),
                parent);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values);
    }
}
