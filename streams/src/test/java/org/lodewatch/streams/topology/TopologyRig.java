package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.streams.partials.PartialsCheck;

/** The whole topology in a test driver, with one input partition unless stated otherwise. */
final class TopologyRig implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    static final WindowRule SIX_YEARS = new WindowRule(12, 72);
    static final LogEnds EMPTY_LOG = partition -> OptionalLong.empty();
    static final Duration FLUSH = Duration.ofMillis(25);
    static final Duration RESTATEMENT = Duration.ofSeconds(2);

    final TopologyTestDriver driver;
    final TestInputTopic<byte[], byte[]> imports;
    final TestInputTopic<String, SpecificRecord> partials;
    final TestInputTopic<String, DependencePolicy> policies;
    final TestOutputTopic<String, MineralShares> shares;
    final TestOutputTopic<String, DependenceAlert> alerts;
    final TestOutputTopic<String, DependenceAlert> status;
    final TestOutputTopic<byte[], byte[]> rejected;
    final TestOutputTopic<String, SpecificRecord> sent;
    private Instant now = NOW;
    private final Map<String, MineralShares> publishedShares = new TreeMap<>();
    private final Map<String, DependenceAlert> statuses = new TreeMap<>();

    final MeterRegistry meters = new SimpleMeterRegistry();

    TopologyRig() {
        this(Catalogue.bundled(), 1, EMPTY_LOG);
    }

    /** With one input partition. */
    TopologyRig(WindowRule rule) {
        this(Catalogue.bundled(), rule, 1, EMPTY_LOG);
    }

    TopologyRig(Catalogue catalogue, int inputPartitions, LogEnds logEnds) {
        this(catalogue, WindowRule.DEFAULT, inputPartitions, logEnds);
    }

    TopologyRig(Catalogue catalogue, WindowRule rule, int inputPartitions, LogEnds logEnds) {
        TopologyParameters parameters = parameters(catalogue, rule, inputPartitions, logEnds, meters);
        driver = new TopologyTestDriver(DependenceTopology.build(parameters), properties(), NOW);
        imports = driver.createInputTopic(
                Topics.CUSTOMS_IMPORTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
        partials = input(Topics.PARTIALS);
        policies = input(Topics.DEPENDENCE_POLICIES);
        shares = output(Topics.MINERAL_SHARES);
        alerts = output(Topics.DEPENDENCE_ALERTS);
        status = output(Topics.DEPENDENCE_ALERT_STATUS);
        rejected = output(Topics.CUSTOMS_IMPORTS_REJECTED);
        sent = output(Topics.PARTIALS);
    }

    static TopologyParameters parameters(
            Catalogue catalogue, int inputPartitions, LogEnds logEnds, MeterRegistry meters) {
        return parameters(catalogue, WindowRule.DEFAULT, inputPartitions, logEnds, meters);
    }

    static TopologyParameters parameters(
            Catalogue catalogue, WindowRule rule, int inputPartitions, LogEnds logEnds, MeterRegistry meters) {
        return new TopologyParameters(
                catalogue, rule, inputPartitions, 1, FLUSH, RESTATEMENT, logEnds, WireFormats.WITHOUT_REGISTRY, meters);
    }

    /** The bundled catalogue, an empty log of one partition, and metrics that no test reads. */
    static TopologyParameters parameters() {
        return parameters(Catalogue.bundled(), 1, EMPTY_LOG, new SimpleMeterRegistry());
    }

    /** A context for one processor or store by itself. */
    static <K, V> MockProcessorContext<K, V> context() {
        return new MockProcessorContext<>(properties());
    }

    /** An in-memory store without a changelog, which outlives the processors that use it. */
    static <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        KeyValueStore<String, V> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
        store.init(context().getStateStoreContext(), store);
        return store;
    }

    @SuppressWarnings("deprecation") // without this setting, which Kafka 5 removes, Kafka Streams warns at every start
    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "rig");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        return properties;
    }

    /** Publishes a line of US imports, in dollars. */
    void line(String id, long revision, String origin, String code, String period, long usd) {
        publish(id, line(revision, origin, code, period, usd).build());
    }

    static CustomsImport.Builder line(long revision, String origin, String code, String period, long usd) {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(revision)
                .setReporter("US")
                .setOrigin(origin)
                .setCommodityCode(code)
                .setPeriod(period)
                .setCustomsValueCents(usd * 100)
                .setPublishedAt(NOW);
    }

    /** Publishes a year of one origin's lines, and that it is complete. */
    void year(int year, String origin, String code, long usdAMonth, long revision) {
        for (int month = 1; month <= 12; month++) {
            String period = "%d-%02d".formatted(year, month);
            line(code + "/" + origin + "/" + period, revision, origin, code, period, usdAMonth);
        }
    }

    void complete(String period) {
        declare(period, PeriodState.COMPLETE, NOW);
    }

    /** Declares the months up to this one complete, from January of the year before. */
    void completeTo(String last) {
        for (int month = Months.of(Integer.parseInt(last.substring(0, 4)) - 1, 1); month <= Months.of(last); month++) {
            complete(Months.text(month));
        }
    }

    void declare(String period, PeriodState state, Instant publishedAt) {
        publish("us-census/US@" + period, new PeriodComplete("us-census", "US", period, publishedAt, state));
    }

    void publish(String key, SpecificRecord message) {
        publish(key.getBytes(UTF_8), encoded(message));
    }

    /** Appends a record to the log. */
    void publish(byte[] key, byte[] value) {
        imports.pipeInput(new TestRecord<>(key, value, new RecordHeaders(), now));
    }

    /** Appends records as one poll of the real main consumer returns them. */
    void poll(List<ConsumerRecord<byte[], byte[]>> records) {
        TopicPartition partition = new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), 0);
        ConsumerRecords<byte[], byte[]> polled = new ConsumerRecords<>(Map.of(partition, records), Map.of());
        for (ConsumerRecord<byte[], byte[]> record :
                DependenceTopology.clients().bundle(polled)) {
            imports.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
        }
    }

    /** A record of the log as a consumer returns it, published at the rig's beginning. */
    static ConsumerRecord<byte[], byte[]> polled(long offset, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                Topics.CUSTOMS_IMPORTS.name(),
                0,
                offset,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    static byte[] encoded(SpecificRecord message) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.CUSTOMS_IMPORTS.name(), message);
    }

    /** Flushes both halves once, so that the current windows are published. */
    void flush() {
        advance(FLUSH);
        advance(FLUSH);
    }

    /** Advances the time. */
    void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    /** Whether a book waits to be published in full. */
    boolean isAnythingUnpublished() {
        try (KeyValueIterator<String, String> books = driver.<String, String>getKeyValueStore(
                        StoreNames.UNPUBLISHED_BOOKS)
                .all()) {
            return books.hasNext();
        }
    }

    Instant now() {
        return now;
    }

    /** Appends messages to lodewatch-partials, as the first half of another input partition does. */
    void send(SpecificRecord... messages) {
        for (SpecificRecord message : messages) {
            partials.pipeInput(PartialsCheck.key(message), message);
        }
    }

    void policy(DependencePolicy policy) {
        policies.pipeInput(policy.getId(), policy);
    }

    /** Advances the time until past windows are published too. */
    void settle() {
        flush();
        advance(RESTATEMENT);
        advance(FLUSH);
    }

    /** The compacted shares, by key. */
    Map<String, MineralShares> publishedShares() {
        compact(shares, publishedShares);
        return publishedShares;
    }

    /** The compacted alert status, by alert id. */
    Map<String, DependenceAlert> statuses() {
        compact(status, statuses);
        return statuses;
    }

    List<DependenceAlert> newAlerts() {
        return alerts.readValuesToList();
    }

    private static <V> void compact(TestOutputTopic<String, V> topic, Map<String, V> into) {
        topic.readKeyValuesToList().forEach(entry -> {
            if (entry.value == null) {
                into.remove(entry.key);
            } else {
                into.put(entry.key, entry.value);
            }
        });
    }

    private <V> TestInputTopic<String, V> input(Topic<String, V> topic) {
        return driver.createInputTopic(
                topic.name(),
                topic.keySerde().serializer(),
                topic.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer(),
                NOW,
                Duration.ZERO);
    }

    private <K, V> TestOutputTopic<K, V> output(Topic<K, V> topic) {
        return driver.createOutputTopic(
                topic.name(),
                topic.keySerde().deserializer(),
                topic.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer());
    }

    @Override
    public void close() {
        driver.close();
    }
}
