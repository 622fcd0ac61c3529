package org.lodewatch.benchmarks.latency;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.benchmarks.frame.Formats;
import org.lodewatch.benchmarks.frame.InstanceProcess;
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
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description =
                "Kills one of two instances under a steady load (SIGKILL), and measures how long records then wait"
                        + " until a read_committed reader has shares that hold them. Fails if one is lost, or a share is wrong in the"
                        + " end.")
public final class OutageCommand implements Callable<Integer> {

    private static final int HISTORY = 100_000;
    private static final int HEAP_MEGABYTES = 768;
    /** Until two instances and a broker on the same processors have compiled themselves. */
    private static final int SECONDS_BEFORE = 75;

    private static final int SECONDS_SETTLED = 20;
    private static final int SECONDS_AFTER = 40;
    private static final int BOTH = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SECOND = 1_000_000_000;

    /** No record waits that long while all is well. */
    private static final long LATE_SECONDS = 1;

    private static final long POLL_MILLIS = 50;

    /** What a member is given to be silent before its group gives it up, unless the operator says otherwise. */
    private static final double SESSION_SECONDS = 10;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Records a second; every other one is watched until its shares are out (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Mixin
    private ReportOption report;

    /**
     * In seconds.
     *
     * @param imports how many of the partitions of customs-imports the killed instance had
     * @param partials how many of the partitions of lodewatch-partials
     * @param noticed from the kill until the group knew
     * @param flowing from the kill until no record waited longer than a second any more
     * @param longestWait of a record, from when it was due until its shares were readable
     * @param usualWait p99 of those due before the kill
     */
    record Outage(long imports, long partials, double noticed, double flowing, double longestWait, double usualWait) {}

    @Override
    public Integer call() throws IOException {
        Outage outage;
        VerificationResult verified;
        try (Rig rig = Rig.open();
                LiveFeed feed = new LiveFeed(rig.cluster(), Catalogue.bundled(), LatencyCommand.NEWEST)) {
            PolicyTopic.createTopics(rig.cluster(), Optional.empty());
            Triggers triggers = new Triggers(Catalogue.bundled(), LatencyCommand.REPORTERS, LatencyCommand.NEWEST);
            try (InstanceProcess killed = InstanceProcess.start(rig.address(), "killed", HEAP_MEGABYTES, Map.of());
                    InstanceProcess other = InstanceProcess.start(rig.address(), "other", HEAP_MEGABYTES, Map.of())) {
                killed.awaitRunning(PATIENCE);
                other.awaitRunning(PATIENCE);
                await(
                        "both instances have partitions",
                        () -> clients(rig.cluster()).size() == BOTH);
                feed.next(HISTORY).forEach(feed::send);
                triggers.before().forEach(feed::send);
                feed.flush();
                Verification verification = new Verification(rig.cluster(), Catalogue.bundled(), WindowRule.DEFAULT);
                LatencyCommand.requireKeptUp(verification.await(PATIENCE));
                // Not before, since of two lines of a book one may be counted before the other.
                new PolicyTopic(rig.cluster()).apply(List.of(Triggers.policy()));
                outage = killOne(rig.cluster(), feed, triggers, killed);
                verified = verification.await(PATIENCE);
            }
        }
        show(outage, verified);
        report.write(Report.of("outage", Map.of("rate", rate), outage));
        return verified.agrees() ? 0 : 1;
    }

    private Outage killOne(KafkaCluster cluster, LiveFeed feed, Triggers triggers, InstanceProcess victim) {
        SteadyRun run = new SteadyRun(cluster, feed, triggers, 0, rate, rate / 2, SECONDS_BEFORE + SECONDS_AFTER);
        Set<String> before = clients(cluster);
        Map<String, List<TopicPartition>> assigned = assigned(cluster);
        long due = run.startNanos() + SECONDS_BEFORE * SECOND;
        long[] killedAt = new long[1];
        CompletableFuture<Long> noticed = CompletableFuture.runAsync(
                        () -> {
                            victim.kill();
                            killedAt[0] = System.nanoTime();
                            Notes.line("killed one of two instances");
                        },
                        CompletableFuture.delayedExecutor(due - System.nanoTime(), TimeUnit.NANOSECONDS))
                .thenApply(killed -> {
                    await("the group has noticed", () -> clients(cluster).size() < before.size());
                    return System.nanoTime();
                });
        run.run(false);
        long noticedAt = noticed.join();
        run.requireShares();
        long settled = killedAt[0] - SECONDS_SETTLED * SECOND;
        double usual = run.shares().micros(settled, killedAt[0] - SECOND).getValueAtPercentile(99) / 1e6;
        if (usual >= LATE_SECONDS) {
            throw new JobFailedException(
                    ("p99 of the waits was %.1f s already before the kill: the machine is too busy to tell what comes of the"
                                    + " kill; no result")
                            .formatted(usual));
        }
        Set<String> left = clients(cluster);
        List<TopicPartition> lost = before.stream()
                .filter(client -> !left.contains(client))
                .flatMap(client -> assigned.get(client).stream())
                .toList();
        long killed = killedAt[0];
        long flowing = run.shares()
                .lastSeenLate(LATE_SECONDS * SECOND)
                .orElseThrow(() -> new JobFailedException("no record waited: what was killed had no partitions"));
        return new Outage(
                lost.stream()
                        .filter(partition -> partition.topic().equals(Topics.CUSTOMS_IMPORTS.name()))
                        .count(),
                lost.stream()
                        .filter(partition -> partition.topic().equals(Topics.PARTIALS.name()))
                        .count(),
                (noticedAt - killed) / 1e9,
                (flowing - killed) / 1e9,
                run.shares().micros(settled).getMaxValue() / 1e6,
                usual);
    }

    /** The instances that have partitions. */
    private static Set<String> clients(KafkaCluster cluster) {
        return assigned(cluster).keySet();
    }

    private static Map<String, List<TopicPartition>> assigned(KafkaCluster cluster) {
        String group = Application.DEFAULT_APPLICATION_ID;
        return KafkaFutures.await(
                        cluster.admin().describeConsumerGroups(List.of(group)).all())
                .get(group)
                .members()
                .stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .collect(Collectors.groupingBy(
                        OutageCommand::client,
                        Collectors.flatMapping(
                                member -> member.assignment().topicPartitions().stream(), Collectors.toList())));
    }

    private static String client(MemberDescription member) {
        return member.clientId().replaceFirst("-StreamThread.*", "");
    }

    private static void await(String what, BooleanSupplier condition) {
        boolean reached =
                Polling.until(found -> found, condition::getAsBoolean, Duration.ofMillis(POLL_MILLIS), PATIENCE);
        if (!reached) {
            throw new JobFailedException("timed out waiting until " + what);
        }
    }

    private void show(Outage outage, VerificationResult verified) {
        Table table = new Table(
                Column.left("after SIGKILL of one of two instances"),
                Column.right("seconds"),
                Column.right("/ session timeout"));
        row(table, "its group knows", outage.noticed());
        row(table, "no record waits longer than 1 s", outage.flowing());
        row(table, "longest wait of a record for its shares", outage.longestWait());
        System.out.println(Machine.here().line());
        table.lines(false).forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%,d records/s by %s; the one that was killed had %d of %d partitions of customs-imports and %d of %d of"
                        + " lodewatch-partials; until then p99 of the waits was %.0f ms.%n",
                rate,
                LiveFeed.HOW,
                outage.imports(),
                Topics.INPUT_PARTITIONS,
                outage.partials(),
                Topics.BOOK_PARTITIONS,
                1e3 * outage.usualWait());
        System.out.println(verified.sentence());
    }

    private static void row(Table table, String what, double seconds) {
        table.row(Cell.of(what), Cell.of(Formats.tenths(seconds)), Cell.of(Formats.ratio(seconds / SESSION_SECONDS)));
    }
}
