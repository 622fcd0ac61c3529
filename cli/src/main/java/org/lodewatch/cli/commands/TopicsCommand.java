package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.lodewatch.cli.copy.TopicState;
import org.lodewatch.cli.deepcheck.DeepCheck;
import org.lodewatch.cli.deepcheck.TopicFinding;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.repartition.Repartition;
import org.lodewatch.cli.reset.Reset;
import org.lodewatch.clients.access.AclProvisioning;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "topics", description = "The topics of Lodewatch, and the rights that applications need on them.")
final class TopicsCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(
            name = "create",
            description = "Creates the topics that are missing; with the topic of policies, the initial policies.")
    void create(
            @Mixin ConnectionOptions connection,
            @Option(
                            names = "--replicas",
                            paramLabel = "N",
                            description = "The number of replicas of each topic (default: the brokers' own default).")
                    Optional<Short> replicas,
            @ArgGroup(exclusive = false) AclOptions acls) {
        Screen screen = lodewatch.screen();
        try (KafkaCluster cluster = connection.connect()) {
            if (acls != null) {
                allow(acls.grants(), cluster, screen);
            }
            List<String> created = PolicyTopic.createTopics(cluster, replicas);
            created.forEach(name -> screen.line("created " + name));
            screen.line("%d created, %d existed"
                    .formatted(created.size(), Topics.all().size() - created.size()));
        }
    }

    private static void allow(List<GrantOptions.Grant> grants, KafkaCluster cluster, Screen screen) {
        List<AclBinding> wanted = grants.stream()
                .flatMap(grant -> grant.right().bindings(grant.principal()).stream())
                .distinct()
                .toList();
        List<AclBinding> created = new AclProvisioning(cluster.admin()).create(wanted);
        created.forEach(acl -> screen.line("allowed %s to %s %s %s%s"
                .formatted(
                        acl.entry().principal(),
                        acl.entry().operation(),
                        acl.pattern().resourceType(),
                        acl.pattern().name(),
                        acl.pattern().patternType() == PatternType.PREFIXED ? "*" : "")));
        screen.line("%d ACLs created, %d existed".formatted(created.size(), wanted.size() - created.size()));
    }

    @Command(
            name = "check",
            description =
                    "Prints what is wrong with the topics, and how to correct it. Exit code 1 if anything is. As JSON also"
                            + " with the first and last offsets of each partition: keep that of a source with its copy.")
    int check(
            @Mixin ConnectionOptions connection,
            @Mixin OutputOption output,
            @Mixin CatalogueOption catalogue,
            @Option(
                            names = "--application-id",
                            paramLabel = "ID",
                            defaultValue = Application.DEFAULT_APPLICATION_ID,
                            description = "The application.id of the topology whose changelogs --deep reads (default:"
                                    + " lodewatch).")
                    String applicationId,
            @Option(
                            names = "--deep",
                            description =
                                    "Also reads every topic to its end, and prints each record that does not belong"
                                            + " there, with what to do about it.")
                    boolean deep) {
        Screen screen = lodewatch.screen();
        try (KafkaCluster cluster = connection.connect()) {
            List<String> problems = new ArrayList<>(cluster.topics().check(Topics.all()));
            cluster.partitionProblem().ifPresent(problems::add);
            List<TopicState> states = TopicState.of(cluster.admin(), Topics.all());
            states.forEach(state -> state.lostHead().ifPresent(problems::add));
            Optional<DeepCheck> records =
                    deep ? Optional.of(new DeepCheck(cluster, catalogue.load(), applicationId)) : Optional.empty();
            records.ifPresentOrElse(DeepCheck::run, catalogue::check);
            boolean correct = problems.isEmpty() && records.stream().allMatch(DeepCheck::isClean);
            if (output.json()) {
                screen.json(records.<Object>map(read -> new CheckOfRecords(correct, problems, states, read.findings()))
                        .orElseGet(() -> new Check(correct, problems, states)));
                return correct ? ExitCode.OK : ExitCode.SOFTWARE;
            }
            problems.forEach(screen::note);
            if (problems.isEmpty()) {
                // What is in them comes after it.
                screen.line((deep
                                ? "the settings of all %d topics are as they must be"
                                : "all %d topics are as they must be")
                        .formatted(Topics.all().size()));
            }
            records.ifPresent(read -> {
                read.findings().forEach(finding -> screen.line(finding.sentence()));
                screen.line(read.sentence());
            });
            return correct ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** The JSON form of a check. */
    private record Check(boolean correct, List<String> problems, List<TopicState> topics) {}

    /** The JSON form of a check with --deep. */
    private record CheckOfRecords(
            boolean correct, List<String> problems, List<TopicState> topics, List<TopicFinding> records) {}

    @Command(
            name = "repartition",
            description = {
                "Moves every record of customs-imports into the partition of its key: after the number of partitions was"
                        + " changed, or to change it. Copies the topic and back, and resets the topology. A dry run unless"
                        + " --execute.",
                "Stop all feeds and instances first. If it was interrupted, run it again."
            })
    void repartition(
            @Mixin ConnectionOptions connection,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            description = "The new number of partitions (default: the present one).")
                    Optional<Integer> partitions,
            @Option(
                            names = "--application-id",
                            paramLabel = "ID",
                            defaultValue = Application.DEFAULT_APPLICATION_ID,
                            description = "The topology's application.id (default: lodewatch).")
                    String applicationId,
            @Option(names = "--execute", description = "Executes the steps. Without it they are only printed.")
                    boolean execute) {
        Screen screen = lodewatch.screen();
        try (KafkaCluster cluster = connection.connect()) {
            List<Reset.Step> steps = new Repartition(cluster, new Reset(cluster, applicationId), partitions).plan();
            for (Reset.Step step : steps) {
                screen.line(step.sentence());
                if (execute) {
                    step.execute();
                }
            }
            screen.line(
                    execute
                            ? "done: start the instances and feeds again, and shares and alerts are those of a fresh start"
                            : "nothing is done yet: stop all feeds and instances, and run it again with --execute");
        }
    }

    /** The JSON form of a grant, in Kafka's words. */
    private record Acl(
            String application,
            String principal,
            ResourceType resourceType,
            String resourceName,
            PatternType patternType,
            List<AclOperation> operations) {

        static Acl of(GrantOptions.Grant grant) {
            return new Acl(
                    grant.application().id(),
                    grant.principal(),
                    grant.right().resource().resourceType(),
                    grant.right().resource().name(),
                    grant.right().resource().patternType(),
                    grant.right().operations());
        }
    }

    @Command(
            name = "acls",
            description = "Shows the ACLs that `topics create --acls` creates: the minimum that each application needs."
                    + " Does not connect to a broker.")
    void acls(@Mixin GrantOptions options, @Mixin OutputOption output) {
        List<Acl> acls = options.grants().stream().map(Acl::of).toList();
        if (output.json()) {
            lodewatch.screen().json(acls);
            return;
        }
        Columns<Acl> columns = new Columns<Acl>()
                .left("principal", Acl::principal)
                .left("resource type", acl -> acl.resourceType.name())
                .left("resource name", Acl::resourceName)
                .left("pattern type", acl -> acl.patternType.name())
                .left(
                        "operations",
                        acl -> acl.operations.stream().map(AclOperation::name).collect(Collectors.joining(", ")));
        lodewatch.screen().table(columns, acls);
    }

    static final class AclOptions extends GrantOptions {

        @Option(
                names = "--acls",
                required = true,
                description =
                        "Also grants each application the rights that it needs, and no others: `topics acls` shows"
                                + " them. The brokers must have an authorizer, and this user the right to ALTER the cluster.")
        private boolean wanted;
    }
}
