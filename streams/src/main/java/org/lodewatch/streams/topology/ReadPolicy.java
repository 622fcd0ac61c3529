package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.lodewatch.schemas.values.RejectionReason.INVALID_POLICY;
import static org.lodewatch.schemas.values.RejectionReason.MISSING_KEY;
import static org.lodewatch.schemas.values.RejectionReason.UNDECODABLE;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * A record of a topic of policies.
 *
 * @param id its key
 * @param policy null if it deletes the policy, or has a fault
 * @param fault why it cannot be used; empty if it can
 */
record ReadPolicy(String id, DependencePolicy policy, Optional<Rejection> fault) {

    static ReadPolicy of(ConsumerRecord<byte[], byte[]> record, Deserializer<DependencePolicy> deserializer) {
        String id = record.key() == null ? null : new String(record.key(), UTF_8);
        DependencePolicy policy;
        try {
            policy = deserializer.deserialize(record.topic(), record.value());
        } catch (UndecodableException e) {
            return unusable(id, UNDECODABLE, e.getMessage());
        }
        List<String> faults = Policies.faults(id, policy);
        return faults.isEmpty()
                ? new ReadPolicy(id, policy, Optional.empty())
                : unusable(id, id == null ? MISSING_KEY : INVALID_POLICY, String.join("; ", faults));
    }

    private static ReadPolicy unusable(String id, RejectionReason reason, String faults) {
        String message = "policy %s is ignored: %s; apply a corrected one".formatted(id, faults);
        return new ReadPolicy(id, null, Optional.of(new Rejection(reason, message)));
    }
}
