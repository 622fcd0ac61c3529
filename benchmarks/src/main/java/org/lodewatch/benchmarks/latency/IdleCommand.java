package org.lodewatch.benchmarks.latency;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.experiment.WrittenRecords;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "idle",
        description = "Counts the records that brokers write because of an idle instance: in all topics,"
                + " those of offsets and transactions included. Fails if it is 5 records a second or more.")
public final class IdleCommand extends Experiment {

    private static final double LIMIT = 5;
    private static final long RECORDS = 100_000;
    private static final int HEAP_MEGABYTES = 512;

    /** Longer than past windows are delayed, and than commits without records take. */
    private static final Duration PAUSE = Duration.ofSeconds(15);

    @Option(names = "--seconds", description = "How long it is observed.")
    private int seconds = 60;

    /**
     * What was written.
     *
     * @param records by topic, where there were any
     * @param processors that the instance used
     */
    record Idle(double perSecond, Map<String, Long> records, double processors) {}

    /** A row of the table. */
    private record Written(String topic, long records, double perSecond) {}

    @Override
    public Integer call() throws IOException {
        Idle idle;
        VerificationResult verified;
        try (BrokerProcess broker = BrokerProcess.start()) {
            Workload.of(RECORDS, Workload.DEFAULT_SEED).publish(broker);
            try (InstanceProcess instance =
                    InstanceProcess.start(broker.address(), "instance", HEAP_MEGABYTES, Map.of())) {
                verified = instance.awaitRunning().verify(broker.cluster());
                Polling.pause(PAUSE);
                progress("watching an idle instance for %d s", seconds);
                idle = watch(broker.cluster().admin(), instance);
            }
        }
        show(idle, verified);
        report(Map.of("seconds", seconds), idle);
        return verified.agrees() && idle.perSecond() < LIMIT ? 0 : 1;
    }

    private Idle watch(Admin admin, InstanceProcess instance) {
        double cpu = instance.cpuSeconds();
        Map<String, Long> before = WrittenRecords.byTopic(admin);
        if (before.getOrDefault(Topics.CUSTOMS_IMPORTS.name(), 0L) < RECORDS) {
            throw new BenchmarkException("the end offsets do not show what was published: no result");
        }
        long start = System.nanoTime();
        Polling.pause(Duration.ofSeconds(seconds));
        instance.requireAlive();
        Map<String, Long> written = WrittenRecords.byTopic(admin);
        double elapsed = (System.nanoTime() - start) / 1e9;
        written.replaceAll((topic, end) -> end - before.getOrDefault(topic, 0L));
        written.values().removeIf(records -> records <= 0);
        long all = written.values().stream().mapToLong(Long::longValue).sum();
        return new Idle(all / elapsed, written, (instance.cpuSeconds() - cpu) / elapsed);
    }

    private void show(Idle idle, VerificationResult verified) {
        List<Written> rows = new ArrayList<>();
        idle.records().forEach((topic, records) -> rows.add(new Written(topic, records, (double) records / seconds)));
        long all = rows.stream().mapToLong(Written::records).sum();
        rows.add(new Written("all", all, idle.perSecond()));
        print(new ResultTable<Written>()
                .text("topic", Written::topic)
                .whole("records", Written::records)
                .ratio("records/s", Written::perSecond)
                .ratio("/ 5 a second", row -> row.perSecond() / LIMIT)
                .lines(rows));
        print(
                "One instance with the default settings, idle for %d s; it kept %.3f processors busy.",
                seconds, idle.processors());
        print("%s", verified.sentence());
    }
}
