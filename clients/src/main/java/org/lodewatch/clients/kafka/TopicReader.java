package org.lodewatch.clients.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;

/**
 * Reads all partitions of a topic from their beginning, committed records only, as a member of no group. Records that
 * cannot be decoded are skipped with a warning. Not thread-safe.
 */
public final class TopicReader<K, V> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Topic<K, V> topic;
    private final MessageDecoder<K, V> decoder;
    private final PartitionReader partitions;

    TopicReader(ClientSettings settings, Topic<K, V> topic, WireFormats formats) {
        this.topic = topic;
        this.decoder = new MessageDecoder<>(topic, formats);
        this.partitions = PartitionReader.connect(settings.with(Map.of()));
        partitions.startAtBeginning(partitions.partitions(topic.name()));
    }

    /**
     * Passes on every message that has not been read yet, up to the present ends of the partitions.
     *
     * @throws TimeoutException if nothing arrives for 15 s
     */
    public void readToEnd(Consumer<Message<K, V>> each) {
        boolean complete = partitions.readTo(
                partitions.ends(), PATIENCE, found -> decoder.decode(found).ifPresent(each));
        if (!complete) {
            throw new TimeoutException("nothing more of " + topic.name());
        }
    }

    /** Passes on messages as they arrive, until {@code stop}. */
    public void follow(Consumer<Message<K, V>> each, BooleanSupplier stop) {
        partitions.follow(found -> decoder.decode(found).ifPresent(each), stop);
    }

    @Override
    public void close() {
        partitions.close();
    }
}
