package org.lodewatch.streams.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.registry.RegistryFormat;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.service.ServiceSettings;

/**
 * The settings of an instance of the topology. All others, except those of {@link RegistrySettings}, pass through to the Kafka
 * clients.
 */
public final class StreamsConfiguration extends AbstractConfig {

    public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    public static final String APPLICATION_ID = StreamsConfig.APPLICATION_ID_CONFIG;
    public static final String STATE_DIR = StreamsConfig.STATE_DIR_CONFIG;
    public static final String THREADS = StreamsConfig.NUM_STREAM_THREADS_CONFIG;
    public static final String GROUP_PROTOCOL = StreamsConfig.GROUP_PROTOCOL_CONFIG;
    public static final String WINDOW_MONTHS = "window.months";
    public static final String HORIZON_MONTHS = "horizon.months";
    public static final String FLUSH_INTERVAL_MS = "flush.interval.ms";
    public static final String RESTATEMENT_DELAY_MS = "restatement.delay.ms";
    public static final String ACCEPT_LOG = "accept.log";
    public static final String RESTORE_TIMEOUT_MS = "health.restore.timeout.ms";

    /** Every setting with its type, default, bounds and meaning. */
    public static final ConfigDef DEFINITION = new ConfigDef(ServiceSettings.DEFINITION)
            .define(BOOTSTRAP_SERVERS, Type.STRING, "localhost:9092", Importance.HIGH, "Where the brokers are.")
            .define(
                    APPLICATION_ID,
                    Type.STRING,
                    Application.DEFAULT_APPLICATION_ID,
                    Importance.HIGH,
                    "Consumer group and prefix of the changelog topics. All instances that share the work have the same.")
            .define(
                    STATE_DIR,
                    Type.STRING,
                    Path.of(System.getProperty("user.home"), ".lodewatch", "state")
                            .toString(),
                    Importance.MEDIUM,
                    "Directory for what an instance keeps between starts, and for published windows that take more than an"
                            + " eighth of its heap. Give each instance its own.")
            .define(
                    THREADS,
                    Type.INT,
                    Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())),
                    Range.atLeast(1),
                    Importance.MEDIUM,
                    "Threads that process partitions.")
            .define(
                    GROUP_PROTOCOL,
                    Type.STRING,
                    "classic",
                    ValidString.in("classic", "streams"),
                    Importance.LOW,
                    "Rebalance protocol: classic, or streams (KIP-1071).")
            .define(
                    WINDOW_MONTHS,
                    Type.INT,
                    WindowRule.DEFAULT.windowMonths(),
                    Range.between(1, 120),
                    Importance.MEDIUM,
                    "Months of a window. Datasets with yearly periods need a multiple of 12.")
            .define(
                    HORIZON_MONTHS,
                    Type.INT,
                    WindowRule.DEFAULT.horizonMonths(),
                    Range.between(WindowRule.UNLIMITED, 2000),
                    Importance.MEDIUM,
                    "Months, back from the newest of a dataset and reporter, whose windows are published; 0 publishes all.")
            .define(
                    FLUSH_INTERVAL_MS,
                    Type.LONG,
                    25L,
                    Range.between(1, 1000),
                    Importance.LOW,
                    "How often changes are sent on. It stretches tenfold while the input lags.")
            .define(
                    RESTATEMENT_DELAY_MS,
                    Type.LONG,
                    2000L,
                    Range.between(0, 60_000),
                    Importance.LOW,
                    "How long changes of past windows are collected before they are published.")
            .define(
                    ACCEPT_LOG,
                    Type.STRING,
                    "",
                    Importance.LOW,
                    "Name of a damaged log to start with anyway, as printed in the error message of the failed start.")
            .define(
                    RESTORE_TIMEOUT_MS,
                    Type.LONG,
                    600_000L,
                    Range.atLeast(10_000L),
                    Importance.LOW,
                    "How long no record may have been restored, in milliseconds, while records remain and the broker"
                            + " answers, before /health/live returns 503.");

    /** With the streams protocol the broker has these settings, for the group. */
    private static final List<String> BROKER_DECIDES = List.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG);

    private final Map<String, ?> given;

    /** @throws OperatorException if a setting is unknown, out of bounds, or would make figures wrong */
    public static StreamsConfiguration of(Map<String, ?> settings) {
        try {
            return new StreamsConfiguration(SettingsCheck.ofStream(settings));
        } catch (ConfigException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }

    private StreamsConfiguration(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        this.given = settings;
        if (getInt(HORIZON_MONTHS) != WindowRule.UNLIMITED && getInt(HORIZON_MONTHS) < getInt(WINDOW_MONTHS)) {
            throw new ConfigException(
                    HORIZON_MONTHS,
                    getInt(HORIZON_MONTHS),
                    "must be 0 for all history, or at least " + WINDOW_MONTHS + ", the window's length");
        }
    }

    /** Returns the length of a window and how far back windows are published. */
    public WindowRule windowRule() {
        return new WindowRule(getInt(WINDOW_MONTHS), getInt(HORIZON_MONTHS));
    }

    Duration flushInterval() {
        return Duration.ofMillis(getLong(FLUSH_INTERVAL_MS));
    }

    Duration restatementDelay() {
        return Duration.ofMillis(getLong(RESTATEMENT_DELAY_MS));
    }

    /** How long a restore may not advance while the broker answers. */
    Duration restoreTimeout() {
        return Duration.ofMillis(getLong(RESTORE_TIMEOUT_MS));
    }

    boolean usesStreamsProtocol() {
        return getString(GROUP_PROTOCOL).equals("streams");
    }

    /** The given settings that have no effect with the streams protocol, because the broker has its own; in order. */
    List<String> settingsWithoutEffect() {
        return usesStreamsProtocol()
                ? given.keySet().stream()
                        .filter(name -> BROKER_DECIDES.stream().anyMatch(name::endsWith))
                        .sorted()
                        .toList()
                : List.of();
    }

    boolean usesRegistry() {
        return RegistrySettings.of(given).isPresent();
    }

    /** Returns the encodings of the messages in the topics. */
    public WireFormats wireFormats() {
        return RegistryFormat.formats(given);
    }

    Path stateDir() {
        return Path.of(getString(STATE_DIR));
    }

    /** Returns the properties of plain Kafka clients: the settings without those of this application. */
    public Map<String, Object> clientProperties() {
        Map<String, Object> properties = new HashMap<>();
        given.forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                properties.put(name, value);
            }
        });
        properties.put(BOOTSTRAP_SERVERS, getString(BOOTSTRAP_SERVERS));
        return properties;
    }

    /** Sets a client property, unless the operator has set it, with the prefix of Kafka Streams or without. */
    private void preset(Properties properties, String prefix, String name, Object value) {
        if (!given.containsKey(name)) {
            properties.put(prefix + name, value);
        }
    }

    /** The group.instance.id, with which the group waits for the instance to come back. */
    Optional<String> permanentName() {
        return given.entrySet().stream()
                .filter(setting -> setting.getKey().endsWith(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .map(setting -> setting.getValue().toString().strip())
                .findAny();
    }

    /** Returns the properties of Kafka Streams. */
    Properties streamsProperties(String clientId) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Flushes request commits themselves; this is the fallback for records that changed nothing.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5_000);
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // Flushes happen between polls.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 10);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        properties.put(StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, NonNegativeTimestamps.class);
        preset(properties, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        preset(properties, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        if (!usesStreamsProtocol()) {
            // A second instance keeps a copy of the state of the first.
            properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1);
            // The partitions of a killed instance are idle for as long. Brokers accept no less, by default.
            preset(properties, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
            // The answer to a heartbeat is how a member learns that partitions move.
            preset(properties, StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 250);
        }
        preset(properties, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        // Each commit opens dozens of small batches, and lz4 allocates two buffers of 64 KiB for each.
        preset(properties, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        preset(properties, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        // A commit flushes the producer, so lingering would only delay it.
        preset(properties, StreamsConfig.PRODUCER_PREFIX, ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.putAll(RegistrySettings.without(given));
        for (String name : List.of(BOOTSTRAP_SERVERS, APPLICATION_ID, STATE_DIR, THREADS, GROUP_PROTOCOL)) {
            properties.put(name, get(name));
        }
        properties.put(StreamsConfig.CLIENT_ID_CONFIG, clientId);
        List.of(WINDOW_MONTHS, HORIZON_MONTHS, FLUSH_INTERVAL_MS, RESTATEMENT_DELAY_MS, ACCEPT_LOG, RESTORE_TIMEOUT_MS)
                .forEach(properties::remove);
        ServiceSettings.DEFINITION.names().forEach(properties::remove);
        return properties;
    }
}
