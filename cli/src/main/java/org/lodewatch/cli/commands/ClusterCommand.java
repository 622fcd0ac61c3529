package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that connects to a Kafka cluster. */
abstract class ClusterCommand {

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Mixin
    private ConnectionOptions connection;

    final Screen screen() {
        return lodewatch.screen();
    }

    final KafkaCluster connect() {
        return connection.connect();
    }

    /** Connects, or waits for a broker first. @param signal ends the wait */
    final KafkaCluster connect(WaitOption wait, ShutdownSignal signal) {
        return wait.connect(connection::connect, screen(), signal::comesWithin);
    }

    /** @param otherConfig client properties of the other cluster; by default those of this one */
    final KafkaCluster connectTo(String otherServers, Optional<Path> otherConfig) {
        return connection.connectTo(otherServers, otherConfig);
    }

    /** The settings as they were given. */
    final ClientSettings given() {
        return connection.given();
    }

    /** The settings of a cluster that can be reached. @throws org.lodewatch.schemas.OperatorException if it cannot be */
    final ClientSettings requireCluster() {
        connect().close();
        return connection.settings();
    }

    /** Waits for a broker, if that is wanted. @throws org.lodewatch.schemas.OperatorException if none can be reached */
    final void requireCluster(WaitOption wait) {
        try (ShutdownSignal signal = new ShutdownSignal().watchingClock()) {
            connect(wait, signal).close();
        }
    }
}
