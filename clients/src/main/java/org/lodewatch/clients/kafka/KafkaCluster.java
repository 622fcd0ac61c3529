package org.lodewatch.clients.kafka;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.lodewatch.clients.registry.RegistryFormat;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka cluster, connected and checked. */
public final class KafkaCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);

    /** How long the first request may take, in milliseconds. */
    private static final int PATIENCE = 15_000;

    private static final int CONNECT_TIMEOUT = 2_000;

    private final ClientSettings settings;
    private final WireFormats formats;
    private final Admin admin;
    private final SkippedRecords.Tally skipped = new SkippedRecords.Tally();
    private final Consumer<String> notes;

    private KafkaCluster(ClientSettings settings, Admin admin, Consumer<String> notes) {
        this.settings = settings;
        this.formats = RegistryFormat.formats(settings.properties());
        this.admin = admin;
        this.notes = notes;
    }

    /** @throws OperatorException if no broker responds, or the settings do not work */
    public static KafkaCluster connect(ClientSettings settings) {
        return connect(settings, LOG::warn);
    }

    /**
     * Connects.
     *
     * @param notes receives, when the cluster is closed, a line about the records that readers have skipped
     * @throws OperatorException as {@link #connect(ClientSettings)} does
     */
    public static KafkaCluster connect(ClientSettings settings, Consumer<String> notes) {
        KafkaCluster cluster = null;
        try {
            if (everyBrokerRefuses(settings.bootstrapServers())) {
                throw new DisconnectException("connection refused");
            }
            cluster = new KafkaCluster(settings, Admin.create(settings.with(Map.of("client.id", "lodewatch"))), notes);
            cluster.probe();
            return cluster;
        } catch (KafkaException e) {
            if (cluster != null) {
                cluster.close();
            }
            throw KafkaErrors.ofFirstRequest(e, settings.bootstrapServers());
        }
    }

    public ClientSettings settings() {
        return settings;
    }

    /** The wire formats of its topics. */
    public WireFormats formats() {
        return formats;
    }

    /** Receives the records that readers of this cluster skip. */
    public SkippedRecords skipped() {
        return skipped;
    }

    /** For requests that have no method here. */
    public Admin admin() {
        return admin;
    }

    public TopicProvisioning topics() {
        return new TopicProvisioning(admin);
    }

    /**
     * The problem of records that were written into another number of partitions than customs-imports has, in a line; empty if
     * none is found. Reads the checkpoints of feeds and a sample of the log.
     */
    public Optional<String> partitionProblem() {
        return PartitionCheck.unfinishedChange(admin)
                .or(() -> ImportPartitions.describe(admin).flatMap(this::problem));
    }

    private Optional<String> problem(ImportPartitions present) {
        try (PartitionReader reader = PartitionReader.connect(settings.with(Map.of()))) {
            PartitionCheck check = new PartitionCheck(present, reader);
            return check.ofCheckpoints().or(() -> check.ofSample(formats));
        }
    }

    /** @throws OperatorException if the topic does not exist */
    public <K, V> TopicReader<K, V> reader(Topic<K, V> topic) {
        require(topic);
        return new TopicReader<>(settings, admin, topic, formats, skipped);
    }

    /** Reads a topic up to its present end. @throws OperatorException if it does not exist */
    public <K, V> void read(Topic<K, V> topic, Consumer<Message<K, V>> each) {
        try (TopicReader<K, V> reader = reader(topic)) {
            reader.readToEnd(each);
        }
    }

    /** Reads the records of a topic, as they are, up to its present end. @throws OperatorException if it does not exist */
    public void readRecords(Topic<?, ?> topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (TopicReader<?, ?> reader = reader(topic)) {
            reader.readRecordsToEnd(each);
        }
    }

    /**
     * A consumer of a group that reads committed records of a topic. It does not commit by itself, and its caller chooses
     * where to start in a partition without a committed offset.
     *
     * @throws OperatorException if the topic does not exist
     */
    public KafkaConsumer<byte[], byte[]> member(String group, Topic<?, ?> topic) {
        require(topic);
        Map<String, Object> config = new HashMap<>();
        // After this time the partitions of a killed member go to the others.
        config.put("session.timeout.ms", 10_000);
        config.put("partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        config.keySet().removeAll(settings.properties().keySet());
        config.put("group.id", group);
        config.put("isolation.level", "read_committed");
        config.put("allow.auto.create.topics", false);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        return new KafkaConsumer<>(settings.with(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * A producer whose acknowledged records are replicated. It has one request in flight: with more, the first batch that
     * the leader of a new partition refuses arrives after the second, and is then refused for good.
     *
     * @throws OperatorException if the topic does not exist, or a schema is not registered
     */
    public <K, V> KafkaProducer<K, V> writer(Topic<K, V> topic) {
        require(topic);
        topic.prepare(formats);
        return new KafkaProducer<>(
                settings.with(
                        Map.of("acks", "all", "enable.idempotence", true, "max.in.flight.requests.per.connection", 1)),
                topic.keySerde().serializer(),
                topic.valueSerde(formats).serializer());
    }

    /** Writes records, and returns once all are acknowledged. @throws OperatorException as {@link #writer} does */
    public <K, V> void write(Topic<K, V> topic, Collection<ProducerRecord<K, V>> records) {
        try (KafkaProducer<K, V> writer = writer(topic)) {
            records.stream().map(writer::send).toList().forEach(KafkaFutures::await);
        }
    }

    @Override
    public void close() {
        skipped.line().ifPresent(notes);
        admin.close();
    }

    private void require(Topic<?, ?> topic) {
        if (topics().partitions(topic).isEmpty()) {
            throw new OperatorException("topic %s does not exist at %s: run `lodewatch topics create`"
                    .formatted(topic.name(), settings.bootstrapServers()));
        }
    }

    /** Checked first, because Kafka's client retries until its timeout even if every connection is refused. */
    private static boolean everyBrokerRefuses(String servers) {
        for (String server : servers.split(",")) {
            String host = Utils.getHost(server.strip());
            Integer port = Utils.getPort(server.strip());
            if (host == null || port == null) {
                return false;
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT);
                return false;
            } catch (ConnectException e) {
                continue;
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private void probe() {
        KafkaFutures.await(admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE))
                .clusterId());
    }
}
