package org.lodewatch.local.cli;

import java.util.List;
import java.util.Optional;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.policies.StandingPolicies;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "topics", description = "The topics of Lodewatch.")
final class TopicsCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(
            name = "create",
            description = "Creates those that are missing; with the topic of policies, the policies that stand from the"
                    + " start.")
    void create(
            @Mixin ConnectionOptions connection,
            @Option(
                            names = "--replicas",
                            paramLabel = "N",
                            description = "How many brokers keep each of them (default: the brokers' own default).")
                    Optional<Short> replicas) {
        try (KafkaCluster cluster = connection.connect()) {
            List<String> created = StandingPolicies.createTopics(cluster, replicas);
            created.forEach(name -> lodewatch.screen().line("created " + name));
            lodewatch
                    .screen()
                    .line("%d created, %d were there"
                            .formatted(created.size(), Topics.all().size() - created.size()));
        }
    }

    @Command(
            name = "check",
            description = "Says what is wrong with them, and how to mend it. Exit code 1 if anything is.")
    int check(@Mixin ConnectionOptions connection) {
        try (KafkaCluster cluster = connection.connect()) {
            List<String> problems = cluster.topics().check(Topics.all());
            problems.forEach(lodewatch.screen()::note);
            if (problems.isEmpty()) {
                lodewatch
                        .screen()
                        .line("all %d topics are as they must be"
                                .formatted(Topics.all().size()));
            }
            return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
