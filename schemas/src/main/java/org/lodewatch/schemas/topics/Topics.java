package org.lodewatch.schemas.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.rules.AlertRule;
import org.lodewatch.schemas.rules.FeedRule;
import org.lodewatch.schemas.rules.PolicyRule;
import org.lodewatch.schemas.rules.SharesRule;
import org.lodewatch.schemas.serde.WireFormats;

/** Every topic of Lodewatch. No other place names them. */
public final class Topics {

    /** Partitions of {@link #CUSTOMS_IMPORTS} at its creation, with headroom, because their number cannot be raised later. */
    public static final int INPUT_PARTITIONS = 12;

    /** Partitions of the second half. All books of a dataset and reporter are in one, so a few are enough. */
    public static final int BOOK_PARTITIONS = 4;

    private static final Map<String, String> KEPT_FOR_EVER = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, "-1",
            TopicConfig.RETENTION_BYTES_CONFIG, "-1");

    private static final Map<String, String> LATEST_PER_KEY =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /** The codec that clients in every language support. */
    private static final Map<String, String> READ_BY_ANYONE = Map.of(TopicConfig.COMPRESSION_TYPE_CONFIG, "gzip");

    /**
     * The log of facts: {@link CustomsImport} by record id, and {@link PeriodComplete} and {@link DatasetProperties} in every
     * partition. Nothing in
     * it is ever deleted, because the ledger is restored from it.
     */
    public static final Topic<String, SpecificRecord> CUSTOMS_IMPORTS = new Topic<>(
            "customs-imports",
            Serdes.String(),
            Content.shared(CustomsImport.class, PeriodComplete.class, DatasetProperties.class),
            INPUT_PARTITIONS,
            KEPT_FOR_EVER);

    /** Holds all of {@link #CUSTOMS_IMPORTS} while its number of partitions is changed. It is not in {@link #all}. */
    public static final Topic<byte[], byte[]> IMPORTS_COPY =
            new Topic<>("lodewatch-imports-copy", Serdes.ByteArray(), Content.bytes(), INPUT_PARTITIONS, KEPT_FOR_EVER);

    /** Records and rows that cannot be used, byte for byte, with {@link RejectedHeaders}. */
    public static final Topic<byte[], byte[]> CUSTOMS_IMPORTS_REJECTED = new Topic<>(
            "customs-imports-rejected",
            Serdes.ByteArray(),
            Content.bytes(),
            BOOK_PARTITIONS,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    days(30)));

    /** Between the two halves of the topology; all of a dataset and reporter in one partition. */
    public static final Topic<String, SpecificRecord> PARTIALS = new Topic<>(
            "lodewatch-partials",
            Serdes.String(),
            Content.internal(BookPartial.class, ClockPartial.class, PartialsBegin.class, PartialsEnd.class),
            BOOK_PARTITIONS,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    days(1)));

    /** Shares by {@code dataset/reporter/mineral@asOf}; all windows of a book in one partition. */
    public static final Topic<String, MineralShares> MINERAL_SHARES = new Topic<>(
            "mineral-shares",
            Serdes.String(),
            Content.shared(MineralShares.class),
            BOOK_PARTITIONS,
            LATEST_PER_KEY,
            SharesRule.rule());

    /** Every transition of every alert, in order, by book. */
    public static final Topic<String, DependenceAlert> DEPENDENCE_ALERTS = new Topic<>(
            "dependence-alerts",
            Serdes.String(),
            Content.shared(DependenceAlert.class),
            BOOK_PARTITIONS,
            both(KEPT_FOR_EVER, READ_BY_ANYONE),
            AlertRule.transition());

    /**
     * Transitions that a subscriber's webhook did not accept, byte for byte, with {@link UndeliveredHeaders}.
     */
    public static final Topic<byte[], byte[]> DEPENDENCE_ALERTS_UNDELIVERED = new Topic<>(
            "dependence-alerts-undelivered",
            Serdes.ByteArray(),
            Content.bytes(),
            BOOK_PARTITIONS,
            Map.of(
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    days(30)));

    /** The last transition of each alert with its history, by alert id; deleted 30 days after it resolved if it has no history. */
    public static final Topic<String, DependenceAlert> DEPENDENCE_ALERT_STATUS = new Topic<>(
            "dependence-alert-status",
            Serdes.String(),
            Content.shared(DependenceAlert.class),
            BOOK_PARTITIONS,
            both(LATEST_PER_KEY, READ_BY_ANYONE),
            AlertRule.status());

    /** Policies by policy id. They may change while the applications run; a tombstone deletes one. */
    public static final Topic<String, DependencePolicy> DEPENDENCE_POLICIES = new Topic<>(
            "dependence-policies",
            Serdes.String(),
            Content.shared(DependencePolicy.class),
            1,
            LATEST_PER_KEY,
            PolicyRule.rule());

    /** The same policies, in every partition of the second half. */
    public static final Topic<String, DependencePolicy> POLICIES_BROADCAST = new Topic<>(
            "lodewatch-policies",
            Serdes.String(),
            Content.internal(DependencePolicy.class),
            BOOK_PARTITIONS,
            LATEST_PER_KEY,
            PolicyRule.rule());

    /** How far each feed has read, by feed id. */
    public static final Topic<String, FeedCheckpoint> FEED_CHECKPOINTS = new Topic<>(
            "feed-checkpoints",
            Serdes.String(),
            Content.internal(FeedCheckpoint.class),
            1,
            LATEST_PER_KEY,
            FeedRule.checkpoint());

    /**
     * What feeds have published: {@link FeedRecordSet} by {@code dataset/reporter/period/scope}, {@link FeedPeriod} by
     * {@code dataset/reporter/period}, and {@link DatasetProperties} by {@code dataset}.
     */
    public static final Topic<String, SpecificRecord> FEED_RECORD_SETS = new Topic<>(
            "feed-record-sets",
            Serdes.String(),
            Content.internal(FeedRecordSet.class, FeedPeriod.class, DatasetProperties.class),
            1,
            LATEST_PER_KEY,
            FeedRule.recordSet());

    /** The values of the second half's store: the current partials, and the last one read of each input partition. */
    public static final Serde<SpecificRecord> PARTIALS_STORE = Content.<SpecificRecord>internal(
                    BookPartial.class, ClockPartial.class, PartialsBegin.class, PartialsEnd.class, PartialsSeen.class)
            .serde()
            .apply(WireFormats.WITHOUT_REGISTRY);

    private Topics() {}

    /** All topics, in the order in which data passes through them. */
    public static List<Topic<?, ?>> all() {
        return Stream.concat(
                        ofTopology().stream(),
                        Stream.of(DEPENDENCE_ALERTS_UNDELIVERED, FEED_CHECKPOINTS, FEED_RECORD_SETS))
                .toList();
    }

    /** The topics that the topology reads or writes. */
    public static List<Topic<?, ?>> ofTopology() {
        return List.of(
                CUSTOMS_IMPORTS,
                CUSTOMS_IMPORTS_REJECTED,
                PARTIALS,
                MINERAL_SHARES,
                DEPENDENCE_ALERTS,
                DEPENDENCE_ALERT_STATUS,
                DEPENDENCE_POLICIES,
                POLICIES_BROADCAST);
    }

    /** The changelog of a store, which Kafka Streams creates and names. It is not in {@link #all}. */
    public static Topic<byte[], byte[]> changelog(String applicationId, String store) {
        return new Topic<>(
                applicationId + "-" + store + "-changelog",
                Serdes.ByteArray(),
                Content.bytes(),
                BOOK_PARTITIONS,
                LATEST_PER_KEY);
    }

    /** The changelog of the store of alerts, by alert id. @param name see {@link #changelog} */
    public static Topic<String, DependenceAlert> alertStore(String name) {
        return new Topic<>(
                name,
                Serdes.String(),
                Content.internal(DependenceAlert.class),
                BOOK_PARTITIONS,
                LATEST_PER_KEY,
                AlertRule.status());
    }

    /** Any topic, as bytes. */
    public static Topic<byte[], byte[]> bytes(String name) {
        return new Topic<>(name, Serdes.ByteArray(), Content.bytes(), BOOK_PARTITIONS, Map.of());
    }

    private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static String days(int days) {
        return Long.toString(days * 24L * 60 * 60 * 1000);
    }
}
