package org.lodewatch.streams.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.bundle.RecordBundle;

/**
 * Forwards the valid policies, each with its offset, by which {@link SeenPolicies} identifies it. Rejects an invalid one, and
 * the policy that it would replace stays in force.
 */
final class CheckPolicies extends ContextualProcessor<byte[], RecordBundle, Object, Object> {

    private final TopologyParameters parameters;
    private final Deserializer<DependencePolicy> deserializer;
    private SkippedInput strays;

    CheckPolicies(TopologyParameters parameters) {
        this.parameters = parameters;
        this.deserializer =
                Topics.DEPENDENCE_POLICIES.valueSerde(parameters.formats()).deserializer();
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        strays = new SkippedInput(context, Nodes.REJECT_POLICIES, parameters.registry());
    }

    @Override
    public void process(Record<byte[], RecordBundle> record) {
        RecordBundle.unpack(record, context().recordMetadata().orElseThrow()).forEach(this::check);
    }

    private void check(ConsumerRecord<byte[], byte[]> record) {
        ReadPolicy read = ReadPolicy.of(record, deserializer);
        if (read.fault().isPresent()) {
            strays.reject(record, read.fault().get());
            return;
        }
        context()
                .forward(
                        new Record<>(
                                read.id(),
                                read.policy(),
                                Math.max(0, record.timestamp()),
                                SeenPolicies.putOffset(record.headers(), record.offset())),
                        Nodes.BROADCAST_POLICIES);
    }
}
