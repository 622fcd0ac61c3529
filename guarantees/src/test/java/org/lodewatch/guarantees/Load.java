package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;

/**
 * Publishes synthetic trade to customs-imports in batches: with repetitions, revisions and withdrawals, months that are
 * declared complete one after the other, and some records that cannot be decoded.
 */
final class Load implements AutoCloseable {

    static final String DATASET = "synthetic";

    private static final int BATCH = 1_000;
    private static final int MALFORMED_EVERY = 10;

    private final SyntheticTrade trade =
            SyntheticTrade.of(Catalogue.bundled(), DATASET, List.of("US", "JP", "KR"), YearMonth.of(2024, 12));
    private final ImportRules rules =
            new ImportRules(country -> Catalogue.bundled().country(country).isPresent(), Clock.systemUTC());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final AtomicLong published = new AtomicLong();
    private final List<Guarantee> guarantees;
    private final long batches;
    private final FeedReader reading;
    private final Supplier<ImportPublisher> connection;
    private final KafkaProducer<byte[], byte[]> malformed;
    private ImportPublisher publisher;
    private Runnable halfWay = () -> {};

    Load(TrialCluster cluster, long seed, long records, List<Guarantee> guarantees) {
        Map<String, Object> kafka = Map.of("bootstrap.servers", cluster.bootstrapServers());
        this.guarantees = guarantees;
        this.batches = records / BATCH;
        this.reading = new SyntheticFeed(trade, seed, records).open(Optional.empty());
        this.connection =
                () -> ImportPublisher.connect("load", cluster.settings().properties());
        this.publisher = connection.get();
        this.malformed = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sets a step to run when half of the batches are published. */
    Load halfWay(Runnable step) {
        this.halfWay = step;
        return this;
    }

    /** Publishes a batch at this interval in milliseconds, until all is published. */
    Load start(long everyMillis) {
        thread.scheduleAtFixedRate(this::publishOrFail, 0, everyMillis, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Publishes this number of batches now. */
    void publish(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            publish();
        }
    }

    /** The months that may be complete for some reporters by now, and the newest: the current windows. */
    Set<String> currentMonths() {
        int declared = (int) (published.get() * SyntheticTrade.MONTHS / batches);
        return trade.months().stream()
                .filter(month -> {
                    int index = trade.months().indexOf(month);
                    return index >= declared - 3 && index < declared || month.equals(trade.last());
                })
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    /** Waits until all is published. */
    void await() {
        done.orTimeout(180, TimeUnit.SECONDS).join();
    }

    private void publishOrFail() {
        try {
            if (published.get() < batches) {
                publish();
            }
        } catch (Exception | AssertionError e) {
            done.completeExceptionally(e);
            thread.shutdown();
        }
    }

    private void publish() throws Exception {
        long number = published.get();
        ImportBatch batch = new ImportBatch();
        for (int i = 0; i < BATCH; i++) {
            FeedItem.Row row = (FeedItem.Row) reading.next().orElseThrow();
            try {
                batch.add(rules.check(row.fields()));
            } catch (RowFault fault) {
                // A feed would reject the row; here only rejections by the topology count.
            }
        }
        long months = SyntheticTrade.MONTHS;
        for (long month = number * months / batches; month < (number + 1) * months / batches; month++) {
            for (String reporter : trade.reporters()) {
                batch.complete(
                        DATASET, reporter, trade.months().get((int) month).toString());
            }
        }
        try {
            publisher.publish(batch);
        } catch (OperatorException e) {
            // A broker was unreachable for longer than the publisher waits. A supervisor would start the feed again.
            publisher.close();
            publisher = connection.get();
            publisher.publish(batch);
        }
        if (number % MALFORMED_EVERY == 0) {
            byte[] key = ("malformed-" + number).getBytes(UTF_8);
            guarantees.forEach(guarantee -> guarantee.onMalformedRecord(key));
            malformed
                    .send(new ProducerRecord<>(Topics.CUSTOMS_IMPORTS.name(), key, "ore".getBytes(UTF_8)))
                    .get();
        }
        if (number == batches / 2) {
            halfWay.run();
        }
        if (published.incrementAndGet() == batches) {
            done.complete(null);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        publisher.close();
        malformed.close();
    }
}
