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
 * @param member of a cluster whose other nodes run in processes of their own; empty for a whole cluster
 */
public record BrokerSetup(
        int nodes,
        OptionalInt port,
        Optional<Path> dataDir,
        Map<String, String> settings,
        Optional<ClusterMember> member) {

    public BrokerSetup {
        settings = Map.copyOf(settings);
    }

    /**
     * Which node of a cluster it is.
     *
     * @param id counts from 1
     * @param clusterId the same for all nodes
     */
    public record ClusterMember(int id, String clusterId) {}

    /** One node on a free port, with a temporary directory. */
    public static BrokerSetup single() {
        return new BrokerSetup(1, OptionalInt.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /** Three nodes on free ports, with every topic on each of them and a temporary directory. */
    public static BrokerSetup three() {
        return new BrokerSetup(3, OptionalInt.empty(), Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * One node of a cluster. Its settings must name the listeners of all nodes.
     *
     * @throws IllegalArgumentException if this is not a single node
     */
    public BrokerSetup asMember(int id, String clusterId) {
        if (nodes != 1) {
            throw new IllegalArgumentException(nodes + " nodes in one process: one is a member of a cluster");
        }
        return new BrokerSetup(nodes, port, dataDir, settings, Optional.of(new ClusterMember(id, clusterId)));
    }

    /** @throws OperatorException if the number is not a port */
    public BrokerSetup at(int chosenPort) {
        if (chosenPort < 1 || chosenPort > 65_535) {
            throw new OperatorException(chosenPort + " is not a port: name one from 1 to 65535 with --port");
        }
        return new BrokerSetup(nodes, OptionalInt.of(chosenPort), dataDir, settings, member);
    }

    public BrokerSetup keptIn(Path directory) {
        return new BrokerSetup(nodes, port, Optional.of(directory), settings, member);
    }

    public BrokerSetup with(Map<String, String> brokerSettings) {
        return new BrokerSetup(nodes, port, dataDir, brokerSettings, member);
    }
}
