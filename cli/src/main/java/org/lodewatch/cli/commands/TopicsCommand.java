package org.lodewatch.cli.commands;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.lodewatch.cli.access.Grant;
import org.lodewatch.cli.access.GrantsReport;
import org.lodewatch.cli.policies.StandingPolicies;
import org.lodewatch.clients.access.AclProvisioning;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "topics", description = "The topics of Lodewatch, and who may do what with them.")
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
                    Optional<Short> replicas,
            @ArgGroup(exclusive = false) AclOptions acls) {
        try (KafkaCluster cluster = connection.connect()) {
            if (acls != null) {
                allow(acls.grants(), cluster);
            }
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

    @Command(
            name = "acls",
            description =
                    "Shows what `topics create --acls` allows whom: the least that each application needs. Asks no"
                            + " broker.")
    void acls(@Mixin GrantOptions options, @Mixin OutputOption output) {
        GrantsReport report = new GrantsReport(options.grants());
        if (output.json()) {
            lodewatch.screen().json(report.json());
        } else {
            lodewatch.screen().table(report.table());
        }
    }

    private void allow(List<Grant> grants, KafkaCluster cluster) {
        List<AclBinding> wanted = grants.stream()
                .flatMap(grant -> grant.bindings().stream())
                .distinct()
                .toList();
        List<AclBinding> created = new AclProvisioning(cluster.admin()).create(wanted);
        created.forEach(acl -> lodewatch
                .screen()
                .line("allowed %s to %s %s %s%s"
                        .formatted(
                                acl.entry().principal(),
                                acl.entry().operation(),
                                acl.pattern().resourceType(),
                                acl.pattern().name(),
                                acl.pattern().patternType() == PatternType.PREFIXED ? "*" : "")));
        lodewatch
                .screen()
                .line("%d ACLs created, %d were there".formatted(created.size(), wanted.size() - created.size()));
    }

    static final class AclOptions extends GrantOptions {

        @Option(
                names = "--acls",
                required = true,
                description =
                        "Also allows each application what it needs, and nothing more: `topics acls` shows it. The"
                                + " brokers must have an authorizer, and this user the right to ALTER the cluster.")
        private boolean wanted;
    }
}
