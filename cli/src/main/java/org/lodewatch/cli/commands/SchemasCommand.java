package org.lodewatch.cli.commands;

import java.util.ArrayList;
import java.util.List;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.clients.registry.SchemaRegistry;
import org.lodewatch.clients.registry.SchemaRegistry.Registered;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.RegistrySubject;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "schemas",
        description = "The schemas, in a schema registry, of the topics that other applications use.")
final class SchemasCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Command(
            name = "register",
            description = "Registers the schemas that are missing, and sets the compatibility of their subjects to"
                    + " FULL_TRANSITIVE. Exit code 1 if the registry does not return all that was sent.")
    int register(@Mixin ConnectionOptions connection) {
        SchemaRegistry registry = registry(connection);
        Screen screen = lodewatch.screen();
        List<String> losses = new ArrayList<>();
        subjects().forEach(subject -> {
            Registered registered = registry.register(subject.name(), subject.schema());
            screen.line("%s: schema %d, %s"
                    .formatted(subject.name(), registered.id(), registered.isNew() ? "new" : "known"));
            registry.loss(subject.name(), subject.schema(), registered.id()).ifPresent(losses::add);
        });
        losses.forEach(screen::note);
        return losses.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    @Command(
            name = "check",
            description =
                    "Lists the schemas that are missing or incompatible, or of which the registry does not return all that"
                            + " was sent, such as a default symbol. Exit code 1 if any is.")
    int check(@Mixin ConnectionOptions connection) {
        SchemaRegistry registry = registry(connection);
        Screen screen = lodewatch.screen();
        List<RegistrySubject> subjects = subjects();
        List<String> problems = subjects.stream()
                .flatMap(subject -> registry.problem(subject.name(), subject.schema()).stream())
                .toList();
        problems.forEach(screen::note);
        if (problems.isEmpty()) {
            screen.line("all %d schemas are registered".formatted(subjects.size()));
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static List<RegistrySubject> subjects() {
        return Topics.all().stream().flatMap(topic -> topic.subjects().stream()).toList();
    }

    private static SchemaRegistry registry(ConnectionOptions connection) {
        return RegistrySettings.of(connection.settings().properties())
                .map(SchemaRegistry::new)
                .orElseThrow(() -> new OperatorException(
                        "which schema registry? name it with --schema-registry, or as %s in the file given with --config"
                                .formatted(RegistrySettings.URL)));
    }
}
