package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.streams.app.SettingsCheck;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The cluster that a command connects to. */
final class ConnectionOptions {

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "A broker of the cluster (default: " + ClientSettings.DEFAULT_SERVERS + ").")
    private Optional<String> servers = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Kafka client properties, such as those for TLS and SASL, and the settings of a schema registry,"
                            + " such as schema.registry.url.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            description = "A schema registry with the schemas of the messages (default: none); overrides --config.")
    private Optional<String> registry = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private ClientSettings given;
    private ClientSettings settings;

    /** As they were given, with names that are not checked. Read once, so that warnings are printed once. */
    ClientSettings given() {
        if (given == null) {
            given = ClientSettings.of(config, servers, registry);
        }
        return given;
    }

    /** @throws org.lodewatch.schemas.OperatorException if one is unknown, or would make figures wrong */
    ClientSettings settings() {
        if (settings == null) {
            settings = checked(given());
        }
        return settings;
    }

    KafkaCluster connect() {
        return KafkaCluster.connect(settings(), this::note);
    }

    /** Connects to another cluster. @param otherConfig its client properties; by default those of this one */
    KafkaCluster connectTo(String otherServers, Optional<Path> otherConfig) {
        return KafkaCluster.connect(
                checked(ClientSettings.of(otherConfig.or(() -> config), Optional.of(otherServers), registry)),
                this::note);
    }

    private void note(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }

    private static ClientSettings checked(ClientSettings given) {
        Map<String, String> checked = new HashMap<>();
        SettingsCheck.of(given.properties()).forEach((name, value) -> checked.put(name, value.toString()));
        return new ClientSettings(checked);
    }
}
