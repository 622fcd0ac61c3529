package org.lodewatch.producer.publish;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.WaitReports;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** Kafka for publishers in tests: committed records are kept from one publisher to the next. */
public final class PublishingWorld {

    public static final Instant NOW = Instant.parse("2026-06-14T12:00:00.123Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final int PARTITIONS = 3;

    private Duration transactionTimeout = Duration.ofSeconds(10);
    private final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();
    private MockProducer<byte[], byte[]> producer = newProducer();
    private boolean mended;
    private int logs;

    private MockProducer<byte[], byte[]> newProducer() {
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new PartitionInfo(Topics.CUSTOMS_IMPORTS.name(), i, null, null, null));
        }
        Cluster cluster = new Cluster("cluster", List.<Node>of(), partitions, Set.of(), Set.of());
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                    @Override
                    public void abortTransaction() {
                        super.abortTransaction();
                        sendException = mended ? null : sendException;
                    }
                };
        producer.initTransactions();
        return producer;
    }

    /** A publisher as a new process opens it: an older one's open transaction is gone. */
    public ImportPublisher publisher(String id) {
        return publisher(id, WireFormats.WITHOUT_REGISTRY);
    }

    /** A publisher whose transactions may last so long. */
    ImportPublisher publisher(String id, Duration timeout) {
        transactionTimeout = timeout;
        return publisher(id);
    }

    ImportPublisher publisher(String id, WireFormats formats) {
        collect();
        producer = newProducer();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new ImportPublisher(
                id,
                producer,
                memory(id),
                new ImportPartitions("log-" + logs, PARTITIONS),
                formats,
                CLOCK,
                Duration.ZERO,
                transactionTimeout,
                registry,
                new BrokerWait(id, () -> "", new WaitReports(), line -> {}, registry));
    }

    private FeedState memory(String id) {
        return new FeedState() {
            @Override
            public Optional<FeedCheckpoint> lastCheckpoint() {
                return PublishingWorld.this.lastCheckpoint(id);
            }

            @Override
            public Map<String, byte[]> recordSets(String prefix) {
                Map<String, byte[]> sets = new HashMap<>();
                records(Topics.FEED_RECORD_SETS).forEach(record -> sets.put(new String(record.key()), record.value()));
                sets.keySet().removeIf(key -> !key.startsWith(prefix) || KafkaFeedState.parts(key) != 4);
                return sets;
            }

            @Override
            public Map<String, DatasetProperties> datasets() {
                Map<String, DatasetProperties> datasets = new HashMap<>();
                described().forEach(of -> datasets.put(of.getDataset(), of));
                return datasets;
            }

            @Override
            public Map<String, FeedPeriod> periods(String dataset) {
                Map<String, FeedPeriod> periods = new HashMap<>();
                values(Topics.FEED_RECORD_SETS, FeedPeriod.class).stream()
                        .filter(period -> period.getDataset().equals(dataset))
                        .forEach(period -> periods.put(PublishedPeriods.key(period), period));
                return periods;
            }

            @Override
            public OptionalLong logSize() {
                return OptionalLong.of(records(Topics.CUSTOMS_IMPORTS).size());
            }

            @Override
            public void readLog(Set<String> datasets, BiConsumer<String, CustomsImport> each) {
                for (ProducerRecord<byte[], byte[]> record : records(Topics.CUSTOMS_IMPORTS)) {
                    SpecificRecord value = Topics.CUSTOMS_IMPORTS
                            .valueSerde(WireFormats.WITHOUT_REGISTRY)
                            .deserializer()
                            .deserialize(Topics.CUSTOMS_IMPORTS.name(), record.value());
                    if (value instanceof CustomsImport line && datasets.contains(line.getDataset())) {
                        each.accept(new String(record.key()), line);
                    }
                }
            }
        };
    }

    /** Sending fails from now on, until a transaction has been aborted. */
    void failUntilAborted(RuntimeException trouble) {
        producer.sendException = trouble;
        mended = true;
    }

    /** The topic customs-imports is deleted and created again; the other topics stay. */
    void createLogAgain() {
        collect();
        producer.clear();
        committed.removeIf(record -> record.topic().equals(Topics.CUSTOMS_IMPORTS.name()));
        logs++;
    }

    public MockProducer<byte[], byte[]> producer() {
        return producer;
    }

    private void collect() {
        committed.addAll(producer.history());
    }

    public List<ProducerRecord<byte[], byte[]>> records(Topic<?, ?> topic) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(committed);
        all.addAll(producer.history());
        return all.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }

    public <V> List<V> values(Topic<String, V> topic) {
        return records(topic).stream()
                .map(record -> topic.valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .deserializer()
                        .deserialize(topic.name(), record.value()))
                .toList();
    }

    public List<CustomsImport> imports() {
        return values(Topics.CUSTOMS_IMPORTS, CustomsImport.class);
    }

    public List<PeriodComplete> declared() {
        return values(Topics.CUSTOMS_IMPORTS, PeriodComplete.class);
    }

    /** Adds a statement about a dataset, as another feed or version makes it. */
    void describe(DatasetProperties dataset) {
        collect();
        producer.clear();
        committed.add(new ProducerRecord<>(
                Topics.FEED_RECORD_SETS.name(),
                dataset.getDataset().getBytes(StandardCharsets.UTF_8),
                Topics.FEED_RECORD_SETS
                        .valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .serializer()
                        .serialize(Topics.FEED_RECORD_SETS.name(), dataset)));
    }

    /** What feeds have stated about datasets, oldest first. */
    public List<DatasetProperties> described() {
        return values(Topics.FEED_RECORD_SETS, DatasetProperties.class);
    }

    /** The messages of one type in a topic. */
    <T extends SpecificRecord> List<T> values(Topic<String, SpecificRecord> topic, Class<T> type) {
        return values(topic).stream().filter(type::isInstance).map(type::cast).toList();
    }

    public List<String> keys(Topic<?, ?> topic) {
        return records(topic).stream().map(record -> new String(record.key())).toList();
    }

    public Optional<FeedCheckpoint> lastCheckpoint(String id) {
        List<FeedCheckpoint> checkpoints = values(Topics.FEED_CHECKPOINTS).stream()
                .filter(checkpoint -> checkpoint.getFeed().equals(id))
                .toList();
        return checkpoints.isEmpty() ? Optional.empty() : Optional.of(checkpoints.get(checkpoints.size() - 1));
    }

    static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }
}
