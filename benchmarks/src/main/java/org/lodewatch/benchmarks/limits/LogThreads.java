package org.lodewatch.benchmarks.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.lodewatch.benchmarks.frame.RigAddress;

/** Threads that read a topic's committed records from the beginning, each its share of the partitions. */
final class LogThreads {

    private static final Duration POLL = Duration.ofMillis(100);

    private final RigAddress rig;
    private final String topic;
    private final int threads;

    LogThreads(RigAddress rig, String topic, int threads) {
        this.rig = rig;
        this.topic = topic;
        this.threads = threads;
    }

    /** @param seconds from the first record handed out to the last */
    record Reading(long records, double seconds) {}

    /**
     * Reads up to where the partitions end now.
     *
     * @param reader makes what each thread hands its records to
     */
    Reading readToEnd(Supplier<Consumer<ConsumerRecord<byte[], byte[]>>> reader)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Span>> shares = IntStream.range(0, threads)
                    .<Callable<Span>>mapToObj(thread -> () -> {
                        try (KafkaConsumer<byte[], byte[]> consumer = consumer(thread)) {
                            return readToEnd(consumer, reader.get());
                        }
                    })
                    .toList();
            Span all = Span.NONE;
            for (Future<Span> share : pool.invokeAll(shares)) {
                all = all.with(share.get());
            }
            return new Reading(all.records(), (all.end() - all.begin()) / 1e9);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A consumer at the beginning of a thread's share of the partitions. */
    KafkaConsumer<byte[], byte[]> consumer(int thread) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        rig.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> share = new ArrayList<>();
        consumer.partitionsFor(topic).stream()
                .filter(partition -> partition.partition() % threads == thread)
                .forEach(partition -> share.add(new TopicPartition(topic, partition.partition())));
        consumer.assign(share);
        consumer.seekToBeginning(share);
        return consumer;
    }

    private static Span readToEnd(
            KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long records = 0;
        long begin = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
            if (records == 0) {
                begin = System.nanoTime();
            }
            batch.forEach(reader);
            records += batch.count();
        }
        return new Span(records, begin, System.nanoTime());
    }

    private record Span(long records, long begin, long end) {

        static final Span NONE = new Span(0, Long.MAX_VALUE, Long.MIN_VALUE);

        Span with(Span other) {
            return new Span(records + other.records, Math.min(begin, other.begin), Math.max(end, other.end));
        }
    }
}
