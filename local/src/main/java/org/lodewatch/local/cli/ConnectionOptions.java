package org.lodewatch.local.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.local.cluster.ClientSettings;
import org.lodewatch.local.cluster.KafkaCluster;
import picocli.CommandLine.Option;

/** Which cluster, and how to get in. */
final class ConnectionOptions {

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "A broker of the cluster (default: " + ClientSettings.DEFAULT_SERVERS + ").")
    private Optional<String> servers = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Kafka client properties, such as those for TLS and SASL.")
    private Optional<Path> config = Optional.empty();

    ClientSettings settings() {
        return ClientSettings.of(config, servers);
    }

    KafkaCluster connect() {
        return KafkaCluster.connect(settings());
    }
}
