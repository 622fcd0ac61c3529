package org.lodewatch.cli.policies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
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

    /** Those that stand now, by id. */
    public Map<String, DependencePolicy> current() {
        Map<String, DependencePolicy> policies = new TreeMap<>();
        cluster.read(Topics.DEPENDENCE_POLICIES, message -> message.applyTo(policies));
        return policies;
    }

    /**
     * Makes them stand, each one version above the policy of its id that stands now. One that says what the standing
     * one says is left alone.
     *
     * @return those written, with their versions
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

    /** Writes them as they are, for a topic that has just been made. */
    public void write(Collection<DependencePolicy> policies) {
        Map<String, DependencePolicy> records = new LinkedHashMap<>();
        policies.forEach(policy -> records.put(policy.getId(), policy));
        send(records);
    }

    /** @throws OperatorException if there is none of that id */
    public void delete(String id) {
        Map<String, DependencePolicy> current = current();
        if (!current.containsKey(id)) {
            throw new OperatorException(
                    "there is no policy %s: there are %s".formatted(id, String.join(", ", current.keySet())));
        }
        Map<String, DependencePolicy> tombstone = new LinkedHashMap<>();
        tombstone.put(id, null);
        send(tombstone);
    }

    private void send(Map<String, DependencePolicy> records) {
        try (KafkaProducer<String, DependencePolicy> writer = cluster.writer(Topics.DEPENDENCE_POLICIES)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            records.forEach((id, policy) ->
                    sent.add(writer.send(new ProducerRecord<>(Topics.DEPENDENCE_POLICIES.name(), id, policy))));
            sent.forEach(KafkaFutures::await);
        }
    }
}
