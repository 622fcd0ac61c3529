package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerAddress;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.ByteProducer;
import org.lodewatch.benchmarks.experiment.CostMeter;
import org.lodewatch.benchmarks.experiment.Job;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * The job in the DSL of Kafka Streams, as its documentation teaches it: a table of the highest revision by record id,
 * grouped by book, and aggregated with an adder and a subtractor; exactly once, state in RocksDB, all else by default.
 * It does not validate records, and has neither policies nor past windows.
 *
 * @param shares file of the {@link LogShares}, of which it must compute the newest window of each book
 * @param records in the textbook's log
 */
record TextbookJob(BrokerAddress broker, String shares, long records, int threads) implements Job<Measured> {

    private static final String PREFIX = "textbook";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final Shares MEASURES = new Shares(CATALOGUE);

    private static final Topic<String, SpecificRecord> IMPORTS = new Topic<>(
            PREFIX + "-imports",
            Topics.CUSTOMS_IMPORTS.keySerde(),
            Topics.CUSTOMS_IMPORTS.content(),
            Topics.INPUT_PARTITIONS,
            Topics.CUSTOMS_IMPORTS.config());
    private static final Topic<String, MineralShares> SHARES = new Topic<>(
            PREFIX + "-shares", Serdes.String(), Topics.MINERAL_SHARES.content(), Topics.BOOK_PARTITIONS, Map.of());

    /**
     * Copies the first customs imports of each partition, without declarations of complete periods, to the textbook's
     * log, and recounts it. On all of customs-imports the textbook would take hours.
     *
     * @param records not more than half of those in customs-imports
     */
    static RecountedLog createLog(BrokerProcess broker, long records) {
        broker.cluster().topics().create(List.of(IMPORTS), Optional.empty());
        Map<Integer, Long> left = new HashMap<>();
        for (int partition = 0; partition < IMPORTS.partitions(); partition++) {
            left.put(partition, records / IMPORTS.partitions());
        }
        Deserializer<SpecificRecord> decoder =
                Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
        try (TopicReader<byte[], byte[]> log = broker.cluster().reader(Topics.CUSTOMS_IMPORTS.asBytes());
                ByteProducer copy = new ByteProducer(broker.cluster(), Map.of())) {
            log.follow(
                    message -> {
                        byte[] value = message.value().orElseThrow();
                        if (left.containsKey(message.partition())
                                && decoder.deserialize(IMPORTS.name(), value) instanceof CustomsImport) {
                            copy.send(new ProducerRecord<>(IMPORTS.name(), message.partition(), message.key(), value));
                            left.computeIfPresent(
                                    message.partition(), (partition, count) -> count > 1 ? count - 1 : null);
                        }
                    },
                    left::isEmpty);
            copy.flush();
        }
        return RecountedLog.of(broker, IMPORTS.name(), IMPORTS.partitions(), records);
    }

    @Override
    public Measured run() throws IOException {
        LogShares expected = LogShares.read(Path.of(shares)).newest();
        try (KafkaCluster cluster =
                        broker.connectWithout(name -> name.startsWith(PREFIX) && !name.equals(IMPORTS.name()));
                ScratchDirectory state = ScratchDirectory.create("lodewatch-textbook-")) {
            cluster.topics().create(List.of(SHARES), Optional.empty());
            CostMeter meter = broker.meter();
            AtomicReference<Throwable> fault = new AtomicReference<>();
            KafkaStreams streams = new KafkaStreams(topology(), settings(state));
            try (TopicReader<byte[], byte[]> reader = cluster.reader(SHARES.asBytes())) {
                streams.setUncaughtExceptionHandler(exception -> {
                    fault.set(exception);
                    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
                });
                streams.start();
                long visible = expected.await(reader, Patience.withCluster(cluster.admin(), PATIENCE), () -> {
                    if (fault.get() != null) {
                        throw new BenchmarkException("Kafka Streams stopped: " + fault.get());
                    }
                });
                CostMeter.Cost cost = meter.cost();
                return new Measured(records, (visible - FirstRecord.nanoTime()) / 1e9, cost);
            } finally {
                streams.close(CLOSING);
            }
        }
    }

    private static Topology topology() {
        Serde<CustomsImport> lines = AvroSerde.of(WireFormats.WITHOUT_REGISTRY.shared(), CustomsImport.class);
        StreamsBuilder builder = new StreamsBuilder();
        Produced<String, MineralShares> shares =
                Produced.with(Serdes.String(), SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY));
        KTable<String, MonthlyTotals> forms = builder.stream(IMPORTS.name(), Consumed.with(Serdes.String(), lines))
                .groupByKey()
                .reduce(
                        (last, line) -> line.getRevision() > last.getRevision() ? line : last,
                        Materialized.with(Serdes.String(), lines))
                .filter((id, line) -> !line.getWithdrawn() && form(line).isPresent())
                .groupBy((id, line) -> KeyValue.pair(book(line), line), Grouped.with(Serdes.String(), lines))
                .aggregate(
                        MonthlyTotals::new,
                        (book, line, totals) -> count(line, totals, 1),
                        (book, line, totals) -> count(line, totals, -1),
                        Materialized.with(Serdes.String(), totalsSerde()));
        forms.toStream()
                .mapValues((book, totals) -> newestShares(book, new FormTotals(book, totals)))
                .to(SHARES.name(), shares);
        forms.filter((book, totals) -> sum(book).isPresent())
                .groupBy(
                        (book, totals) -> KeyValue.pair(sum(book).orElseThrow(), new FormTotals(book, totals)),
                        Grouped.with(Serdes.String(), FormTotals.serde()))
                .aggregate(
                        FormTotals::new,
                        (sum, form, all) -> all.with(form),
                        // The new totals of a form replace the old ones.
                        (sum, form, all) -> all,
                        Materialized.with(Serdes.String(), FormTotals.serde()))
                .toStream()
                .mapValues(TextbookJob::newestShares)
                .to(SHARES.name(), shares);
        return builder.build();
    }

    private Properties settings(ScratchDirectory state) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, PREFIX + "-" + System.nanoTime());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.path().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.putAll(FirstRecord.settings(IMPORTS.name()));
        return settings;
    }

    private static Optional<String> form(CustomsImport line) {
        return CATALOGUE.classify(line.getCommodityCode()).map(Classification::book);
    }

    private static String book(CustomsImport line) {
        return line.getDataset() + "/" + line.getReporter() + "/" + form(line).orElseThrow();
    }

    /** The book that adds up the one of a form. */
    private static Optional<String> sum(String book) {
        BookKey key = BookKey.of(book);
        return CATALOGUE
                .sumOf(key.mineral())
                .map(mineral -> new BookKey(key.dataset(), key.reporter(), mineral).toString());
    }

    static MonthlyTotals count(CustomsImport line, MonthlyTotals totals, int sign) {
        Long weight = line.getNetWeightGrams();
        totals.add(
                Months.of(line.getPeriod()),
                CountryCode.of(line.getOrigin()),
                line.getCustomsValueCents(),
                weight == null ? -1 : weight,
                sign);
        return totals;
    }

    /** No window is complete, because the log has no declarations, and its newest month has no later one. */
    static MineralShares newestShares(String book, FormTotals forms) {
        Map<String, List<MonthlyTotals>> totals = forms.decoded();
        int[] months = totals.values().stream()
                .flatMap(List::stream)
                .flatMapToInt(MonthlyTotals::months)
                .sorted()
                .toArray();
        PartitionClock span = PartitionClock.ofSpan(1, months[0], months[months.length - 1], OptionalInt.empty(), true);
        Clock clock = Clock.of(List.of(span), 1);
        return MonthlyTotals.newestShares(BookKey.of(book), clock, totals, MEASURES);
    }

    static Serde<MonthlyTotals> totalsSerde() {
        return Serdes.serdeFrom(
                (topic, totals) ->
                        totals == null ? null : totals.encode(0, totals.months().toArray()),
                (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    MonthlyTotals totals = new MonthlyTotals();
                    totals.decode(ByteBuffer.wrap(bytes));
                    return totals;
                });
    }
}
