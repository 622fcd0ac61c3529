package org.lodewatch.cli.reset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.rules.SharesRule;
import org.lodewatch.schemas.topics.CloudEvents;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.topology.Partitioners;
import org.lodewatch.streams.topology.SeenPolicies;

/**
 * The records of compacted topics that the topology has not written, and what replaces them:
 *
 * <ul>
 *   <li>Of mineral-shares: those that name no window of a book, or are in the partition of another book. They are deleted. The
 *       topology publishes or withdraws all others.
 *   <li>Of the changelog of alerts: those that are no status, or of a book of another partition. They are deleted.
 *   <li>Of dependence-alert-status: those that are not in the changelog of alerts are deleted, others are written again as they
 *       are there.
 *   <li>Of lodewatch-policies: those that are not in dependence-policies are deleted, others are written again as they are there.
 * </ul>
 */
final class StrayRecords {

    private final KafkaCluster cluster;
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final List<ProducerRecord<byte[], byte[]>> replacements = new ArrayList<>();
    private final Map<String, DependenceAlert> statuses = new HashMap<>();

    /** Reads the topics. @param alerts the changelog of alerts */
    StrayRecords(KafkaCluster cluster, Topic<String, DependenceAlert> alerts) {
        this.cluster = cluster;
        readShares();
        NewestRecords<DependenceAlert> stored = new NewestRecords<>(cluster, alerts);
        if (stored.exists()) {
            readStored(stored);
            readStatuses();
        }
        readPolicies();
    }

    /** The statuses in the changelog of alerts, by alert id. */
    Map<String, DependenceAlert> statuses() {
        return statuses;
    }

    boolean isEmpty() {
        return replacements.isEmpty();
    }

    /** How many there are in which topics. */
    String text() {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " of " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Writes the replacements. Writing them again changes nothing. */
    void replace() {
        counts.keySet()
                .forEach(topic -> cluster.write(
                        Topics.bytes(topic),
                        replacements.stream()
                                .filter(record -> record.topic().equals(topic))
                                .toList()));
    }

    private void readShares() {
        NewestRecords<MineralShares> shares = new NewestRecords<>(cluster, Topics.MINERAL_SHARES);
        shares.forEach(record -> {
            if (!isInPlace(record, shares.partitions())) {
                delete(record);
            }
        });
    }

    /** Whether a record of mineral-shares is where the topology publishes or withdraws the window of its key. */
    static boolean isInPlace(ConsumerRecord<byte[], byte[]> shares, int partitions) {
        String key = new String(shares.key(), UTF_8);
        return SharesRule.isKey(key) && partition(key.substring(0, key.indexOf('@')), partitions) == shares.partition();
    }

    private void readStored(NewestRecords<DependenceAlert> stored) {
        stored.forEach(record -> {
            Optional<DependenceAlert> alert = stored.valid(record)
                    .filter(valid -> Partitioners.partition(owner(valid), stored.partitions()) == record.partition());
            alert.ifPresentOrElse(valid -> statuses.put(valid.getAlertId(), valid), () -> delete(record));
        });
    }

    private void readStatuses() {
        NewestRecords<DependenceAlert> published = new NewestRecords<>(cluster, Topics.DEPENDENCE_ALERT_STATUS);
        published.forEach(record -> {
            DependenceAlert right = statuses.get(new String(record.key(), UTF_8));
            boolean inPlace = ImportPartitions.partition(record.key(), published.partitions()) == record.partition();
            if (right == null || !inPlace) {
                delete(record);
            } else if (published
                    .valid(record)
                    .filter(found -> isSame(found, right))
                    .isEmpty()) {
                replace(
                        published.topic(),
                        record.partition(),
                        record.key(),
                        right,
                        CloudEvents.headers(right, System.currentTimeMillis()));
            }
        });
    }

    /** The topology does not publish a status again where only what was judged has changed. */
    private static boolean isSame(DependenceAlert published, DependenceAlert stored) {
        return DependenceAlert.newBuilder(published)
                .setJudgedTo(stored.getJudgedTo())
                .setJudgedBy(stored.getJudgedBy())
                .build()
                .equals(stored);
    }

    private void readPolicies() {
        NewestRecords<DependencePolicy> given = new NewestRecords<>(cluster, Topics.DEPENDENCE_POLICIES);
        NewestRecords<DependencePolicy> broadcast = new NewestRecords<>(cluster, Topics.POLICIES_BROADCAST);
        Map<String, DependencePolicy> valid = new HashMap<>();
        Map<String, Long> offsets = new HashMap<>();
        Set<String> keys = new HashSet<>();
        given.forEach(record -> {
            keys.add(new String(record.key(), UTF_8));
            given.valid(record)
                    .filter(policy -> Policies.faults(policy).isEmpty())
                    .ifPresent(policy -> {
                        valid.put(policy.getId(), policy);
                        offsets.put(policy.getId(), record.offset());
                    });
        });
        broadcast.forEach(record -> {
            String id = new String(record.key(), UTF_8);
            Optional<DependencePolicy> found = broadcast
                    .valid(record)
                    .filter(policy -> Policies.faults(policy).isEmpty());
            // Where the newest record of an id has a fault, the policy before it is in force.
            boolean kept = found.isPresent()
                    && (valid.containsKey(id) ? found.get().equals(valid.get(id)) : keys.contains(id));
            if (!kept) {
                broadcast(broadcast, record.partition(), record.key(), valid.get(id), offsets.getOrDefault(id, 0L));
            }
        });
        valid.forEach((id, policy) -> {
            for (int partition = 0; partition < broadcast.partitions(); partition++) {
                if (!broadcast.has(partition, id.getBytes(UTF_8))) {
                    broadcast(broadcast, partition, id.getBytes(UTF_8), policy, offsets.get(id));
                }
            }
        });
    }

    /**
     * Broadcasts a policy as the topology does, which takes only those with an offset.
     *
     * @param policy null to delete it
     * @param offset of the policy in dependence-policies
     */
    private void broadcast(
            NewestRecords<DependencePolicy> topic, int partition, byte[] key, DependencePolicy policy, long offset) {
        byte[] value = topic.topic()
                .valueSerde(cluster.formats())
                .serializer()
                .serialize(topic.topic().name(), policy);
        Headers headers = SeenPolicies.putOffset(new RecordHeaders(), offset);
        add(new ProducerRecord<>(topic.topic().name(), partition, null, key, value, headers));
    }

    private void delete(ConsumerRecord<byte[], byte[]> record) {
        add(new ProducerRecord<>(record.topic(), record.partition(), record.key(), null));
    }

    private <V> void replace(Topic<String, V> topic, int partition, byte[] key, V value, Headers headers) {
        byte[] bytes = topic.valueSerde(cluster.formats()).serializer().serialize(topic.name(), value);
        add(new ProducerRecord<>(topic.name(), partition, null, key, bytes, headers));
    }

    private void add(ProducerRecord<byte[], byte[]> replacement) {
        replacements.add(replacement);
        counts.merge(replacement.topic(), 1, Integer::sum);
    }

    private static BookKey.Owner owner(DependenceAlert alert) {
        return new BookKey.Owner(alert.getDataset(), alert.getReporter());
    }

    private static int partition(String text, int partitions) {
        return ImportPartitions.partition(text.getBytes(UTF_8), partitions);
    }
}
