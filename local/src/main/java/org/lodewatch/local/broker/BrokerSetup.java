package org.lodewatch.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.schemas.OperatorException;

/**
 * The settings of an embedded Kafka.
 *
 * @param nodes number of nodes, each broker and controller in one
 * @param port of the first node; empty for a free one. The other nodes always use free ports
 * @param dataDir where the log is kept; empty for a temporary directory, deleted at the end
 * @param settings broker properties that override the standard ones
 */
public record BrokerSetup(int nodes, OptionalInt port, Optional<Path> dataDir, Map<String, String> settings) {

    public BrokerSetup {
        settings = Map.copyOf(settings);
    }

    /** One node on a free port, with a temporary directory. */
    public static BrokerSetup single() {
        return new BrokerSetup(1, OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** Three nodes on free ports, with every topic on each of them and a temporary directory. */
    public static BrokerSetup three() {
        return new BrokerSetup(3, OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** @throws OperatorException if the number is not a port */
    public BrokerSetup at(int chosenPort) {
        if (chosenPort < 1 || chosenPort > 65_535) {
            throw new OperatorException(chosenPort + " is not a port: name one from 1 to 65535 with --port");
        }
        return new BrokerSetup(nodes, OptionalInt.of(chosenPort), dataDir, settings);
    }

    public BrokerSetup keptIn(Path directory) {
        return new BrokerSetup(nodes, port, Optional.of(directory), settings);
    }

    public BrokerSetup with(Map<String, String> brokerSettings) {
        return new BrokerSetup(nodes, port, dataDir, brokerSettings);
    }
}
