package org.lodewatch.streams.topology;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.lodewatch.schemas.topics.Topics;

/**
 * Lets all imports, or partials, of a partition that one poll has brought pass through Kafka Streams as one record, since
 * Kafka Streams does more work with each record (queues, contexts, sensors) than the ledger does; and since after each
 * punctuation and commit it begins again with one record a task, so that where a flush follows every commit, records would
 * wait for commits one by one.
 *
 * <p>Such a bundle has no key, and an empty array for its value that stands for the records: it is known by its identity,
 * so that nothing in the log can be taken for one. It has the offset of its first record, so that a commit that comes
 * before it has been processed leaves all of it to be read again; what is committed afterwards is where the next poll
 * goes on. Restoring is handed the records themselves.
 */
final class RecordBundles {

    private static final Set<String> TOPICS = Set.of(Topics.CUSTOMS_IMPORTS.name(), Topics.PARTIALS.name());

    /** Weak, for those that are never opened, since their partition went to another instance first. */
    private final Map<byte[], List<ConsumerRecord<byte[], byte[]>>> bundles =
            Collections.synchronizedMap(new WeakHashMap<>());

    /** What was polled, with the imports, or partials, of each partition in a bundle. */
    ConsumerRecords<byte[], byte[]> bundle(ConsumerRecords<byte[], byte[]> polled) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundled = new HashMap<>();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            bundled.put(partition, TOPICS.contains(partition.topic()) ? List.of(bundle(records)) : records);
        }
        return new ConsumerRecords<>(bundled, polled.nextOffsets());
    }

    /**
     * The records in a record, which is a bundle, and can be opened once, or one of them itself.
     *
     * <p>What is opened is not left for the garbage collector to find: until then the collector would keep, and copy, all
     * records of the last second.
     */
    List<ConsumerRecord<byte[], byte[]>> open(Record<byte[], byte[]> record, RecordMetadata place) {
        List<ConsumerRecord<byte[], byte[]>> records = bundles.remove(record.value());
        return records != null ? records : List.of(itself(record, place));
    }

    private ConsumerRecord<byte[], byte[]> bundle(List<ConsumerRecord<byte[], byte[]>> records) {
        byte[] value = new byte[0];
        bundles.put(value, records);
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                last.timestamp(),
                last.timestampType(),
                ConsumerRecord.NULL_SIZE,
                value.length,
                null,
                value,
                new RecordHeaders(),
                first.leaderEpoch());
    }

    private static ConsumerRecord<byte[], byte[]> itself(Record<byte[], byte[]> record, RecordMetadata place) {
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                place.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
