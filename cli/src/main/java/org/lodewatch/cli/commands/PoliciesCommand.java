package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.lodewatch.cli.policies.PoliciesReport;
import org.lodewatch.cli.policies.PolicyFile;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.messages.DependencePolicy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "policies",
        description = "What is watched, and where warning and critical lie. Changes take effect while everything runs.")
final class PoliciesCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(name = "list", description = "The policies that stand; as JSON in the form that apply takes.")
    void list(@Mixin ConnectionOptions connection, @Mixin OutputOption output) {
        try (KafkaCluster cluster = connection.connect()) {
            PoliciesReport report =
                    new PoliciesReport(new PolicyTopic(cluster).current().values());
            if (output.json()) {
                lodewatch.screen().json(report.json());
            } else {
                lodewatch.screen().table(report.table());
            }
        }
    }

    @Command(name = "apply", description = "Makes the policies of a file stand, in place of those with the same ids.")
    void apply(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "FILE", description = "A JSON object, or an array of them.") Path file) {
        List<DependencePolicy> wanted = new PolicyFile(file).read();
        try (KafkaCluster cluster = connection.connect()) {
            List<DependencePolicy> changed = new PolicyTopic(cluster).apply(wanted);
            changed.forEach(
                    policy -> lodewatch.screen().line("%s, version %d".formatted(policy.getId(), policy.getVersion())));
            if (changed.size() < wanted.size()) {
                lodewatch.screen().line("%d stood like that already".formatted(wanted.size() - changed.size()));
            }
        }
    }

    @Command(name = "delete", description = "Takes a policy back; its alerts resolve.")
    void delete(
            @Mixin ConnectionOptions connection,
            @Parameters(paramLabel = "ID", description = "The policy's id.") String id) {
        try (KafkaCluster cluster = connection.connect()) {
            new PolicyTopic(cluster).delete(id);
            lodewatch.screen().line(id + " deleted");
        }
    }
}
