package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on the policies that can be used, each with its place, so that one read again is known. One that cannot is logged, and what it would have replaced stays in force. */
final class CheckPolicies extends ContextualProcessor<String, byte[], String, DependencePolicy> {

    private static final Logger LOG = LoggerFactory.getLogger(CheckPolicies.class);

    private static final String PLACE = "lodewatch.policy-offset";

    private final Deserializer<DependencePolicy> deserializer;

    CheckPolicies(Deserializer<DependencePolicy> deserializer) {
        this.deserializer = deserializer;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        List<String> faults;
        DependencePolicy policy = null;
        try {
            policy = deserializer.deserialize(Topics.DEPENDENCE_POLICIES.name(), record.value());
            faults = faults(record.key(), policy);
        } catch (UndecodableException e) {
            faults = List.of(e.getMessage());
        }
        if (faults.isEmpty()) {
            context().forward(record.withValue(policy).withHeaders(numbered(record.headers())));
        } else {
            LOG.error(
                    "policy {} at offset {} of {} is ignored: {}; apply a corrected one",
                    record.key(),
                    context().recordMetadata().orElseThrow().offset(),
                    Topics.DEPENDENCE_POLICIES.name(),
                    String.join("; ", faults));
        }
    }

    /** Where a policy stood in dependence-policies; empty if that is not said. */
    static OptionalLong place(Headers headers) {
        Header place = headers.lastHeader(PLACE);
        return place == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(new String(place.value(), UTF_8)));
    }

    private Headers numbered(Headers given) {
        long offset = context().recordMetadata().orElseThrow().offset();
        return new RecordHeaders(given)
                .remove(PLACE)
                .add(PLACE, Long.toString(offset).getBytes(UTF_8));
    }

    private static List<String> faults(String key, DependencePolicy policy) {
        if (key == null) {
            return List.of("the record has no key: the key must be the policy's id");
        }
        if (policy == null) {
            return List.of();
        }
        return key.equals(policy.getId())
                ? Policies.faults(policy)
                : List.of("its id is '" + policy.getId() + "', but its key is not");
    }
}
