package org.lodewatch.streams.topology;

import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards the valid policies, each with its offset, by which {@link SeenPolicies} identifies it. Logs an invalid one, and
 * the policy that it would replace stays in force.
 */
final class CheckPolicies extends ContextualProcessor<String, byte[], String, DependencePolicy> {

    private static final Logger LOG = LoggerFactory.getLogger(CheckPolicies.class);

    private final Deserializer<DependencePolicy> deserializer;

    CheckPolicies(TopologyParameters parameters) {
        this.deserializer =
                Topics.DEPENDENCE_POLICIES.valueSerde(parameters.formats()).deserializer();
    }

    @Override
    public void process(Record<String, byte[]> record) {
        long offset = context().recordMetadata().orElseThrow().offset();
        List<String> faults;
        DependencePolicy policy = null;
        try {
            policy = deserializer.deserialize(Topics.DEPENDENCE_POLICIES.name(), record.value());
            faults = Policies.faults(record.key(), policy);
        } catch (UndecodableException e) {
            faults = List.of(e.getMessage());
        }
        if (faults.isEmpty()) {
            context().forward(record.withValue(policy).withHeaders(SeenPolicies.putOffset(record.headers(), offset)));
        } else {
            LOG.error(
                    "policy {} at offset {} of {} is ignored: {}; apply a corrected one",
                    record.key(),
                    offset,
                    Topics.DEPENDENCE_POLICIES.name(),
                    String.join("; ", faults));
        }
    }
}
