package org.lodewatch.benchmarks.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.JavaProcess;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.synthetic.SyntheticFeed;
import org.lodewatch.benchmarks.synthetic.SyntheticTrade;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.Main;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "publish",
        description =
                "Publishes a CSV file of synthetic imports with `lodewatch produce csv`, exactly once, and then the same"
                        + " bytes from memory with a bare producer. Fails if a row is lost, doubled or changed.")
public final class PublishCommand extends Experiment {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MEGABYTE = 1e6;

    /** Of keys and values in memory: twice their size in the log. */
    private static final long HEAP_BYTES_PER_RECORD = 400;

    private static final int MIN_HEAP_MEGABYTES = 512;

    @Option(names = "--records", description = "Rows of the file.")
    private long records = 2_000_000;

    /**
     * One way to publish.
     *
     * @param bytes of keys and values in the log, before compression
     */
    record Way(String what, long records, long bytes, double seconds) {

        double perSecond() {
            return records / seconds;
        }
    }

    /** The content of customs-imports. @param firstMillis when the first customs import was published */
    private record PublishedLog(RowChecksum checksum, long records, long bytes, long firstMillis) {}

    @Override
    public Integer call() throws IOException {
        List<Way> ways;
        double fileBytes;
        try (BrokerProcess broker = BrokerProcess.start()) {
            PolicyTopic.createTopics(broker.cluster(), Optional.empty());
            Path file = broker.directory().resolve("imports.csv");
            RowChecksum rows = writeCsv(file);
            fileBytes = Files.size(file);
            progress("publishing a file of %.0f MB", fileBytes / MEGABYTE);
            long start = System.currentTimeMillis();
            produce(broker, file);
            long end = System.currentTimeMillis();
            PublishedLog log = read(broker);
            if (!log.checksum().isEqualTo(rows)) {
                throw new BenchmarkException("the log has %,d rows of %,d, or some have changed: no result"
                        .formatted(log.checksum().rows(), rows.rows()));
            }
            int heap = MIN_HEAP_MEGABYTES + (int) (records * HEAP_BYTES_PER_RECORD >> 20);
            List<Double> bare = JobProcess.run(new BareProducerJob(broker.address()), Double.class, 2, heap, PATIENCE);
            ways = List.of(
                    new Way("produce csv, the whole command", records, log.bytes(), (end - start) / 1e3),
                    new Way(
                            "produce csv, from its first record",
                            records,
                            log.bytes(),
                            (end - log.firstMillis()) / 1e3),
                    new Way("bare producer, cold JVM", log.records(), log.bytes(), bare.get(0)),
                    new Way("bare producer, warm JVM", log.records(), log.bytes(), bare.get(1)));
        }
        print(new ResultTable<Way>()
                .text("publishing", Way::what)
                .whole("records", Way::records)
                .tenths("seconds", Way::seconds)
                .whole("records/s", Way::perSecond)
                .tenths("MB/s", way -> way.bytes() / MEGABYTE / way.seconds())
                .ratio("/ bare, cold", way -> way.perSecond() / ways.get(2).perSecond())
                .lines(ways));
        print(
                "MB are those of keys and values in the log, before compression; the file has %.0f MB. The command starts"
                        + " its JVM, checks every row, and publishes in transactions; all rows are in the log as they were"
                        + " in the file.",
                fileBytes / MEGABYTE);
        report(Map.of("records", records), ways);
        return 0;
    }

    /** Writes valid rows with canonical columns, no record id and revision twice. */
    private RowChecksum writeCsv(Path file) throws IOException {
        RowChecksum checksum = new RowChecksum();
        SyntheticTrade trade = SyntheticTrade.of(Catalogue.bundled(), "synthetic", List.of("US"), Workload.LAST);
        Iterator<SyntheticFeed.ValidRow> rows = new SyntheticFeed(trade, Workload.DEFAULT_SEED, Long.MAX_VALUE)
                .validRows(0)
                .iterator();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(csvLine(ImportField::column));
            // A feed leaves out rows that repeat an earlier one. A collision of hashes only costs another row.
            Set<Long> written = new HashSet<>();
            while (checksum.rows() < records) {
                SyntheticFeed.ValidRow row = rows.next();
                if (!written.add(
                        31L * row.row().recordId().hashCode() + row.row().revision())) {
                    continue;
                }
                out.write(csvLine(row.fields()::get));
                checksum.add(row.row().recordId(), row.row().publishedAt(Instant.EPOCH, false));
            }
        }
        return checksum;
    }

    private static String csvLine(Function<ImportField, String> cell) {
        return Stream.of(ImportField.values()).map(cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static void produce(BrokerProcess broker, Path file) throws IOException {
        try (JavaProcess command = JavaProcess.start(
                "produce csv",
                JavaProcess.NEVER_READY,
                Redirect.PIPE,
                List.of("-Xmx1g"),
                Main.class,
                List.of(
                        "produce",
                        "csv",
                        file.toString(),
                        "--bootstrap-server",
                        broker.address().bootstrapServers()))) {
            if (command.awaitEnd(PATIENCE) != 0) {
                throw new BenchmarkException("produce csv failed: " + command.lastLine());
            }
            progress("%s", command.lastLine());
        }
    }

    private static PublishedLog read(BrokerProcess broker) {
        long[] figures = {0, 0, Long.MAX_VALUE};
        try (TopicReader<byte[], byte[]> reader = broker.cluster().reader(Topics.CUSTOMS_IMPORTS.asBytes())) {
            reader.readToEnd(record -> {
                figures[0]++;
                figures[1] += record.key().length + record.value().orElseThrow().length;
            });
        }
        RowChecksum checksum = new RowChecksum();
        try (var reader = broker.cluster().reader(Topics.CUSTOMS_IMPORTS)) {
            reader.readToEnd(record -> {
                if (record.value().orElseThrow() instanceof CustomsImport line) {
                    checksum.add(record.key(), line);
                    figures[2] = Math.min(figures[2], line.getPublishedAt().toEpochMilli());
                }
            });
        }
        return new PublishedLog(checksum, figures[0], figures[1], figures[2]);
    }
}
