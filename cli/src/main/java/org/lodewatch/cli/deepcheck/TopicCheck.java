package org.lodewatch.cli.deepcheck;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.schemas.topics.Topic;

/**
 * How the records of a topic are judged.
 *
 * @param rule finds the fault of a record, in a line; it throws {@link org.lodewatch.schemas.serde.UndecodableException} for a
 *     record that it cannot decode
 * @param remedy what to do about a record with a fault
 */
record TopicCheck(Topic<?, ?> topic, Rule rule, String remedy) {

    @FunctionalInterface
    interface Rule {

        Optional<String> fault(ConsumerRecord<byte[], byte[]> record);
    }
}
