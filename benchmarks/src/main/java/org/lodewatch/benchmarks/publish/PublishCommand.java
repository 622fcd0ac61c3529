package org.lodewatch.benchmarks.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Publishes a CSV file of made-up imports with `lodewatch produce csv`, exactly once, and then the same"
                        + " bytes from memory with a bare producer. Fails if a row is lost, doubled or changed.")
public final class PublishCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double MEGABYTE = 1e6;
    private static final double MILLIS = 1e3;

    /** Of keys and values in memory, twice what they take on the wire. */
    private static final long HEAP_BYTES_A_RECORD = 400;

    private static final int LEAST_HEAP_MEGABYTES = 512;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "Rows of the file (default: ${DEFAULT-VALUE}).")
    private long records;

    @Mixin
    private ReportOption report;

    /**
     * One way of publishing.
     *
     * @param bytes of keys and values in the log, before compression
     */
    record Way(String what, long records, long bytes, double seconds) {

        double perSecond() {
            return records / seconds;
        }
    }

    /** What stands in the log. */
    private record Log(RowSum sum, long records, long bytes, long firstMillis) {}

    @Override
    public Integer call() throws IOException {
        CsvFile file;
        List<Way> ways;
        double fileBytes;
        try (Rig rig = Rig.open()) {
            PolicyTopic.createTopics(rig.cluster(), Optional.empty());
            file = CsvFile.write(rig.directory().resolve("imports.csv"), records);
            fileBytes = file.bytes();
            Notes.line("publishing a file of %.0f MB", fileBytes / MEGABYTE);
            long start = System.currentTimeMillis();
            produce(rig, file.path());
            long end = System.currentTimeMillis();
            Log log = read(rig);
            if (!log.sum().isThatOf(file.sum())) {
                throw new JobFailedException("%,d rows of %,d are in the log, or not as they were: no result"
                        .formatted(log.sum().rows(), file.sum().rows()));
            }
            int heap = LEAST_HEAP_MEGABYTES + (int) (records * HEAP_BYTES_A_RECORD >> 20);
            List<RawPublishJob.Sent> raw =
                    new ChildJvm(heap, PATIENCE).run(new RawPublishJob(rig.address()), RawPublishJob.Sent.class, 2);
            ways = List.of(
                    new Way("produce csv, the whole command", records, log.bytes(), (end - start) / MILLIS),
                    new Way(
                            "produce csv, from its first record",
                            records,
                            log.bytes(),
                            (end - log.firstMillis()) / MILLIS),
                    new Way(
                            "bare producer, cold JVM",
                            log.records(),
                            log.bytes(),
                            raw.get(0).seconds()),
                    new Way(
                            "bare producer, warm JVM",
                            log.records(),
                            log.bytes(),
                            raw.get(1).seconds()));
        }
        show(ways, fileBytes);
        report.write(Report.of("publish", Map.of("records", records), ways));
        return 0;
    }

    private void produce(Rig rig, Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseParallelGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "produce",
                        "csv",
                        file.toString(),
                        "--bootstrap-server",
                        rig.address().bootstrapServers())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new JobFailedException("produce csv failed: " + said);
            }
            Notes.line("%s", said.substring(said.lastIndexOf('\n') + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Log read(Rig rig) {
        RowSum sum = new RowSum();
        long[] figures = {0, 0};
        try (TopicReader<byte[], byte[]> reader = rig.cluster().reader(Topics.CUSTOMS_IMPORTS.asBytes())) {
            reader.readToEnd(record -> {
                figures[0]++;
                figures[1] += record.key().length + record.value().orElseThrow().length;
            });
        }
        long[] first = {Long.MAX_VALUE};
        try (var reader = rig.cluster().reader(Topics.CUSTOMS_IMPORTS)) {
            reader.readToEnd(record -> {
                if (record.value().orElseThrow() instanceof CustomsImport line) {
                    sum.add(record.key(), line);
                    first[0] = Math.min(first[0], line.getPublishedAt().toEpochMilli());
                }
            });
        }
        return new Log(sum, figures[0], figures[1], first[0]);
    }

    private void show(List<Way> ways, double fileBytes) {
        Table table = new Table(
                Column.left("publishing"),
                Column.right("records"),
                Column.right("seconds"),
                Column.right("records/s"),
                Column.right("MB/s"),
                Column.right("/ bare, cold"));
        double bare = ways.get(2).perSecond();
        for (Way way : ways) {
            table.row(
                    Cell.of(way.what()),
                    Cell.of(Formats.whole(way.records())),
                    Cell.of(Formats.tenths(way.seconds())),
                    Cell.of(Formats.whole(way.perSecond())),
                    Cell.of(Formats.tenths(way.bytes() / MEGABYTE / way.seconds())),
                    Cell.of(Formats.ratio(way.perSecond() / bare)));
        }
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "MB are those of keys and values in the log, before compression; the file has %.0f MB. The command starts"
                        + " its JVM, checks every row, and publishes in transactions; all rows stand in the log as they were"
                        + " in the file.%n",
                fileBytes / MEGABYTE);
    }
}
