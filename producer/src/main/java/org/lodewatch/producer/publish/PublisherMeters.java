package org.lodewatch.producer.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** The metrics of a publisher: its commits, and those of its Kafka client. */
final class PublisherMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final Counter records;
    private final Timer transactions;
    private final KafkaClientMetrics client;

    PublisherMeters(Producer<?, ?> producer, MeterRegistry registry) {
        this.registry = registry;
        records = Counter.builder("lodewatch.feed.records")
                .description("Records that the feed has published.")
                .register(registry);
        transactions = Timer.builder("lodewatch.feed.transaction")
                .description("How long a transaction of the feed took, from its beginning to its commit.")
                .register(registry);
        client = new KafkaClientMetrics(producer);
        client.bindTo(registry);
    }

    void committed(ImportBatch batch, long nanos) {
        transactions.record(Duration.ofNanos(nanos));
        records.increment(batch.rows().size());
        batch.rejected()
                .forEach(row -> Counter.builder("lodewatch.feed.rejected")
                        .description("Rows of the source that the feed could not use, by the reason.")
                        .tag("reason", row.reason().code())
                        .register(registry)
                        .increment());
    }

    /** The counters stay registered, so that the next publisher in this process continues to count. */
    @Override
    public void close() {
        client.close();
    }
}
