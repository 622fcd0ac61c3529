package org.lodewatch.service.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a picture as it is published: reads all partitions from their beginning, committed records only, as no group. */
final class PublishedViewReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedViewReader.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> takers = new HashMap<>();
    private final Map<String, Object> properties;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread = new Thread(this::run, "api-reader");
    private volatile boolean caughtUp;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param properties of a consumer that reaches the cluster */
    PublishedViewReader(Map<String, Object> properties, WireFormats formats, PublishedView picture) {
        this.properties = new HashMap<>(properties);
        this.properties.put("client.id", "lodewatch-api");
        takeShares(formats, picture);
        take(Topics.DEPENDENCE_ALERT_STATUS, formats, picture::takeStatus);
        take(Topics.DEPENDENCE_POLICIES, formats, picture::takePolicy);
        take(Topics.DEPENDENCE_ALERTS, formats, picture::takeTransition);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether all has been read that was there at the start. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <V> void take(Topic<String, V> topic, WireFormats formats, Consumer<Message<String, V>> taker) {
        MessageDecoder<String, V> decoder = new MessageDecoder<>(topic, formats);
        takers.put(topic.name(), found -> decoder.decode(found).ifPresent(taker));
    }

    /**
     * Shares are kept as they lie on the broker. Decoded they take several times the room, and most are replaced before
     * anyone asks for them; they are decoded at once only to see that they can be.
     */
    private void takeShares(WireFormats formats, PublishedView picture) {
        MessageDecoder<String, MineralShares> decoder = new MessageDecoder<>(Topics.MINERAL_SHARES, formats);
        takers.put(
                Topics.MINERAL_SHARES.name(),
                found -> decoder.decode(found)
                        .ifPresent(message -> picture.takeShares(
                                message.key(),
                                message.value()
                                        .map(shares ->
                                                () -> decoder.decode(found).flatMap(Message::value)))));
    }

    /** Whatever happens, it goes on where it was: the process is there to run the topology, and to answer if it can. */
    private void run() {
        while (!isClosed()) {
            try (PartitionReader reader = PartitionReader.connect(properties)) {
                read(reader);
            } catch (RuntimeException e) {
                if (!isClosed()) {
                    LOG.warn(
                            "cannot read what is published ({}): trying again in {} s",
                            e.getMessage(),
                            PAUSE.toSeconds());
                    rest();
                }
            }
        }
    }

    private void read(PartitionReader reader) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : takers.keySet()) {
            List<TopicPartition> found = reader.partitions(topic);
            if (found.isEmpty()) {
                // The topology reports missing topics, and does not start.
                rest();
                return;
            }
            partitions.addAll(found);
        }
        reader.startAtBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.ends();
        Map<TopicPartition, Long> beginnings = reader.beginnings();
        partitions.forEach(partition -> next.computeIfAbsent(partition, unread -> first(unread, beginnings, ends)));
        reader.startAt(next);
        caughtUp |= reader.readTo(ends, this::isClosed, this::take);
        reader.follow(this::take, this::isClosed);
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        takers.get(found.topic()).accept(found);
        next.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
    }

    /** Of the transitions, which are kept for ever, only the last are wanted. */
    private static long first(
            TopicPartition partition, Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
        long beginning = beginnings.get(partition);
        return partition.topic().equals(Topics.DEPENDENCE_ALERTS.name())
                ? Math.max(beginning, ends.get(partition) - PublishedView.KEPT_TRANSITIONS)
                : beginning;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void rest() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
