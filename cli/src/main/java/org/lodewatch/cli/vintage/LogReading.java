package org.lodewatch.cli.vintage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.core.vintage.LogMessage;
import org.lodewatch.service.explain.ImportDecoder;

/**
 * Some partitions of customs-imports, fetched and decoded in a thread that runs this, and received one message after the other,
 * in the order of time, by another thread.
 */
final class LogReading implements Runnable {

    private static final int BATCH = 1_000;
    private static final int MOST_WAITING = 16;
    private static final List<LogMessage> END = new ArrayList<>(0);

    private final KafkaCluster cluster;
    private final Map<TopicPartition, Long> ends;
    private final ImportDecoder decoder;
    private final BlockingQueue<List<LogMessage>> read = new ArrayBlockingQueue<>(MOST_WAITING);

    private List<LogMessage> filling = new ArrayList<>(BATCH);
    private volatile long records;
    private volatile Throwable fault;

    private List<LogMessage> received = List.of();
    private int next;
    private long time = Long.MIN_VALUE;

    /**
     * @param partitions of the log
     * @param ends up to where each of the partitions is read
     */
    LogReading(KafkaCluster cluster, int partitions, Map<TopicPartition, Long> ends) {
        this.cluster = cluster;
        this.ends = ends;
        this.decoder = new ImportDecoder(cluster.formats(), partitions);
    }

    @Override
    public void run() {
        try (PartitionReader reader =
                PartitionReader.connect(cluster.settings().with(Map.of("max.poll.records", 10 * BATCH)))) {
            reader.startAtBeginning(ends.keySet());
            long[] count = new long[1];
            reader.mergeTo(ends, record -> {
                count[0]++;
                take(record);
            });
            records = count[0];
            pass(filling);
        } catch (RuntimeException | Error e) {
            // The other thread would wait for ever, for example if the memory does not suffice.
            fault = e;
        }
        pass(END);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Optional<SpecificRecord> message = decoder.decode(record);
        if (message.isEmpty()) {
            return;
        }
        filling.add(new LogMessage(record.partition(), record.timestamp(), record.key(), message.get()));
        if (filling.size() == BATCH) {
            pass(filling);
            filling = new ArrayList<>(BATCH);
        }
    }

    private void pass(List<LogMessage> messages) {
        if (messages != END && messages.isEmpty()) {
            return;
        }
        try {
            read.put(messages);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Goes on to the next message, and waits for it if necessary; false at the end. @throws RuntimeException if reading failed */
    boolean advance() {
        next++;
        if (next >= received.size()) {
            received = take();
            next = 0;
        }
        if (received == END) {
            if (fault instanceof Error e) {
                throw e;
            }
            if (fault instanceof RuntimeException e) {
                throw e;
            }
            return false;
        }
        time = Math.max(time, message().timestamp());
        return true;
    }

    private List<LogMessage> take() {
        try {
            return read.take();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The message that {@link #advance} went to. */
    LogMessage message() {
        return received.get(next);
    }

    /** The time of that message, or that of the newest before it if it is earlier. */
    long time() {
        return time;
    }

    /** How many records there were. Valid after the end. */
    long records() {
        return records;
    }
}
