package org.lodewatch.service.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.clients.kafka.MessageDecoder;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.clients.kafka.SkippedRecords;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a {@link PublishedView} up to date: reads all partitions from their beginning, without a consumer group. */
final class PublishedViewReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedViewReader.class);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> takers = new HashMap<>();
    private final Map<String, Object> properties;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread = new Thread(this::run, "api-reader");
    private volatile boolean caughtUp;
    private final Map<String, LongAdder> skippedByTopic = new HashMap<>();

    /** When reading failed, in nanoseconds; empty once all that was there at the next start has been read. */
    private volatile Optional<Long> failedAt = Optional.empty();

    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param properties of a consumer that reaches the cluster
     * @param store keeps the shares
     */
    PublishedViewReader(Map<String, Object> properties, WireFormats formats, PublishedView view, SharesStore store) {
        this.properties = new HashMap<>(properties);
        this.properties.put("client.id", "lodewatch-api");
        takeShares(formats, view, store);
        take(Topics.DEPENDENCE_ALERT_STATUS, formats, view::takeStatus);
        take(Topics.DEPENDENCE_POLICIES, formats, view::takePolicy);
        take(Topics.DEPENDENCE_ALERTS, formats, view::takeTransition);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether all records that were there at the start have been read. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** Whether it reads, or will try again. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** How long ago reading failed, so that what was published since may be missing; zero if it works. */
    Duration behind() {
        return failedAt.map(at -> Duration.ofNanos(System.nanoTime() - at)).orElse(Duration.ZERO);
    }

    /**
     * Waits until a record has been read.
     *
     * @return false if it takes longer than {@code patience}
     */
    boolean awaitRead(TopicPartition partition, long offset, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (next) {
            while (next.getOrDefault(partition, 0L) <= offset) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                next.wait(left);
            }
            return true;
        }
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
        MessageDecoder<String, V> decoder = decoder(topic, formats);
        takers.put(topic.name(), record -> decoder.decode(record).ifPresent(taker));
    }

    /**
     * Shares are kept encoded. Decoded they take several times the memory, and most are replaced before they are read. They
     * are decoded once at the beginning to skip those that cannot be decoded.
     */
    private void takeShares(WireFormats formats, PublishedView view, SharesStore store) {
        MessageDecoder<String, MineralShares> decoder = decoder(Topics.MINERAL_SHARES, formats);
        takers.put(
                Topics.MINERAL_SHARES.name(),
                record -> decoder.decode(record).ifPresent(message -> {
                    Optional<StoredShares> stored =
                            message.value().map(shares -> store.keep(record.value(), decoder.valueDecoder(record)));
                    store.release(stored, view.takeShares(message.key(), stored.map(shares -> shares)));
                    if (store.isSparse()) {
                        store.rewrite(view.storedShares());
                    }
                }));
    }

    private <V> MessageDecoder<String, V> decoder(Topic<String, V> topic, WireFormats formats) {
        skippedByTopic.put(topic.name(), new LongAdder());
        return new MessageDecoder<>(topic, formats, this::skip);
    }

    private void skip(String topic, int partition, long offset, String reason) {
        skippedByTopic.get(topic).increment();
        SkippedRecords.logged().add(topic, partition, offset, reason);
    }

    /** How many records of each topic were skipped. */
    Map<String, LongAdder> skipped() {
        return skippedByTopic;
    }

    /** Continues after any failure: the main task of the process is the topology. */
    private void run() {
        while (!isClosed()) {
            try (PartitionReader reader = PartitionReader.connect(properties)) {
                read(reader);
            } catch (RuntimeException | Error e) { // without its thread, it would answer old figures for good
                if (!isClosed()) {
                    failedAt = failedAt.or(() -> Optional.of(System.nanoTime()));
                    LOG.warn(
                            "cannot read what is published ({}): trying again in {} s",
                            e.getMessage() == null ? e.toString() : e.getMessage(),
                            PAUSE.toSeconds());
                    pause();
                }
            }
        }
    }

    private void read(PartitionReader reader) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : takers.keySet()) {
            List<TopicPartition> ofTopic = reader.partitions(topic);
            if (ofTopic.isEmpty()) {
                // The topology reports missing topics, and does not start.
                pause();
                return;
            }
            partitions.addAll(ofTopic);
        }
        reader.startAtBeginning(partitions);
        Map<TopicPartition, Long> ends = reader.ends();
        Map<TopicPartition, Long> beginnings = reader.beginnings();
        synchronized (next) {
            partitions.forEach(partition -> next.computeIfAbsent(partition, unread -> first(unread, beginnings, ends)));
            reader.startAt(next);
        }
        if (reader.readTo(ends, this::isClosed, this::take)) {
            caughtUp = true;
            failedAt = Optional.empty();
        }
        reader.follow(this::take, this::isClosed);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            takers.get(record.topic()).accept(record);
        } catch (OperatorException | KafkaException e) {
            throw e; // not a fault of the record: it is read again
        } catch (RuntimeException e) {
            // A record that stops this reader would stop it again after each start.
            skip(record.topic(), record.partition(), record.offset(), "it cannot be processed: " + e);
        }
        synchronized (next) {
            next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            next.notifyAll();
        }
    }

    /** Transitions are kept forever, and only the last ones are needed. */
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

    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
