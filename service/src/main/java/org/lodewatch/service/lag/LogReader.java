package org.lodewatch.service.lag;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads offsets and timestamps of logs as a read_committed consumer without a group. Only a read distinguishes records from
 * the other users of offsets. Not thread-safe.
 */
final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** Skips keys and values without copying them. */
    private static final class SkippingDeserializer implements Deserializer<Void> {
        @Override
        public Void deserialize(String topic, byte[] data) {
            return null;
        }

        @Override
        public Void deserialize(String topic, Headers headers, ByteBuffer data) {
            return null;
        }
    }

    private final KafkaConsumer<Void, Void> consumer;
    private final Set<String> unreadable = new HashSet<>();

    LogReader(Map<String, ?> kafka) {
        consumer = new KafkaConsumer<>(
                LagClients.reading(kafka, "lodewatch-lag-log"), new SkippingDeserializer(), new SkippingDeserializer());
    }

    /** Continues surveys up to these ends, or until the deadline. */
    void survey(Map<TopicPartition, LogSurvey> surveys, Map<TopicPartition, Long> ends, Deadline deadline) {
        Map<TopicPartition, LogSurvey> open = new HashMap<>(surveys);
        open.keySet().removeIf(partition -> unreadable.contains(partition.topic()));
        open.entrySet()
                .removeIf(entry -> entry.getValue().isFull() || entry.getValue().covers(ends.get(entry.getKey())));
        assign(open.keySet());
        open.forEach((partition, survey) -> consumer.seek(partition, survey.end()));
        while (!open.isEmpty() && !deadline.isPast()) {
            ConsumerRecords<Void, Void> records = poll(open.keySet());
            for (ConsumerRecord<Void, Void> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.get(partition)) {
                    open.get(partition).found(record.offset());
                }
            }
            open.entrySet().removeIf(entry -> isDone(entry.getKey(), entry.getValue(), ends.get(entry.getKey())));
        }
    }

    /** Timestamps, in ms since 1970, of the first record at or after each position, as far as found in time. */
    Map<PartitionPosition, Long> timestamps(Set<PartitionPosition> places, Deadline deadline) {
        Map<PartitionPosition, Long> found = new HashMap<>();
        List<PartitionPosition> waiting = new ArrayList<>(places);
        waiting.removeIf(place -> unreadable.contains(place.partition().topic()));
        while (!waiting.isEmpty() && !deadline.isPast()) {
            Map<TopicPartition, PartitionPosition> round = new HashMap<>();
            waiting.forEach(place -> round.putIfAbsent(place.partition(), place));
            waiting.removeAll(round.values());
            timestamps(round, found, deadline);
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    private void timestamps(
            Map<TopicPartition, PartitionPosition> round, Map<PartitionPosition, Long> found, Deadline deadline) {
        Map<TopicPartition, PartitionPosition> open = new HashMap<>(round);
        assign(open.keySet());
        open.forEach((partition, place) -> consumer.seek(partition, place.offset()));
        while (!open.isEmpty() && !deadline.isPast()) {
            for (ConsumerRecord<Void, Void> record : poll(open.keySet())) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                PartitionPosition place = open.remove(partition);
                if (place != null) {
                    found.put(place, record.timestamp());
                    consumer.pause(Set.of(partition));
                }
            }
        }
    }

    private boolean isDone(TopicPartition partition, LogSurvey survey, long end) {
        survey.reached(Math.min(consumer.position(partition), end));
        boolean done = survey.covers(end) || survey.isFull();
        if (done) {
            consumer.pause(Set.of(partition));
        }
        return done;
    }

    private void assign(Set<TopicPartition> partitions) {
        consumer.unsubscribe();
        consumer.assign(partitions);
    }

    /** Skips unreadable topics from then on: their records are estimated, and the age is unknown. */
    private ConsumerRecords<Void, Void> poll(Set<TopicPartition> open) {
        try {
            return consumer.poll(POLL);
        } catch (TopicAuthorizationException e) {
            LOG.warn("lag of topics that may not be read is estimated: {}", e.unauthorizedTopics());
            unreadable.addAll(e.unauthorizedTopics());
            open.removeIf(partition -> unreadable.contains(partition.topic()));
            Map<TopicPartition, Long> positions = new HashMap<>();
            open.forEach(partition -> positions.put(partition, consumer.position(partition)));
            assign(open);
            positions.forEach(consumer::seek);
            return ConsumerRecords.empty();
        }
    }
}
