package org.lodewatch.benchmarks.latency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.benchmarks.workload.Workload;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.verify.VerificationResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(
        name = "latency",
        description =
                "Publishes records at a steady rate. Measures the time from when a record was due until a read_committed"
                        + " reader can read the record, the shares with it, and the alert that it triggers. Fails if one is"
                        + " missing or comes twice.")
public final class LatencyCommand extends Experiment {

    /** Of each rate, before it is measured. Results of this time are checked as well. */
    private static final int UNMEASURED_SECONDS = 10;

    private static final int HEAP_MEGABYTES = 1024;
    private static final long SECOND = 1_000_000_000;

    @Option(names = "--rates", split = ",", description = "Records a second.")
    private List<Integer> rates = List.of(1_000, 5_000, 20_000);

    @Option(names = "--seconds", description = "How long each rate is measured.")
    private int seconds = 40;

    @Option(
            names = "--warm-up",
            description =
                    "Seconds of the highest rate before anything is measured, in which the JVMs compile their code.")
    private int warmUp = 180;

    @Option(names = "--triggers", description = "Records a second that trigger an alert.")
    private int triggersPerSecond = 100;

    @Option(names = "--history", description = "Records of the same trade in the log before the load.")
    private int history = 100_000;

    @Option(
            names = "--books",
            showDefaultValue = Visibility.NEVER,
            description =
                    "Books of the trade, at most, beside those of the triggers. Without it, each mineral and form is a book.")
    private int books = Integer.MAX_VALUE;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "A setting of the instances that differs from the default, such as flush.interval.ms=15.")
    private Map<String, String> settings = new HashMap<>();

    /**
     * Times from when triggers were due, in milliseconds.
     *
     * @param to what could be read then
     * @param samples number of triggers that were measured
     * @param toRecord p99 divided by that of the record itself, in the same run
     */
    record Latency(
            int rate, String to, long samples, double p50, double p99, double p999, double max, double toRecord) {

        Latency(int rate, String to, Histogram micros, Histogram record) {
            this(
                    rate,
                    to,
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3,
                    (double) micros.getValueAtPercentile(99) / record.getValueAtPercentile(99));
        }
    }

    /**
     * One rate.
     *
     * @param sentLateMillis largest delay in sending a record, which is part of the times
     * @param processors that the instance used
     */
    record RateLoad(int rate, double sentLateMillis, double processors) {}

    @Override
    public Integer call() throws IOException {
        for (int rate : rates) {
            if (rate % triggersPerSecond != 0 || rate == triggersPerSecond) {
                throw new BenchmarkException(
                        "%d records a second cannot have %d triggers at even distances: choose a divisor with --triggers"
                                .formatted(rate, triggersPerSecond));
            }
        }
        List<Latency> latencies = new ArrayList<>();
        List<RateLoad> loads = new ArrayList<>();
        VerificationResult verified;
        try (BrokerProcess broker = BrokerProcess.start();
                SteadyLoad load = new SteadyLoad(broker.cluster(), Workload.mineralsOf(books))) {
            PolicyTopic.createTopics(broker.cluster(), Optional.empty());
            load.publishHistory(history);
            try (InstanceProcess instance =
                    InstanceProcess.start(broker.address(), "instance", HEAP_MEGABYTES, settings)) {
                instance.awaitRunning();
                load.addPolicy(instance);
                int highest = Collections.max(rates);
                progress("%,d records/s for %d s to warm up", highest, warmUp);
                load.prepare(highest, triggersPerSecond, warmUp).run(true, instance::requireAlive);
                for (int rate : rates) {
                    progress("%,d records/s for %d s", rate, UNMEASURED_SECONDS + seconds);
                    measure(load, rate, instance, latencies, loads);
                }
                verified = instance.verify(broker.cluster());
            }
        }
        show(latencies, loads, verified);
        report(
                Map.of(
                        "rates",
                        rates,
                        "seconds",
                        seconds,
                        "warmUp",
                        warmUp,
                        "triggersPerSecond",
                        triggersPerSecond,
                        "history",
                        history,
                        "settings",
                        settings,
                        "books",
                        books),
                Map.of("latencies", latencies, "loads", loads));
        return verified.agrees() ? 0 : 1;
    }

    private void measure(
            SteadyLoad load, int rate, InstanceProcess instance, List<Latency> latencies, List<RateLoad> loads) {
        SteadyLoad.Run run = load.prepare(rate, triggersPerSecond, UNMEASURED_SECONDS + seconds);
        double cpu = instance.cpuSeconds();
        long begun = System.nanoTime();
        run.run(true, instance::requireAlive);
        double processors = (instance.cpuSeconds() - cpu) * SECOND / (System.nanoTime() - begun);
        long from = run.loop.startNanos() + UNMEASURED_SECONDS * SECOND;
        Histogram record = run.records.micros(from);
        latencies.add(new Latency(rate, "record", record, record));
        latencies.add(new Latency(rate, "shares", run.shares.micros(from), record));
        latencies.add(new Latency(rate, "alert", run.alerts.micros(from), record));
        loads.add(new RateLoad(rate, run.loop.maxLateNanos() / 1e6, processors));
    }

    private void show(List<Latency> latencies, List<RateLoad> loads, VerificationResult verified) {
        print(new ResultTable<Latency>()
                .whole("records/s", Latency::rate)
                .text("until readable", Latency::to)
                .tenths("p50 ms", Latency::p50)
                .tenths("p99 ms", Latency::p99)
                .tenths("p99.9 ms", Latency::p999)
                .tenths("max ms", Latency::max)
                .ratio("p99 / record's", Latency::toRecord)
                .lines(latencies));
        print(
                "Times from when a record was due, sent late or not, by %s; %,d triggers a rate, one alert each, read by"
                        + " read_committed readers.",
                SteadyLoad.PRODUCER, (long) triggersPerSecond * seconds);
        for (RateLoad load : loads) {
            print(
                    "%,d records/s: sent %.1f ms late at most; the instance kept %.2f processors busy.",
                    load.rate(), load.sentLateMillis(), load.processors());
        }
        print("%s", verified.sentence());
    }
}
