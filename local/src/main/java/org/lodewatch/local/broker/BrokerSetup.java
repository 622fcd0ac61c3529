package org.lodewatch.local.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.schemas.OperatorException;

/**
 * What kind of embedded Kafka is wanted.
 *
 * @param nodes how many, each broker and controller in one
 * @param port where the first node listens; empty for any free one. The other nodes always take free ones
 * @param dataDir where the log lives and survives a restart; empty for a temporary one, deleted at the end
 * @param settings broker properties that come on top
 */
public record BrokerSetup(int nodes, OptionalInt port, Optional<Path> dataDir, Map<String, String> settings) {

    public BrokerSetup {
        settings = Map.copyOf(settings);
    }

    /** One node on a free port, that leaves nothing behind. */
    public static BrokerSetup single() {
        return new BrokerSetup(1, OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** Three nodes on free ports, every topic on each of them, that leave nothing behind. */
    public static BrokerSetup three() {
        return new BrokerSetup(3, OptionalInt.empty(), Optional.empty(), Map.of());
    }

    /** @throws OperatorException if there is no such port */
    public BrokerSetup at(int chosenPort) {
        if (chosenPort < 1 || chosenPort > 65_535) {
            throw new OperatorException(chosenPort + " is no port: name one from 1 to 65535 with --port");
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
