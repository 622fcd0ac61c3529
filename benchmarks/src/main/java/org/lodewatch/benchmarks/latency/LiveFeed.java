package org.lodewatch.benchmarks.latency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/**
 * Made-up trade, published a record at a time as it comes, by an idempotent producer without transactions: what is
 * measured begins with the record, not with how many a feed collects before it commits.
 */
final class LiveFeed implements AutoCloseable {

    /** In words, for whoever reads the figures. */
    static final String HOW = "an idempotent producer without transactions (acks=all, lz4, linger 5 ms)";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<SpecificRecord> values;
    private final FeedReader trade;
    private final ImportRules rules;
    private volatile Exception fault;

    /** The usual trade of a feed of its own. @param newest the last of its 24 months */
    LiveFeed(KafkaCluster cluster, Catalogue catalogue, YearMonth newest) {
        this(
                cluster,
                catalogue,
                new SyntheticFeed(
                                SyntheticTrade.of(catalogue, "live", List.of("US"), newest),
                                Workload.DEFAULT_SEED,
                                Long.MAX_VALUE)
                        .open(Optional.empty()));
    }

    /** @param trade what it publishes */
    LiveFeed(KafkaCluster cluster, Catalogue catalogue, FeedReader trade) {
        this.producer = new KafkaProducer<>(
                cluster.settings()
                        .with(Map.of(
                                "acks", "all", "enable.idempotence", true, "compression.type", "lz4", "linger.ms", 5)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.values = Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).serializer();
        this.trade = trade;
        this.rules = new ImportRules(country -> catalogue.country(country).isPresent(), Clock.systemUTC());
    }

    /** The next lines of the trade, ready to be sent. */
    List<ImportRow> next(int count) {
        List<ImportRow> rows = new ArrayList<>(count);
        while (rows.size() < count) {
            try {
                rows.add(rules.check(((FeedItem.Row) trade.next().orElseThrow()).fields()));
            } catch (RowFault e) {
                // A feed would set it aside.
            } catch (IOException e) {
                throw new JobFailedException("no trade: " + e.getMessage());
            }
        }
        return rows;
    }

    /** Hands a record to the producer. */
    void send(ImportRow row) {
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        producer.send(
                new ProducerRecord<>(
                        Topics.CUSTOMS_IMPORTS.name(),
                        null,
                        now.toEpochMilli(),
                        row.recordId().getBytes(UTF_8),
                        values.serialize(Topics.CUSTOMS_IMPORTS.name(), row.publishedAt(now, false))),
                (place, failure) -> {
                    if (failure != null) {
                        fault = failure;
                    }
                });
    }

    /** Waits until all that was sent is acknowledged. @throws JobFailedException if a record was not */
    void flush() {
        producer.flush();
        if (fault != null) {
            throw new JobFailedException("a record was not taken: " + fault.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
