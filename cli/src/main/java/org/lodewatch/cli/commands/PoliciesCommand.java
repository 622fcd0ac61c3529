package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.cli.backtest.PolicyPreview;
import org.lodewatch.cli.cases.PolicyFile;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Confirmation;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyJson;
import org.lodewatch.service.api.PolicyReview;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "policies",
        description = "What is watched, and the warning and critical lines. Changes take effect without a restart.",
        subcommands = {PolicyTestCommand.class, PolicyCheckCommand.class})
final class PoliciesCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    Screen screen() {
        return lodewatch.screen();
    }

    @Command(name = "list", description = "The current policies; as JSON in the form that apply takes.")
    void list(@Mixin ConnectionOptions connection, @Mixin OutputOption output) {
        try (KafkaCluster cluster = connection.connect()) {
            Collection<DependencePolicy> policies =
                    new PolicyTopic(cluster).current().values();
            if (output.json()) {
                lodewatch.screen().json(policies.stream().map(PolicyJson::of).toList());
            } else {
                lodewatch.screen().table(columns(), policies);
            }
        }
    }

    private static Columns<DependencePolicy> columns() {
        return new Columns<DependencePolicy>()
                .left("id", DependencePolicy::getId)
                .right("version", policy -> Long.toString(policy.getVersion()))
                .left(
                        "subject",
                        policy -> Optional.ofNullable(policy.getSubjectName())
                                .orElseGet(() -> Json.word(policy.getSubject())))
                .left("metric", policy -> Json.word(policy.getMetric()) + " by " + Json.word(policy.getMeasure()))
                .right("warning", policy -> Figures.plain(policy.getWarning()))
                .right("critical", policy -> Figures.plain(policy.getCritical()))
                .left(
                        "books",
                        policy -> "%s/%s/%s".formatted(policy.getDataset(), policy.getReporter(), policy.getMineral()))
                .left("enabled", policy -> policy.getEnabled() ? "yes" : "no")
                .left("description", DependencePolicy::getDescription);
    }

    @Command(
            name = "apply",
            description = "Publishes the policies of a file. They replace those with the same ids. Refused if a policy"
                    + " selects nothing that is known, or its lines seem to have another unit.")
    void apply(
            @Mixin ConnectionOptions connection,
            @Mixin CatalogueOption catalogue,
            @Option(
                            names = "--force",
                            description = "Publishes policies that select nothing known, or whose lines seem to have"
                                    + " another unit.")
                    boolean force,
            @Option(
                            names = "--yes",
                            description = "Shows what changes, and applies the policies without asking. Where input and"
                                    + " output are no terminal, nothing is asked either, nor shown.")
                    boolean yes,
            @Parameters(paramLabel = "FILE", description = "A JSON object, or an array of them.") Path file) {
        List<DependencePolicy> wanted = PolicyFile.read(file);
        Catalogue loaded = catalogue.load();
        try (KafkaCluster cluster = connection.connect()) {
            if (!force) {
                PolicyReview review =
                        PolicyReview.connect(loaded, cluster.settings().with(Map.of()));
                review.require(wanted, "--force");
                if (!review.knowsDatasets() && wanted.stream().anyMatch(policy -> isName(policy.getDataset()))) {
                    lodewatch.screen().note("no dataset is published yet, so the datasets are not checked");
                }
            }
            Confirmation confirmation = lodewatch.confirmation();
            if ((yes || confirmation.isAsked())
                    && new PolicyPreview(screen()).print(wanted, cluster, loaded)
                    && !yes
                    && !confirmation.ask("Apply?")) {
                screen().line("nothing applied");
                return;
            }
            List<DependencePolicy> changed = new PolicyTopic(cluster).apply(wanted);
            changed.forEach(
                    policy -> lodewatch.screen().line("%s, version %d".formatted(policy.getId(), policy.getVersion())));
            if (changed.size() < wanted.size()) {
                lodewatch.screen().line("%d unchanged".formatted(wanted.size() - changed.size()));
            }
        }
    }

    /** Whether a glob is one name. */
    private static boolean isName(String glob) {
        return glob.indexOf('*') < 0 && glob.indexOf('?') < 0;
    }

    @Command(name = "delete", description = "Deletes a policy; its alerts resolve.")
    void delete(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "ID", description = "The policy's id.") String id) {
        try (KafkaCluster cluster = connection.connect()) {
            new PolicyTopic(cluster).delete(id);
            lodewatch.screen().line(id + " deleted");
        }
    }
}
