package org.lodewatch.benchmarks.textbook;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.lodewatch.benchmarks.frame.Cost;
import org.lodewatch.benchmarks.frame.CostMeter;
import org.lodewatch.benchmarks.frame.FirstRecord;
import org.lodewatch.benchmarks.frame.Job;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.RigAddress;
import org.lodewatch.benchmarks.frame.ScratchTopics;
import org.lodewatch.benchmarks.trade.LogShares;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The job in the DSL of Kafka Streams, as its documentation teaches it: a table of the highest revision by record id,
 * grouped by book, and aggregated with an adder and a subtractor; exactly once, state in RocksDB, all else by default. It
 * validates nothing, and knows neither policies nor past windows.
 *
 * @param shares file of the {@link LogShares} of which it must give each book's newest window
 * @param records of {@link TextbookLog}
 */
public record TextbookJob(RigAddress rig, String shares, long records, int threads) implements Job<Measured> {

    private static final String APPLICATION = "textbook";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Catalogue CATALOGUE = Catalogue.bundled();

    static final Topic<String, MineralShares> SHARES = new Topic<>(
            APPLICATION + "-shares",
            Serdes.String(),
            Topics.MINERAL_SHARES.content(),
            Topics.BOOK_PARTITIONS,
            Map.of());

    @Override
    public Measured run() throws IOException {
        LogShares expected = LogShares.read(Path.of(shares)).newest();
        String application = APPLICATION + "-" + System.nanoTime();
        try (KafkaCluster cluster = rig.connect();
                ScratchDirectory state = ScratchDirectory.create("lodewatch-textbook-")) {
            ScratchTopics.delete(
                    cluster, name -> name.startsWith(APPLICATION) && !name.equals(TextbookLog.TOPIC.name()));
            cluster.topics().create(List.of(SHARES), Optional.empty());
            FirstRecord.forget();
            CostMeter meter = rig.meter();
            try (KafkaStreams streams = new KafkaStreams(topology(), settings(application, state));
                    TopicReader<byte[], byte[]> reader = cluster.reader(SHARES.asBytes())) {
                streams.start();
                long visible = expected.await(
                        reader,
                        PATIENCE,
                        () -> streams.state().isShuttingDown()
                                || streams.state().hasCompletedShutdown());
                Cost cost = meter.cost();
                return new Measured(records, (visible - FirstRecord.nanoTime()) / 1e9, cost);
            }
        }
    }

    private static Topology topology() {
        Serde<CustomsImport> lines = AvroSerde.of(WireFormats.WITHOUT_REGISTRY.shared(), CustomsImport.class);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(TextbookLog.TOPIC.name(), Consumed.with(Serdes.String(), lines))
                .groupByKey()
                .reduce(
                        (known, line) -> line.getRevision() > known.getRevision() ? line : known,
                        Materialized.with(Serdes.String(), lines))
                .filter((id, line) -> !line.getWithdrawn() && mineral(line).isPresent())
                .groupBy((id, line) -> KeyValue.pair(book(line), line), Grouped.with(Serdes.String(), lines))
                .aggregate(
                        BookTotals::new,
                        (book, line, totals) -> totals.plus(line),
                        (book, line, totals) -> totals.minus(line),
                        Materialized.with(Serdes.String(), BookTotals.serde()))
                .toStream()
                .mapValues((book, totals) -> totals.newestShares(book, CATALOGUE))
                .to(SHARES.name(), Produced.with(Serdes.String(), SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY)));
        return builder.build();
    }

    private Properties settings(String application, ScratchDirectory state) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, rig.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.path().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.putAll(FirstRecord.of(TextbookLog.TOPIC.name()));
        return settings;
    }

    private static Optional<String> mineral(CustomsImport line) {
        return CATALOGUE
                .classify(line.getCommodityCode())
                .filter(Classification::headline)
                .map(Classification::mineral);
    }

    private static String book(CustomsImport line) {
        return line.getDataset() + "/" + line.getReporter() + "/"
                + mineral(line).orElseThrow();
    }
}
