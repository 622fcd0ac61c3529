package org.lodewatch.service.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.SkippedRecords;
import org.lodewatch.core.policy.KnownNames;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.rules.SharesRule;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Compares policies with the names of the catalogue and with the datasets that are published. */
public final class PolicyReview {

    private final KnownNames names;

    private PolicyReview(KnownNames names) {
        this.names = names;
    }

    /** @param datasets that are published; none if that is not known */
    public static PolicyReview of(Catalogue catalogue, Set<String> datasets) {
        return new PolicyReview(new KnownNames(catalogue, datasets));
    }

    /**
     * Reads the datasets that have shares or were published by a feed. If this user may not read them, datasets are not
     * compared.
     *
     * @param properties of Kafka clients that reach the cluster
     */
    public static PolicyReview connect(Catalogue catalogue, Map<String, ?> properties) {
        Set<String> datasets = new HashSet<>();
        MessageDecoder<String, FeedCheckpoint> checkpoints =
                new MessageDecoder<>(Topics.FEED_CHECKPOINTS, WireFormats.WITHOUT_REGISTRY, SkippedRecords.logged());
        try (PartitionReader reader = PartitionReader.connect(properties)) {
            List<TopicPartition> partitions =
                    reader.visiblePartitions(List.of(Topics.MINERAL_SHARES.name(), Topics.FEED_CHECKPOINTS.name()));
            reader.startAtBeginning(partitions);
            reader.readTo(reader.ends(), () -> false, record -> {
                if (record.key() == null || record.value() == null) {
                    return;
                }
                if (record.topic().equals(Topics.MINERAL_SHARES.name())) {
                    String key = new String(record.key(), UTF_8);
                    if (SharesRule.isKey(key)) {
                        datasets.add(key.substring(0, key.indexOf('/')));
                    }
                } else {
                    checkpoints
                            .decode(record)
                            .flatMap(Message::value)
                            .ifPresent(reached ->
                                    reached.getNewest().forEach(newest -> datasets.add(newest.getDataset())));
                }
            });
        }
        return of(catalogue, datasets);
    }

    /** Whether datasets are known, so that they can be compared. */
    public boolean knowsDatasets() {
        return !names.datasets().isEmpty();
    }

    /** What is probably a mistake in a valid policy, a line each; empty if nothing is. */
    public List<String> doubts(DependencePolicy policy) {
        return names.doubts(policy);
    }

    /**
     * Checks that every policy can select something, and that its lines have the right unit.
     *
     * @param override how to apply the policies anyway
     * @throws OperatorException that names the policy, the field and the nearest names
     */
    public void require(List<DependencePolicy> policies, String override) {
        for (DependencePolicy policy : policies) {
            List<String> doubts = names.doubts(policy);
            if (!doubts.isEmpty()) {
                throw new OperatorException("policy %s: %s; if it is meant so, apply it with %s"
                        .formatted(policy.getId(), String.join("; ", doubts), override));
            }
        }
    }
}
