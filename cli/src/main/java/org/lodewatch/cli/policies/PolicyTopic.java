package org.lodewatch.cli.policies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topics;

/** The policies in dependence-policies. */
public final class PolicyTopic {

    private final KafkaCluster cluster;

    public PolicyTopic(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Creates the topics of Lodewatch that are missing. The initial policies are published once, when their topic is
     * created, so that a deleted one stays deleted.
     *
     * @param replicas of each topic, or empty for the brokers' default
     * @return names of the topics created
     */
    public static List<String> createTopics(KafkaCluster cluster, Optional<Short> replicas) {
        // Before the topics exist, so that a failure here does not leave a topic without its policies.
        Topics.DEPENDENCE_POLICIES.prepare(cluster.formats());
        List<String> created = cluster.topics().create(Topics.all(), replicas);
        if (created.contains(Topics.DEPENDENCE_POLICIES.name())) {
            new PolicyTopic(cluster).write(Policies.initial());
        }
        return created;
    }

    /** The policies in force, by id. Records with a fault are passed over, as by the topology. */
    public Map<String, DependencePolicy> current() {
        Map<String, DependencePolicy> policies = new TreeMap<>();
        cluster.read(Topics.DEPENDENCE_POLICIES, message -> {
            if (Policies.faults(message.key(), message.value().orElse(null)).isEmpty()) {
                message.applyTo(policies);
            }
        });
        return policies;
    }

    /**
     * Publishes each policy that differs from the current one of its id, with the next version number.
     *
     * @return the policies published
     */
    public List<DependencePolicy> apply(Collection<DependencePolicy> wanted) {
        Map<String, DependencePolicy> current = current();
        List<DependencePolicy> changed = wanted.stream()
                .flatMap(
                        policy -> Policies.successor(policy, Optional.ofNullable(current.get(policy.getId()))).stream())
                .toList();
        write(changed);
        return changed;
    }

    /** Whether a key has a value, valid or not. */
    private boolean hasRecord(String id) {
        boolean[] found = new boolean[1];
        cluster.readRecords(Topics.DEPENDENCE_POLICIES, record -> {
            if (record.key() != null && id.equals(new String(record.key(), UTF_8))) {
                found[0] = record.value() != null;
            }
        });
        return found[0];
    }

    /**
     * Deletes a policy, also a record that is none.
     *
     * @throws OperatorException if there is nothing of that id
     */
    public void delete(String id) {
        Map<String, DependencePolicy> current = current();
        if (!current.containsKey(id) && !hasRecord(id)) {
            throw new OperatorException(
                    "there is no policy %s: the policies are %s".formatted(id, String.join(", ", current.keySet())));
        }
        cluster.write(
                Topics.DEPENDENCE_POLICIES, List.of(new ProducerRecord<>(Topics.DEPENDENCE_POLICIES.name(), id, null)));
    }

    private void write(Collection<DependencePolicy> policies) {
        cluster.write(
                Topics.DEPENDENCE_POLICIES,
                policies.stream()
                        .map(policy -> new ProducerRecord<>(Topics.DEPENDENCE_POLICIES.name(), policy.getId(), policy))
                        .toList());
    }
}
