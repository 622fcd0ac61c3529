package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import picocli.CommandLine.Option;

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

    private ClientSettings settings;

    /** Read once, so that warnings are printed once. */
    ClientSettings settings() {
        if (settings == null) {
            settings = ClientSettings.of(config, servers, registry);
        }
        return settings;
    }

    KafkaCluster connect() {
        return KafkaCluster.connect(settings());
    }
}
