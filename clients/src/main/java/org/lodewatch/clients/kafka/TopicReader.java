package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;

/**
 * Reads all partitions of a topic from their beginning, committed records only, as a member of no group. Records that
 * do not belong in the topic are skipped. Not thread-safe.
 */
public final class TopicReader<K, V> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Topic<K, V> topic;
    private final MessageDecoder<K, V> decoder;
    private final MessageDecoder<K, V> following;
    private final PartitionReader reader;
    private final Admin admin;
    private final List<TopicPartition> partitions;

    /**
     * @param admin of the same cluster; this reader does not close it
     * @param skipped receives the records that {@link #readToEnd} skips
     */
    TopicReader(ClientSettings settings, Admin admin, Topic<K, V> topic, WireFormats formats, SkippedRecords skipped) {
        this.topic = topic;
        this.decoder = new MessageDecoder<>(topic, formats, skipped);
        this.following = new MessageDecoder<>(topic, formats, SkippedRecords.logged());
        this.admin = admin;
        this.reader = PartitionReader.connect(settings.with(Map.of()));
        this.partitions = reader.partitions(topic.name());
        reader.startAtBeginning(partitions);
    }

    /**
     * Passes on every message that has not been read yet, up to the present ends of the partitions: at least what was
     * committed before this call.
     *
     * @throws TimeoutException if nothing arrives for 15 s
     */
    public void readToEnd(Consumer<Message<K, V>> each) {
        readRecordsToEnd(found -> decoder.decode(found).ifPresent(each));
    }

    /**
     * Passes on every record that has not been read yet, as it is, up to the present ends of the partitions.
     *
     * @throws TimeoutException if nothing arrives for 15 s
     */
    void readRecordsToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) {
        boolean complete = reader.readTo(PartitionOffsets.settled(admin, partitions), PATIENCE, each);
        if (!complete) {
            throw new TimeoutException("nothing more of " + topic.name());
        }
    }

    /** Passes on messages as they arrive, until {@code stop}. Logs the records that it skips. */
    public void follow(Consumer<Message<K, V>> each, BooleanSupplier stop) {
        reader.follow(found -> following.decode(found).ifPresent(each), stop);
    }

    @Override
    public void close() {
        reader.close();
    }
}
