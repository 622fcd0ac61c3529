package org.lodewatch.benchmarks.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.JobProcess;
import org.lodewatch.benchmarks.experiment.Measured;
import org.lodewatch.benchmarks.experiment.Patience;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.raw.ConsumeJob;
import org.lodewatch.benchmarks.workload.LogShares;
import org.lodewatch.benchmarks.workload.RecountedLog;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "restore",
        description =
                "Kills an instance (SIGKILL) that has replayed a log of synthetic imports, and starts it again. Measures"
                        + " how fast it restores its state from the log, compared with reading and decoding the log alone, and how"
                        + " much memory a record needs. Fails if the restored state differs, or a share is not what a batch over"
                        + " the log computes. 50,000,000 records need some 20 GiB of memory and disk.")
public final class RestoreCommand extends Experiment {

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration JOB_PATIENCE = Duration.ofMinutes(10);

    /** After this time a restored instance has published everything that it publishes again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int READER_HEAP_MEGABYTES = 512;
    private static final double MAX_LEDGER_GROWTH = 1.1;

    private static final String RECORDS = "lodewatch_ledger_records";
    private static final String BYTES = "lodewatch_ledger_bytes";
    private static final String SECONDS = "lodewatch_restore_seconds";

    @Option(names = "--records", split = ",", description = "Records in the log.")
    private List<Long> sizes = List.of(2_000_000L, 10_000_000L);

    @Option(names = "--threads", description = "Threads of the instance, and of the reader.")
    private int threads = 2;

    /**
     * One restore.
     *
     * @param records in the log
     * @param restoreSeconds from the first to the last record read
     * @param readPerSecond records that as many threads read and decode, without using them
     * @param backSeconds from the kill until all partitions ran again
     * @param ids record ids in the ledgers
     * @param ledgerBytes memory of the ledgers
     * @param residentBytes of the process after the restore
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
        print(new ResultTable<Restored>()
                .whole("records", Restored::records)
                .tenths("restored in s", Restored::restoreSeconds)
                .whole("records/s", Restored::perSecond)
                .whole("a thread", row -> row.perSecond() / threads)
                .whole("read + decode", Restored::readPerSecond)
                .ratio("ratio", row -> row.perSecond() / row.readPerSecond())
                .tenths("back after s", Restored::backSeconds)
                .whole("record ids", Restored::ids)
                .tenths("ledger bytes/id", row -> (double) row.ledgerBytes() / row.ids())
                .mebibytes("RSS MiB", Restored::residentBytes)
                .whole("RSS bytes/id", row -> (double) row.residentBytes() / row.ids())
                .lines(all));
        print(
                "%d threads of the instance, in a cold JVM, as many to read and decode in another; back after the kill when"
                        + " all partitions ran again, which includes the time until the group had removed it."
                        + " All shares were as a batch over the log computes them, before and after.",
                threads);
        report(Map.of("records", sizes, "threads", threads), all);
        return 0;
    }

    private Restored restore(long size) throws IOException {
        try (BrokerProcess broker = BrokerProcess.start()) {
            Workload workload = Workload.of(size, Workload.DEFAULT_SEED);
            Workload.PublishedRows published = workload.publish(broker);
            RecountedLog log = RecountedLog.of(broker, workload);
            LogShares expected = LogShares.read(Path.of(log.shares()));
            Measured reading = JobProcess.run(
                            new ConsumeJob(broker.address(), log.records(), threads, true),
                            Measured.class,
                            1,
                            READER_HEAP_MEGABYTES,
                            JOB_PATIENCE)
                    .get(0);
            double ids;
            double bytes;
            try (InstanceProcess first = start(broker, size).awaitRunning()) {
                requireShares(broker, expected, first);
                first.await("the metrics have the ledger's size", () -> first.metric(RECORDS) > 0);
                ids = first.metric(RECORDS);
                bytes = first.metric(BYTES);
                first.kill();
            }
            long killed = System.nanoTime();
            progress("killed an instance with %,.0f record ids", ids);
            try (InstanceProcess again = start(broker, size).awaitRunning()) {
                double back = (System.nanoTime() - killed) / 1e9;
                again.await("the ledger is as large as before", () -> again.metric(RECORDS) == ids);
                Polling.pause(PAUSE);
                requireShares(broker, expected, again);
                if (again.metric(RECORDS) != ids || again.metric(BYTES) > MAX_LEDGER_GROWTH * bytes) {
                    throw new BenchmarkException("the ledger differs from that before the kill");
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

    private InstanceProcess start(BrokerProcess broker, long size) throws IOException {
        return InstanceProcess.start(
                broker.address(),
                "instance",
                JobProcess.heapMegabytes(size),
                Map.of(StreamsConfiguration.THREADS, Integer.toString(threads)));
    }

    private static void requireShares(BrokerProcess broker, LogShares expected, InstanceProcess instance) {
        try (TopicReader<byte[], byte[]> reader = broker.cluster().reader(Topics.MINERAL_SHARES.asBytes())) {
            expected.await(reader, Patience.withCluster(broker.cluster().admin(), PATIENCE), instance::requireAlive);
        }
    }
}
