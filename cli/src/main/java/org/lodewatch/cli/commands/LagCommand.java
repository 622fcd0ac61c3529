package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.AuthorizationException;
import org.lodewatch.cli.lag.LagTable;
import org.lodewatch.cli.output.LiveBlock;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.service.Json;
import org.lodewatch.service.lag.GroupLag;
import org.lodewatch.service.lag.LagJson;
import org.lodewatch.service.lag.LagReport;
import org.lodewatch.service.lag.LagScope;
import org.lodewatch.service.lag.LagStatus;
import org.lodewatch.service.lag.LagTiming;
import org.lodewatch.service.lag.LagWatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lag",
        description = {
            "The lag of groups, in records and in time, and the age of the feeds' data. Exit code 1 if any"
                    + " status is not OK.",
            "Records are counted in the log, without transaction markers; ~ marks a number that is partly estimated."
                    + " The oldest is the age of the oldest record that waits. Where a group is behind, the command"
                    + " observes it for up to 15 seconds to find its rate.",
            "A share group has no position. Its lag is the number of offsets that no member has acknowledged, as the broker"
                    + " counts them, and its oldest record is unknown.",
            "OK: has read everything, or is catching up. UNKNOWN: has committed nothing. WARN: reads, but does not catch"
                    + " up. REWIND: went back. STALL: has members, but does not advance. STOP: has no members."
        })
final class LagCommand extends ClusterCommand implements Callable<Integer> {

    @Mixin
    private OutputOption output;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            defaultValue = LagScope.DEFAULT_APPLICATION,
            description = "The topology's application.id (default: lodewatch).")
    private String application;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description =
                    "Another group: classic, consumer, streams or share; may be repeated. Groups whose names begin with lodewatch- are always"
                            + " shown.")
    private Set<String> groups = new HashSet<>();

    @Option(names = "--partitions", description = "A row for every partition, not only for those that are not OK.")
    private boolean partitions;

    @Option(names = "--watch", description = "Repeats until Ctrl-C; with JSON, a document a line.")
    private boolean watching;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "The time between two reports of --watch (default: 2s).")
    private Duration interval;

    @Override
    public Integer call() {
        LagScope scope = new LagScope(application, groups);
        ClientSettings kafka = requireCluster();
        Optional<String> problem = partitionProblem();
        try (ShutdownSignal signal = new ShutdownSignal();
                LagWatch watch =
                        new LagWatch(kafka.properties(), scope, watching ? LagTiming.STEADY : LagTiming.ONCE)) {
            LagReport report = watching ? follow(watch, signal) : once(watch, kafka.bootstrapServers());
            // The report has it if a feed's checkpoint shows it.
            problem.filter(line -> !report.failure().equals(problem)).ifPresent(screen()::note);
            return report.status() == LagStatus.OK && problem.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Optional<String> partitionProblem() {
        try (KafkaCluster cluster = connect()) {
            return cluster.partitionProblem();
        } catch (AuthorizationException e) {
            // The lag can be shown without the rights that this needs.
            return Optional.empty();
        }
    }

    private LagReport once(LagWatch watch, String servers) {
        LagReport report = watch.sampleUntilCertain();
        requireGroups(report, servers);
        if (output.json()) {
            screen().json(LagJson.of(report));
        } else {
            table(report).forEach(screen()::line);
        }
        return report;
    }

    private LagReport follow(LagWatch watch, ShutdownSignal signal) {
        LiveBlock block = new LiveBlock(screen());
        LagReport report;
        do {
            report = watch.sampleOrFailure();
            if (output.json()) {
                screen().line(Json.line(LagJson.of(report)));
            } else {
                block.show(table(report));
            }
        } while (!signal.comesWithin(interval));
        return report;
    }

    private List<String> table(LagReport report) {
        return new LagTable(partitions).lines(report, screen().colours());
    }

    private void requireGroups(LagReport report, String servers) {
        Set<String> missing = new TreeSet<>(groups);
        report.groups().stream().filter(GroupLag::exists).map(GroupLag::group).forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new OperatorException("there is no group %s at %s: `kafka-groups.sh --list` lists the groups"
                    .formatted(String.join(", ", missing), servers));
        }
        if (report.groups().stream().noneMatch(GroupLag::exists)) {
            throw new OperatorException(
                    "there is nothing to lag behind at %s: run `lodewatch topics create`, or name a group with --group"
                            .formatted(servers));
        }
    }
}
