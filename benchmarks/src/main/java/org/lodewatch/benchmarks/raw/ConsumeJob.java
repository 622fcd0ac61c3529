package org.lodewatch.benchmarks.raw;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Reads all of customs-imports with several threads, and does nothing with it.
 *
 * @param records that the log must have
 * @param decode whether each record is decoded with Avro's own reader
 */
public record ConsumeJob(BrokerAddress broker, long records, int threads, boolean decode) implements Job<Measured> {

    private static final Duration POLL = Duration.ofMillis(100);

    @Override
    public Measured run() throws Exception {
        CostMeter meter = broker.meter();
        LongAdder read = new LongAdder();
        LongAccumulator begin = new LongAccumulator(Math::min, Long.MAX_VALUE);
        LongAccumulator end = new LongAccumulator(Math::max, Long.MIN_VALUE);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int index = thread;
                readers.add(pool.submit(() -> readToEnd(index, read, begin, end)));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            pool.shutdownNow();
        }
        if (read.sum() != records) {
            throw new BenchmarkException("%d records were read, not %d".formatted(read.sum(), records));
        }
        return new Measured(records, (end.get() - begin.get()) / 1e9, meter.cost());
    }

    private void readToEnd(int thread, LongAdder read, LongAccumulator begin, LongAccumulator end) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(broker, Topics.CUSTOMS_IMPORTS.name(), thread, threads)) {
            Consumer<ConsumerRecord<byte[], byte[]>> use = use();
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(last -> consumer.position(last.getKey()) < last.getValue())) {
                ConsumerRecords<byte[], byte[]> batch = consumer.poll(POLL);
                begin.accumulate(batch.isEmpty() ? Long.MAX_VALUE : System.nanoTime());
                batch.forEach(use);
                read.add(batch.count());
            }
            end.accumulate(System.nanoTime());
        }
    }

    /** A consumer of committed records, at the beginning of a thread's partitions. */
    static KafkaConsumer<byte[], byte[]> consumer(BrokerAddress broker, String topic, int thread, int threads) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "max.poll.records",
                        5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .filter(partition -> partition.partition() % threads == thread)
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private Consumer<ConsumerRecord<byte[], byte[]>> use() {
        if (!decode) {
            return record -> {};
        }
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
        return record -> imports.deserialize(record.topic(), record.value());
    }
}
