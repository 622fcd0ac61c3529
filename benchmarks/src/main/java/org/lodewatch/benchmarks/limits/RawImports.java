package org.lodewatch.benchmarks.limits;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.schemas.topics.Topics;

/** One of the threads from customs-imports to partials. */
final class RawImports implements Runnable {

    private static final Duration POLL = Duration.ofMillis(10);
    @SuppressWarnings("removal") // the partitions are assigned, so the consumer has no metadata of a group
    private static final ConsumerGroupMetadata GROUP = new ConsumerGroupMetadata(RawLoopJob.PREFIX + "loop");
    private static final long COMMIT_NANOS =
            Duration.ofMillis(RawLoopJob.COMMIT_MILLIS).toNanos();

    private final RawLoopJob job;
    private final int thread;
    private final Loops loops;

    RawImports(RawLoopJob job, int thread, Loops loops) {
        this.job = job;
        this.thread = thread;
        this.loops = loops;
    }

    @Override
    public void run() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new LogThreads(job.rig(), Topics.CUSTOMS_IMPORTS.name(), job.threads()).consumer(thread);
                KafkaProducer<byte[], byte[]> producer = job.producer("imports-" + thread)) {
            RawLedger ledger =
                    new RawLedger(job.threads(), consumer.assignment().size());
            Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
            boolean begun = false;
            long committed = System.nanoTime();
            while (!loops.isOver()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (!begun && !records.isEmpty()) {
                    begun = true;
                    loops.begin();
                }
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    ledger.apply(record);
                }
                read.putAll(records.nextOffsets());
                if (!read.isEmpty() && System.nanoTime() - committed >= COMMIT_NANOS) {
                    commit(producer, ledger, read);
                    read.clear();
                    committed = System.nanoTime();
                }
            }
        }
    }

    private void commit(
            KafkaProducer<byte[], byte[]> producer, RawLedger ledger, Map<TopicPartition, OffsetAndMetadata> read) {
        producer.beginTransaction();
        for (RawBook book : ledger.books()) {
            if (book.isChanged()) {
                producer.send(new ProducerRecord<>(
                        RawLoopJob.PARTIALS.name(), book.key.toString().getBytes(UTF_8), book.takePartial(thread)));
            }
        }
        producer.sendOffsetsToTransaction(read, GROUP);
        producer.commitTransaction();
    }
}
