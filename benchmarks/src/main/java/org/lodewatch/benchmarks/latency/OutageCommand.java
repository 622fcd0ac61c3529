package org.lodewatch.benchmarks.latency;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.BrokerProcess;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.benchmarks.experiment.InstanceProcess;
import org.lodewatch.benchmarks.experiment.ResultTable;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(
        name = "outage",
        description =
                "Kills one of two instances under a steady load (SIGKILL), and measures how long records then wait"
                        + " until a read_committed reader can read shares with them. Fails if one is lost, or a share is"
                        + " wrong in the end.")
public final class OutageCommand extends Experiment {

    private static final int HISTORY = 100_000;
    private static final int HEAP_MEGABYTES = 768;

    /** Two instances and a broker on the same processors need this long to compile their code. */
    private static final int SECONDS_BEFORE = 75;

    private static final int SECONDS_COMPARED = 20;
    private static final int SECONDS_AFTER = 40;
    private static final int INSTANCES = 2;
    private static final long SECOND = 1_000_000_000;

    /** No record waits this long unless something is wrong. */
    private static final long LATE_SECONDS = 1;

    private static final String SESSION = "consumer.session.timeout.ms";

    /** The group removes a member that is silent for this long, unless a setting says otherwise. */
    private static final String SESSION_MILLIS = "6000";

    @Option(
            names = "--rate",
            description = "Records a second; every other one is watched until its shares can be read.")
    private int rate = 500;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "A setting of the instances that differs from the default, such as " + SESSION + "=6000.")
    private Map<String, String> settings = new HashMap<>();

    /**
     * In seconds.
     *
     * @param imports number of partitions of customs-imports that the killed instance had
     * @param partials number of partitions of lodewatch-partials
     * @param noticed from the kill until the group removed the member
     * @param flowing from the kill until no record waited longer than a second any more
     * @param longestWait of a record, from when it was due until its shares could be read
     * @param usualWait p99 of the records due before the kill
     */
    record Outage(long imports, long partials, double noticed, double flowing, double longestWait, double usualWait) {}

    /** A row of the table. */
    private record Delay(String what, double seconds) {}

    @Override
    public Integer call() throws IOException {
        Outage outage;
        VerificationResult verified;
        try (BrokerProcess broker = BrokerProcess.start();
                SteadyLoad load = new SteadyLoad(broker.cluster())) {
            PolicyTopic.createTopics(broker.cluster(), Optional.empty());
            try (InstanceProcess killed = InstanceProcess.start(broker.address(), "killed", HEAP_MEGABYTES, settings);
                    InstanceProcess other =
                            InstanceProcess.start(broker.address(), "other", HEAP_MEGABYTES, settings)) {
                killed.awaitRunning();
                other.awaitRunning();
                other.await(
                        "both instances have partitions",
                        () -> assigned(broker.cluster()).size() == INSTANCES);
                load.publishHistory(HISTORY);
                load.addPolicy(other);
                outage = killOne(broker.cluster(), load, killed, other);
                verified = other.verify(broker.cluster());
            }
        }
        show(outage, verified);
        report(Map.of("rate", rate, "settings", settings), outage);
        return verified.agrees() ? 0 : 1;
    }

    private Outage killOne(KafkaCluster cluster, SteadyLoad load, InstanceProcess victim, InstanceProcess other) {
        SteadyLoad.Run run = load.prepare(rate, rate / 2, SECONDS_BEFORE + SECONDS_AFTER);
        Map<String, List<TopicPartition>> before = assigned(cluster);
        long due = run.loop.startNanos() + SECONDS_BEFORE * SECOND;
        long[] killedAt = new long[1];
        CompletableFuture<Long> noticed = CompletableFuture.supplyAsync(
                () -> {
                    victim.kill();
                    killedAt[0] = System.nanoTime();
                    progress("killed one of two instances");
                    other.await(
                            "the group has removed the killed instance",
                            () -> assigned(cluster).size() < before.size());
                    return System.nanoTime();
                },
                CompletableFuture.delayedExecutor(due - System.nanoTime(), TimeUnit.NANOSECONDS));
        run.run(false, other::requireAlive);
        long noticedAt = noticed.join();
        long killed = killedAt[0];
        long compared = killed - SECONDS_COMPARED * SECOND;
        double usual = run.shares.micros(compared, killed - SECOND).getValueAtPercentile(99) / 1e6;
        if (usual >= LATE_SECONDS) {
            throw new BenchmarkException(
                    "p99 of the waits was %.1f s already before the kill: the machine is too busy to measure the outage"
                            .formatted(usual));
        }
        Set<String> lost = new HashSet<>(before.keySet());
        lost.removeAll(assigned(cluster).keySet());
        long imports = partitions(before, lost, Topics.CUSTOMS_IMPORTS);
        long partials = partitions(before, lost, Topics.PARTIALS);
        if (imports + partials == 0) {
            throw new BenchmarkException("the killed instance had no partitions: no result");
        }
        long flowing = run.shares.lastSeenLate(LATE_SECONDS * SECOND).orElse(killed);
        return new Outage(
                imports,
                partials,
                (noticedAt - killed) / 1e9,
                (flowing - killed) / 1e9,
                run.shares.micros(compared).getMaxValue() / 1e6,
                usual);
    }

    private static long partitions(Map<String, List<TopicPartition>> assigned, Set<String> clients, Topic<?, ?> topic) {
        return clients.stream()
                .flatMap(client -> assigned.get(client).stream())
                .filter(partition -> partition.topic().equals(topic.name()))
                .count();
    }

    /** The partitions of each instance that has some. */
    private static Map<String, List<TopicPartition>> assigned(KafkaCluster cluster) {
        String group = Application.DEFAULT_APPLICATION_ID;
        return KafkaFutures.await(
                        cluster.admin().describeConsumerGroups(List.of(group)).all())
                .get(group)
                .members()
                .stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .collect(Collectors.groupingBy(
                        member -> member.clientId().replaceFirst("-StreamThread.*", ""),
                        Collectors.flatMapping(
                                member -> member.assignment().topicPartitions().stream(), Collectors.toList())));
    }

    private void show(Outage outage, VerificationResult verified) {
        double session = Double.parseDouble(settings.getOrDefault(SESSION, SESSION_MILLIS)) / 1e3;
        print(new ResultTable<Delay>()
                .text("after SIGKILL of one of two instances", Delay::what)
                .tenths("seconds", Delay::seconds)
                .ratio("/ session timeout", row -> row.seconds() / session)
                .lines(List.of(
                        new Delay("its group has removed it", outage.noticed()),
                        new Delay("no record waits longer than 1 s", outage.flowing()),
                        new Delay("longest wait of a record for its shares", outage.longestWait()))));
        print(
                "%,d records/s by %s; the one that was killed had %d of %d partitions of customs-imports and %d of %d of"
                        + " lodewatch-partials; until then p99 of the waits was %.0f ms.",
                rate,
                SteadyLoad.PRODUCER,
                outage.imports(),
                Topics.INPUT_PARTITIONS,
                outage.partials(),
                Topics.BOOK_PARTITIONS,
                1e3 * outage.usualWait());
        print("%s", verified.sentence());
    }
}
