package org.lodewatch.benchmarks.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.lodewatch.benchmarks.frame.ChildJvm;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.benchmarks.frame.Heap;
import org.lodewatch.benchmarks.frame.InstanceProcess;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.frame.Machine;
import org.lodewatch.benchmarks.frame.Measured;
import org.lodewatch.benchmarks.frame.Notes;
import org.lodewatch.benchmarks.frame.Report;
import org.lodewatch.benchmarks.frame.ReportOption;
import org.lodewatch.benchmarks.frame.Rig;
import org.lodewatch.benchmarks.limits.ConsumeJob;
import org.lodewatch.benchmarks.trade.LogShares;
import org.lodewatch.benchmarks.trade.PublishResult;
import org.lodewatch.benchmarks.trade.RecountedLog;
import org.lodewatch.benchmarks.trade.Workload;
import org.lodewatch.cli.output.Cell;
import org.lodewatch.cli.output.Column;
import org.lodewatch.cli.output.Table;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description =
                "Kills an instance (SIGKILL) that has worked through a log of made-up imports, starts it again, and"
                        + " measures how fast it reads its state back from the log, beside reading and decoding the log and nothing"
                        + " else; and how much memory a record takes. Fails if it knows anything else than before, or a share is not"
                        + " as a batch over the log gives it. 50,000,000 records take some 20 GiB of memory and disk.")
public final class RestoreCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration JOB_PATIENCE = Duration.ofMinutes(10);
    private static final Duration POLL = Duration.ofMillis(50);

    /** What is told again after a restore has been taken in and published by then, if anything in it is new. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final int HEAP_TO_READ_MEGABYTES = 512;

    private static final String RECORDS = "lodewatch_ledger_records";
    private static final String BYTES = "lodewatch_ledger_bytes";
    private static final String SECONDS = "lodewatch_restore_seconds";

    @Option(
            names = "--records",
            paramLabel = "N",
            split = ",",
            defaultValue = "2000000,10000000",
            description = "How many the log holds (default: ${DEFAULT-VALUE}).")
    private List<Long> sizes;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of the instance, and of the reading beside it (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private ReportOption report;

    /**
     * How one instance came back.
     *
     * @param records of the log
     * @param restoreSeconds from the first to the last record read back
     * @param readPerSecond records read and decoded by as many threads, for nothing
     * @param backSeconds from the kill until all partitions ran again
     * @param ids that the ledger knows
     * @param ledgerBytes that it takes
     * @param residentBytes of the instance's process, once it was back
     */
    record Restored(
            long records,
            double restoreSeconds,
            double readPerSecond,
            double backSeconds,
            long ids,
            long ledgerBytes,
            long residentBytes) {

        double perSecond() {
            return records / restoreSeconds;
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Restored> all = new ArrayList<>();
        for (long size : sizes) {
            all.add(restore(size));
        }
        show(all);
        report.write(Report.of("restore", Map.of("records", sizes, "threads", threads), all));
        return 0;
    }

    private Restored restore(long size) throws IOException {
        try (Rig rig = Rig.open()) {
            PublishResult published = Workload.of(size, Workload.DEFAULT_SEED).publish(rig);
            Notes.line("published %,d records in %.1f s", published.records(), published.seconds());
            RecountedLog log = RecountedLog.of(
                    rig, Topics.CUSTOMS_IMPORTS.name(), Topics.CUSTOMS_IMPORTS.partitions(), published.records());
            LogShares expected = LogShares.read(Path.of(log.shares()));
            Measured reading = new ChildJvm(HEAP_TO_READ_MEGABYTES, JOB_PATIENCE)
                    .run(new ConsumeJob(rig.address(), log.reckoned().records(), threads, true), Measured.class);
            double ids;
            double bytes;
            try (InstanceProcess first = start(rig, size).awaitRunning(PATIENCE)) {
                requireShares(rig, expected);
                await("the ledger's size is told", () -> first.metric(RECORDS) > 0);
                ids = first.metric(RECORDS);
                bytes = first.metric(BYTES);
                first.kill();
            }
            long killed = System.nanoTime();
            Notes.line("killed an instance that knew %,.0f record ids", ids);
            try (InstanceProcess again = start(rig, size).awaitRunning(PATIENCE)) {
                double back = (System.nanoTime() - killed) / 1e9;
                await("the ledger is as large as before", () -> again.metric(RECORDS) == ids);
                pass(SETTLING);
                requireShares(rig, expected);
                if (again.metric(RECORDS) != ids || again.metric(BYTES) > 1.1 * bytes) {
                    throw new JobFailedException("the ledger is not what it was before the kill");
                }
                return new Restored(
                        published.records(),
                        again.metric(SECONDS),
                        reading.recordsPerSecond(),
                        back,
                        (long) ids,
                        (long) again.metric(BYTES),
                        again.residentBytes());
            }
        }
    }

    private InstanceProcess start(Rig rig, long size) throws IOException {
        return InstanceProcess.start(
                rig.address(),
                "instance",
                Heap.megabytesFor(size),
                Map.of(StreamsConfiguration.THREADS, Integer.toString(threads)));
    }

    private static void requireShares(Rig rig, LogShares expected) {
        try (TopicReader<byte[], byte[]> reader = rig.cluster().reader(Topics.MINERAL_SHARES.asBytes())) {
            expected.await(reader, PATIENCE);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new JobFailedException("in vain was it awaited that " + what);
            }
            pass(POLL);
        }
    }

    private static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }

    private void show(List<Restored> all) {
        Table table = new Table(
                Column.right("records"),
                Column.right("restored in s"),
                Column.right("records/s"),
                Column.right("a thread"),
                Column.right("read + decode"),
                Column.right("ratio"),
                Column.right("back after s"),
                Column.right("record ids"),
                Column.right("ledger bytes/id"),
                Column.right("RSS MiB"),
                Column.right("RSS bytes/id"));
        for (Restored one : all) {
            table.row(
                    Cell.of(Formats.whole(one.records())),
                    Cell.of(Formats.tenths(one.restoreSeconds())),
                    Cell.of(Formats.whole(one.perSecond())),
                    Cell.of(Formats.whole(one.perSecond() / threads)),
                    Cell.of(Formats.whole(one.readPerSecond())),
                    Cell.of(Formats.ratio(one.perSecond() / one.readPerSecond())),
                    Cell.of(Formats.tenths(one.backSeconds())),
                    Cell.of(Formats.whole(one.ids())),
                    Cell.of(Formats.tenths((double) one.ledgerBytes() / one.ids())),
                    Cell.of(Formats.mebibytes(one.residentBytes())),
                    Cell.of(Formats.whole((double) one.residentBytes() / one.ids())));
        }
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%d threads of the instance, in a cold JVM, as many to read and decode in another; back after the kill when"
                        + " all partitions ran again, which includes up to 10 s until the group had given up the one killed."
                        + " All shares were as a batch over the log gives them, before and after.%n",
                threads);
    }
}
