package org.lodewatch.benchmarks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.lodewatch.benchmarks.chaos.Campaign.Outcome;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "chaos",
        description =
                "Kills, pauses, cuts off and starves brokers, instances, feeds and a notifier while records with every"
                        + " kind of fault flow: first with one broker, then with three and a schema registry. Then compares shares, histories, record"
                        + " sets, rejected rows and notices with a recount. Prints the seed and the first difference if they"
                        + " differ.")
public final class ChaosCommand extends Experiment {

    @Option(names = "--minutes", description = "How long faults happen. Starting and checking come on top.")
    private int minutes = 30;

    @Option(names = "--seed", description = "Of the faults and of the records: the same seed causes the same faults.")
    private long seed = 18;

    @Option(names = "--records", description = "Rows of the bulk feed.")
    private long records = 10_000_000;

    @Option(names = "--kills", description = "Processes killed with SIGKILL.")
    private int kills = 100;

    @Option(names = "--pauses", description = "Processes paused with SIGSTOP.")
    private int pauses = 20;

    @Option(names = "--cuts", description = "Connections cut, delayed or reset.")
    private int cuts = 20;

    @Option(names = "--disks", description = "Disks of brokers filled.")
    private int disks = 5;

    @Option(
            names = "--brokers",
            split = ",",
            paramLabel = "N",
            description = "The clusters: of one broker, of three, or of both in turn.")
    private List<Integer> clusters = List.of(1, 3);

    @Option(names = "--logs", description = "A folder for data and logs, kept afterwards (default: a temporary one).")
    private Optional<Path> logs = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Path directory = logs.isPresent()
                ? Files.createDirectories(logs.get()).toAbsolutePath()
                : Files.createTempDirectory("lodewatch-chaos-");
        List<Outcome> outcomes = new ArrayList<>();
        for (int brokers : clusters) {
            try {
                Outcome outcome = run(brokers, Files.createDirectories(directory.resolve(brokers + "-brokers")));
                outcomes.add(outcome);
                // At once: what comes later may be interrupted.
                show(outcome, directory);
            } catch (BenchmarkException | OperatorException | KafkaException e) {
                print("seed %d, %d broker(s): no result; data and logs are in %s: %s", seed, brokers, directory, e);
            }
        }
        if (outcomes.size() > 1) {
            print(new CampaignReport(outcomes).lines());
        }
        report(Map.of("minutes", minutes, "seed", seed, "records", records), Map.of("outcomes", outcomes));
        long differences = outcomes.stream()
                .mapToLong(outcome -> outcome.differences().size())
                .sum();
        if (outcomes.size() < clusters.size()) {
            return 1;
        }
        print(
                differences == 0
                        ? "seed %d: nothing lost, nothing doubled, no process that lived without working, no server error"
                        : "seed %d: %d differences",
                seed,
                differences);
        return differences == 0 ? 0 : 1;
    }

    /** Prints the result of one cluster. */
    private void show(Outcome outcome, Path directory) {
        CampaignReport table = new CampaignReport(List.of(outcome));
        print(table.lines());
        print("%s", outcome.recount());
        outcome.notDone().forEach(line -> print("not done: %s", line));
        table.ends().forEach((end, count) -> print("%d x %s", count, end));
        if (outcome.differences().isEmpty()) {
            print("seed %d, %d broker(s): no differences", seed, outcome.brokers());
            return;
        }
        print(
                "seed %d, %d broker(s): %d differences; data and logs are in %s",
                seed, outcome.brokers(), outcome.differences().size(), directory);
        outcome.differences().forEach(difference -> print("%s", difference));
    }

    private Outcome run(int brokers, Path directory) throws IOException {
        Duration time = Duration.ofSeconds(minutes * 60L / clusters.size());
        FaultPlan plan = FaultPlan.of(seed + brokers, time, counts(brokers));
        progress(
                "seed %d, %d broker(s), %d faults in %d s; logs in %s",
                seed, brokers, plan.faults().size(), time.toSeconds(), directory);
        try (Campaign campaign = new Campaign(
                new Campaign.Settings(brokers, hasRegistry(brokers), seed, records / clusters.size(), time, plan),
                directory)) {
            return campaign.run();
        }
    }

    private static boolean hasRegistry(int brokers) {
        return brokers > 1;
    }

    /**
     * Half of the faults; the first half rounds up. A single broker is neither killed nor paused, and its disk is not filled: while
     * it starts again its partitions have no leader, and Kafka 4.3.1 then ends a transaction without its markers (KAFKA-20734), so
     * that nothing after it can be read. Three brokers get these faults.
     */
    private Map<Disturbance, Integer> counts(int brokers) {
        boolean several = brokers > 1;
        Map<Disturbance, Integer> counts = new EnumMap<>(Disturbance.class);
        divide(
                share(kills, brokers),
                counts,
                Map.of(
                        Disturbance.KILL_LOAD, 0.12,
                        Disturbance.KILL_FILES, 0.16,
                        Disturbance.KILL_NOTIFIER, 0.12,
                        Disturbance.KILL_BROKER, several ? 0.28 : 0.0),
                Disturbance.KILL_INSTANCE);
        divide(
                share(pauses, brokers),
                counts,
                Map.of(
                        Disturbance.PAUSE_FEED, 0.25,
                        Disturbance.PAUSE_NOTIFIER, 0.15,
                        Disturbance.PAUSE_BROKER, several ? 0.4 : 0.0),
                Disturbance.PAUSE_INSTANCE);
        divide(
                share(cuts, brokers),
                counts,
                Map.of(
                        Disturbance.CUT_RIGHT, 0.35,
                        Disturbance.CUT_BROKER, 0.3),
                Disturbance.CUT_LEFT);
        counts.put(Disturbance.FULL_DISK, several ? disks : 0);
        int few = Math.max(1, share(kills, brokers) / 12);
        for (Disturbance kind : List.of(
                Disturbance.SMALL_HEAP,
                Disturbance.CLOCK_BACK,
                Disturbance.STRANGERS,
                Disturbance.CHANGE_POLICY,
                Disturbance.RECEIVER_AWAY)) {
            counts.put(kind, few);
        }
        if (hasRegistry(brokers)) {
            counts.put(Disturbance.REGISTRY_AWAY, few);
        }
        return counts;
    }

    /** The first share is larger by what remains. */
    private int share(int all, int brokers) {
        int part = all / clusters.size();
        return brokers == clusters.get(0) ? all - part * (clusters.size() - 1) : part;
    }

    private static void divide(
            int all, Map<Disturbance, Integer> counts, Map<Disturbance, Double> parts, Disturbance rest) {
        int left = all;
        for (Map.Entry<Disturbance, Double> part : parts.entrySet()) {
            int count = (int) Math.round(all * part.getValue());
            counts.put(part.getKey(), count);
            left -= count;
        }
        counts.put(rest, left);
    }
}
