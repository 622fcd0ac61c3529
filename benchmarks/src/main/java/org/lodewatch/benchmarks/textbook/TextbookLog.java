package org.lodewatch.benchmarks.textbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/** The beginning of customs-imports in a topic of its own: on all of it, the textbook's way would take hours. */
public final class TextbookLog {

    public static final Topic<String, SpecificRecord> TOPIC = new Topic<>(
            "textbook-imports",
            Topics.CUSTOMS_IMPORTS.keySerde(),
            Topics.CUSTOMS_IMPORTS.content(),
            Topics.INPUT_PARTITIONS,
            Topics.CUSTOMS_IMPORTS.config());

    private TextbookLog() {}

    /**
     * Makes it of the first customs imports of each partition; words that a period is complete are none.
     *
     * @param records not more than half of those in customs-imports
     * @return how many records it has
     */
    public static long create(Rig rig, long records) {
        rig.cluster().topics().create(List.of(TOPIC), Optional.empty());
        Map<Integer, Long> left = new HashMap<>();
        for (int partition = 0; partition < TOPIC.partitions(); partition++) {
            left.put(partition, records / TOPIC.partitions());
        }
        Map<String, Object> settings = rig.cluster().settings().with(Map.of("compression.type", "lz4"));
        try (TopicReader<byte[], byte[]> log = rig.cluster().reader(Topics.CUSTOMS_IMPORTS.asBytes());
                KafkaProducer<byte[], byte[]> copy =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            log.follow(
                    message -> {
                        if (left.containsKey(message.partition()) && isImport(message)) {
                            copy.send(new ProducerRecord<>(
                                    TOPIC.name(),
                                    message.partition(),
                                    message.key(),
                                    message.value().orElseThrow()));
                            left.computeIfPresent(
                                    message.partition(), (partition, count) -> count > 1 ? count - 1 : null);
                        }
                    },
                    left::isEmpty);
        }
        return records / TOPIC.partitions() * TOPIC.partitions();
    }

    private static boolean isImport(Message<byte[], byte[]> message) {
        return Topics.CUSTOMS_IMPORTS
                        .valueSerde(WireFormats.WITHOUT_REGISTRY)
                        .deserializer()
                        .deserialize(TOPIC.name(), message.value().orElseThrow())
                instanceof CustomsImport;
    }
}
