package org.lodewatch.cli.deepcheck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.topics.UndeliveredHeaders;
import org.lodewatch.streams.partials.PartialsCheck;
import org.lodewatch.streams.topology.Partitioners;
import org.lodewatch.streams.topology.StoreNames;

/**
 * Reads every topic to its end and finds the records that do not belong there. Of a compacted topic only the newest record of each
 * key counts: the others are deleted sooner or later, and readers have replaced them.
 */
public final class DeepCheck {

    /** Further findings of a topic are only counted. */
    private static final int MOST_FINDINGS = 1_000;

    private static final String RESET = "stop all instances and run `lodewatch reset --execute`, which replaces it";

    private final KafkaCluster cluster;
    private final Catalogue catalogue;
    private final String applicationId;
    private final List<TopicFinding> findings = new ArrayList<>();
    private long further;
    private long records;
    private int topics;

    private record Place(int partition, ByteBuffer key) {}

    /** @param applicationId of the topology whose changelogs are read as well */
    public DeepCheck(KafkaCluster cluster, Catalogue catalogue, String applicationId) {
        this.cluster = cluster;
        this.catalogue = catalogue;
        this.applicationId = applicationId;
    }

    /** Reads the topics that exist. */
    public void run() {
        for (TopicCheck check : checks()) {
            if (cluster.topics().partitions(check.topic()).isPresent()) {
                read(check);
            }
        }
    }

    /** In the order of the topics and of their records. */
    public List<TopicFinding> findings() {
        return findings;
    }

    /** Whether every record belongs where it is. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** The result in a sentence. */
    public String sentence() {
        String read = "read %,d records of %d topics: ".formatted(records, topics);
        long count = findings.size() + further;
        return isClean()
                ? read + "each belongs where it is"
                : read
                        + "%,d do%s not belong where %s%s; docs/security.md says which rights keep others from writing there"
                                .formatted(
                                        count,
                                        count == 1 ? "es" : "",
                                        count == 1 ? "it is" : "they are",
                                        further == 0
                                                ? ""
                                                : " (of each topic the first %,d are listed)".formatted(MOST_FINDINGS));
    }

    private void read(TopicCheck check) {
        topics++;
        boolean compacted = TopicConfig.CLEANUP_POLICY_COMPACT.equals(
                check.topic().config().get(TopicConfig.CLEANUP_POLICY_CONFIG));
        Map<Object, TopicFinding> found = new LinkedHashMap<>();
        long[] unlisted = new long[1];
        cluster.readRecords(check.topic(), record -> {
            records++;
            Object place = compacted && record.key() != null
                    ? new Place(record.partition(), ByteBuffer.wrap(record.key()))
                    : List.of(record.partition(), record.offset());
            found.remove(place);
            // Anybody may delete a key, also with a record that others have written.
            Optional<String> fault = compacted && record.value() == null ? Optional.empty() : fault(check, record);
            if (fault.isPresent() && found.size() < MOST_FINDINGS) {
                found.put(
                        place,
                        new TopicFinding(
                                record.topic(), record.partition(), record.offset(), fault.get(), check.remedy()));
            } else if (fault.isPresent()) {
                unlisted[0]++;
            }
        });
        findings.addAll(found.values());
        further += unlisted[0];
    }

    private static Optional<String> fault(TopicCheck check, ConsumerRecord<byte[], byte[]> record) {
        try {
            return check.rule().fault(record);
        } catch (UndecodableException e) {
            return Optional.of(e.getMessage());
        }
    }

    private List<TopicCheck> checks() {
        int partitions = cluster.topics().partitions(Topics.CUSTOMS_IMPORTS).orElse(1);
        return List.of(
                new TopicCheck(
                        Topics.CUSTOMS_IMPORTS,
                        new ImportRule(catalogue, cluster.formats(), partitions),
                        "no figure counts it; run `lodewatch check-producer` on who wrote it"),
                new TopicCheck(
                        Topics.CUSTOMS_IMPORTS_REJECTED,
                        record -> header(record, RejectedHeaders.REASON),
                        "no figure counts it; the topic deletes it after 30 days"),
                new TopicCheck(
                        Topics.PARTIALS,
                        partials(partitions),
                        "instances skip it; the topic deletes it after a day; `lodewatch verify` shows whether figures are wrong"),
                new TopicCheck(
                        Topics.MINERAL_SHARES,
                        belongs(Topics.MINERAL_SHARES, key -> key.substring(0, key.indexOf('@'))),
                        RESET),
                new TopicCheck(
                        Topics.DEPENDENCE_ALERTS,
                        belongs(Topics.DEPENDENCE_ALERTS, key -> key),
                        "readers skip it, and nothing deletes it"),
                new TopicCheck(
                        Topics.DEPENDENCE_ALERT_STATUS, belongs(Topics.DEPENDENCE_ALERT_STATUS, key -> key), RESET),
                new TopicCheck(
                        Topics.DEPENDENCE_POLICIES,
                        policies(Topics.DEPENDENCE_POLICIES),
                        "it is ignored; apply the policy again, or delete it with `lodewatch policies delete ID`"),
                new TopicCheck(Topics.POLICIES_BROADCAST, policies(Topics.POLICIES_BROADCAST), RESET),
                new TopicCheck(
                        Topics.DEPENDENCE_ALERTS_UNDELIVERED,
                        record -> header(record, UndeliveredHeaders.SUBSCRIBER),
                        "nothing reads it; the topic deletes it after 30 days"),
                new TopicCheck(
                        Topics.FEED_CHECKPOINTS,
                        belongs(Topics.FEED_CHECKPOINTS),
                        "feeds skip it; the feed of this id replaces it when it runs again"),
                new TopicCheck(
                        Topics.FEED_RECORD_SETS,
                        belongs(Topics.FEED_RECORD_SETS),
                        "feeds skip it; publish its dataset again, with --again, to replace it"),
                new TopicCheck(changelog(StoreNames.BOOK_PARTS), StoreRules::ofPartials, RESET),
                new TopicCheck(changelog(StoreNames.UNPUBLISHED_BOOKS), StoreRules::ofUnpublished, RESET),
                new TopicCheck(changelog(StoreNames.POLICIES), policies(Topics.POLICIES_BROADCAST), RESET),
                new TopicCheck(changelog(StoreNames.ALERTS), storedAlerts(), RESET));
    }

    private Topic<byte[], byte[]> changelog(String store) {
        return Topics.changelog(applicationId, store);
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name) == null
                ? Optional.of("the header " + name + " is missing")
                : Optional.empty();
    }

    private TopicCheck.Rule partials(int inputPartitions) {
        MessageDecoder<String, SpecificRecord> decoder = decoder(Topics.PARTIALS);
        PartialsCheck check = new PartialsCheck(
                catalogue,
                inputPartitions,
                cluster.topics().partitions(Topics.PARTIALS).orElse(1));
        return record -> check.fault(
                        record.key(),
                        decoder.require(record).value().orElse(null),
                        record.partition(),
                        record.timestamp())
                .map(Rejection::message);
    }

    private <V> TopicCheck.Rule belongs(Topic<String, V> topic) {
        MessageDecoder<String, V> decoder = decoder(topic);
        return record -> {
            decoder.require(record);
            return Optional.empty();
        };
    }

    /** @param placing the part of a valid key that chooses the partition */
    private <V> TopicCheck.Rule belongs(Topic<String, V> topic, Function<String, String> placing) {
        TopicCheck.Rule belongs = belongs(topic);
        int partitions = cluster.topics().partitions(topic).orElse(1);
        return record -> belongs.fault(record)
                .or(() -> misplaced(
                        record,
                        ImportPartitions.partition(
                                placing.apply(new String(record.key(), UTF_8)).getBytes(UTF_8), partitions)));
    }

    private TopicCheck.Rule policies(Topic<String, DependencePolicy> topic) {
        MessageDecoder<String, DependencePolicy> decoder = decoder(topic);
        return record -> {
            Message<String, DependencePolicy> message = decoder.require(record);
            List<String> faults = Policies.faults(message.key(), message.value().orElse(null));
            return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
        };
    }

    private TopicCheck.Rule storedAlerts() {
        var topic = Topics.alertStore(changelog(StoreNames.ALERTS).name());
        var decoder = decoder(topic);
        int partitions = cluster.topics().partitions(topic).orElse(1);
        return record -> decoder.require(record)
                .value()
                .flatMap(alert -> misplaced(
                        record,
                        Partitioners.partition(
                                new BookKey.Owner(alert.getDataset(), alert.getReporter()), partitions)));
    }

    private static Optional<String> misplaced(ConsumerRecord<byte[], byte[]> record, int expected) {
        return record.partition() == expected ? Optional.empty() : Optional.of("it belongs to partition " + expected);
    }

    private <V> MessageDecoder<String, V> decoder(Topic<String, V> topic) {
        WireFormats formats = cluster.formats();
        return new MessageDecoder<>(topic, formats, cluster.skipped());
    }
}
