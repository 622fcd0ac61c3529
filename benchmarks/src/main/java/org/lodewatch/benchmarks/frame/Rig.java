package org.lodewatch.benchmarks.frame;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.scratch.ScratchDirectory;

/** A broker in a JVM of its own, a connection to it, and a directory that goes when all ends. */
public final class Rig implements AutoCloseable {

    private final ScratchDirectory scratch;
    private final BrokerProcess broker;
    private final KafkaCluster cluster;

    private Rig(ScratchDirectory scratch, BrokerProcess broker) {
        this.scratch = scratch;
        this.broker = broker;
        this.cluster = KafkaCluster.connect(ClientSettings.at(broker.bootstrapServers()));
    }

    /** Starts it; there are no topics yet. */
    public static Rig open() throws IOException {
        ScratchDirectory scratch = ScratchDirectory.create("lodewatch-benchmark-");
        try {
            return new Rig(
                    scratch, BrokerProcess.start(freePort(), scratch.path().resolve("broker")));
        } catch (IOException e) {
            scratch.close();
            throw e;
        }
    }

    public KafkaCluster cluster() {
        return cluster;
    }

    /** For files that are wanted only now. */
    public Path directory() {
        return scratch.path();
    }

    /** How a job in another JVM finds all this. */
    public RigAddress address() {
        return new RigAddress(
                broker.bootstrapServers(), broker.pid(), scratch.path().toString());
    }

    @Override
    public void close() {
        cluster.close();
        broker.close();
        scratch.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
