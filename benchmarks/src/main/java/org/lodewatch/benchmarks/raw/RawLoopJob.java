package org.lodewatch.benchmarks.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The product's job in bare loops over Kafka's clients, exactly once. Some threads consume, decode by hand, count the
 * highest revision of each record id, and write their books' absolute totals and their offsets in one transaction every
 * {@value #COMMIT_MILLIS} ms. One thread reads the committed totals, and writes the newest shares of the books that
 * changed, in transactions as well.
 *
 * <p>It does not validate, cannot be restarted, and has no policies and no past windows. It shows what exactly once
 * costs at least.
 *
 * @param shares file of the {@link LogShares}, of which it must compute the newest window of each book
 */
public record RawLoopJob(BrokerAddress broker, String shares, long records, int threads) implements Job<Measured> {

    static final int COMMIT_MILLIS = 200;

    private static final String PREFIX = "raw-";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int CLOSING_SECONDS = 5;

    private static final Topic<byte[], byte[]> PARTIALS = new Topic<>(
            PREFIX + "partials", Serdes.ByteArray(), Topics.PARTIALS.asBytes().content(), 1, Map.of());
    private static final Topic<String, MineralShares> SHARES =
            new Topic<>(PREFIX + "shares", Serdes.String(), Topics.MINERAL_SHARES.content(), 1, Map.of());

    @Override
    public Measured run() throws IOException, InterruptedException {
        LogShares expected = LogShares.read(Path.of(shares)).newest();
        try (KafkaCluster cluster = broker.connectWithout(name -> name.startsWith(PREFIX))) {
            cluster.topics().create(List.of(PARTIALS, SHARES), Optional.empty());
            return new Loops().run(cluster, expected);
        }
    }

    /** One run's threads. */
    @SuppressWarnings("removal") // The partitions are assigned, so the consumer has no metadata of a group.
    private final class Loops {

        private final LongAccumulator firstRecord = new LongAccumulator(Math::min, Long.MAX_VALUE);
        private final AtomicReference<Throwable> fault = new AtomicReference<>();
        private volatile boolean over;

        /** The basis of the log's only dataset, which is declared before its first record. */
        private volatile Optional<String> basis = Optional.empty();

        /** Rows of every period were rejected and accepted, or of none. */
        private volatile boolean partial;

        Measured run(KafkaCluster cluster, LogShares expected) throws InterruptedException {
            CostMeter meter = broker.meter();
            ExecutorService pool = Executors.newFixedThreadPool(threads + 1);
            try (TopicReader<byte[], byte[]> reader = cluster.reader(SHARES.asBytes())) {
                for (int thread = 0; thread < threads; thread++) {
                    int index = thread;
                    pool.execute(guarded(() -> countImports(index)));
                }
                pool.execute(guarded(this::publishShares));
                long visible =
                        expected.await(reader, Patience.withCluster(cluster.admin(), PATIENCE), this::requireNoFault);
                return new Measured(records, (visible - firstRecord.get()) / 1e9, meter.cost());
            } finally {
                over = true;
                pool.shutdown();
                boolean ended = pool.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
                requireNoFault();
                if (!ended) {
                    throw new BenchmarkException("the loops do not end");
                }
            }
        }

        /** From customs-imports to partials. */
        private void countImports(int thread) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                            ConsumeJob.consumer(broker, Topics.CUSTOMS_IMPORTS.name(), thread, threads);
                    KafkaProducer<byte[], byte[]> producer = producer("imports-" + thread)) {
                RawLedger ledger = new RawLedger(threads, consumer.assignment().size());
                Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
                long committed = System.nanoTime();
                while (!over) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                    firstRecord.accumulate(records.isEmpty() ? Long.MAX_VALUE : System.nanoTime());
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        ledger.apply(record);
                    }
                    ledger.basis().ifPresent(declared -> basis = Optional.of(declared));
                    partial |= ledger.isPartial();
                    read.putAll(records.nextOffsets());
                    if (!read.isEmpty() && System.nanoTime() - committed >= COMMIT_MILLIS * 1_000_000L) {
                        producer.beginTransaction();
                        ledger.books().stream()
                                .filter(RawLedger.RawBook::isChanged)
                                .forEach(book -> producer.send(new ProducerRecord<>(
                                        PARTIALS.name(),
                                        book.key.toString().getBytes(UTF_8),
                                        book.takePartial(thread))));
                        producer.sendOffsetsToTransaction(read, new ConsumerGroupMetadata(PREFIX + "imports"));
                        producer.commitTransaction();
                        read.clear();
                        committed = System.nanoTime();
                    }
                }
            }
        }

        /** From committed partials to shares. */
        private void publishShares() {
            Serializer<MineralShares> serializer =
                    SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
            Map<BookKey, Parts> books = new HashMap<>();
            try (KafkaConsumer<byte[], byte[]> consumer = ConsumeJob.consumer(broker, PARTIALS.name(), 0, 1);
                    KafkaProducer<byte[], byte[]> producer = producer("shares")) {
                while (!over) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                    if (records.isEmpty()) {
                        continue;
                    }
                    Set<Parts> changed = new LinkedHashSet<>();
                    for (ConsumerRecord<byte[], byte[]> record : records) {
                        Parts book = parts(BookKey.of(new String(record.key(), UTF_8)), books);
                        book.replace(record.value());
                        changed.add(book);
                        book.sum.ifPresent(changed::add);
                    }
                    producer.beginTransaction();
                    for (Parts book : changed) {
                        producer.send(new ProducerRecord<>(
                                SHARES.name(),
                                book.key.toString().getBytes(UTF_8),
                                serializer.serialize(SHARES.name(), book.shares(basis, partial))));
                    }
                    producer.sendOffsetsToTransaction(
                            records.nextOffsets(), new ConsumerGroupMetadata(PREFIX + "shares"));
                    producer.commitTransaction();
                }
            }
        }

        private Parts parts(BookKey key, Map<BookKey, Parts> books) {
            Parts present = books.get(key);
            if (present == null) {
                present = new Parts(
                        key,
                        threads,
                        Parts.CATALOGUE
                                .sumOf(key.mineral())
                                .map(sum -> parts(new BookKey(key.dataset(), key.reporter(), sum), books)));
                books.put(key, present);
            }
            return present;
        }

        /** The loop, such that its failure ends the others. */
        private Runnable guarded(Runnable loop) {
            return () -> {
                try {
                    loop.run();
                } catch (RuntimeException | Error e) {
                    fault.compareAndSet(null, e);
                    over = true;
                }
            };
        }

        private void requireNoFault() {
            if (fault.get() != null) {
                throw new BenchmarkException("a loop failed: " + fault.get());
            }
        }
    }

    private KafkaProducer<byte[], byte[]> producer(String loop) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "transactional.id",
                        PREFIX + loop,
                        "compression.type",
                        "lz4",
                        "batch.size",
                        256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** A book as the threads have counted it, or the sum of several. */
    private static final class Parts {

        private static final Catalogue CATALOGUE = Catalogue.bundled();
        private static final Shares SHARES = new Shares(CATALOGUE);

        private final BookKey key;
        private final int threads;
        private final Optional<Parts> sum;
        private final Countries countries;
        private final Map<Integer, MonthlyTotals> byThread = new HashMap<>();
        private final Map<String, List<MonthlyTotals>> byForm = new HashMap<>();
        private final Map<Integer, PartitionClock> clocks = new HashMap<>();

        Parts(BookKey key, int threads, Optional<Parts> sum) {
            this.key = key;
            this.threads = threads;
            this.sum = sum;
            this.countries = sum.map(whole -> whole.countries).orElseGet(Countries::new);
        }

        void replace(byte[] partial) {
            ByteBuffer from = ByteBuffer.wrap(partial);
            int thread = from.get();
            PartitionClock clock = RawLedger.clock(from);
            clocks.put(thread, clock);
            sum.ifPresent(whole -> whole.clocks.put(thread, clock));
            MonthlyTotals totals = byThread.get(thread);
            if (totals == null) {
                totals = new MonthlyTotals(countries);
                byThread.put(thread, totals);
                sum.orElse(this)
                        .byForm
                        .computeIfAbsent(key.mineral(), form -> new ArrayList<>())
                        .add(totals);
                byForm.putIfAbsent(key.mineral(), sum.orElse(this).byForm.get(key.mineral()));
            }
            totals.decode(from);
        }

        MineralShares shares(Optional<String> basis, boolean partial) {
            MineralShares shares = MonthlyTotals.newestShares(key, Clock.of(clocks.values(), threads), byForm, SHARES);
            basis.ifPresent(shares::setBasis);
            shares.setPartial(partial);
            // The synthetic feed accepts each period of which rows are missing.
            shares.setAccepted(partial);
            return shares;
        }
    }
}
