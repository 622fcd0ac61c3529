package org.lodewatch.benchmarks.latency;

import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.PartitionOffsets;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.topics.Topic;

/** Reads new committed records of a topic in a thread of its own, with the {@link System#nanoTime()} of each read. */
final class TopicTail implements AutoCloseable {

    private final PartitionReader partitions;
    private final ObjLongConsumer<ConsumerRecord<byte[], byte[]>> each;
    private final Thread thread;
    private volatile boolean closing;
    private volatile RuntimeException fault;

    /** Starts at the end of the topic. */
    TopicTail(KafkaCluster cluster, Topic<?, ?> topic, ObjLongConsumer<ConsumerRecord<byte[], byte[]>> each) {
        this.each = each;
        this.partitions = PartitionReader.connect(cluster.settings().with(Map.of()));
        partitions.startAt(PartitionOffsets.settled(cluster.admin(), partitions.partitions(topic.name())));
        this.thread = new Thread(this::read, "tail-" + topic.name());
        thread.start();
    }

    private void read() {
        try (partitions) {
            partitions.follow(record -> each.accept(record, System.nanoTime()), () -> closing);
        } catch (RuntimeException e) {
            fault = e;
        }
    }

    /** @throws BenchmarkException if it could not read */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (fault != null) {
            throw new BenchmarkException("%s failed: %s".formatted(thread.getName(), fault));
        }
    }
}
