package org.lodewatch.benchmarks.experiment;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.Main;
import org.lodewatch.local.scratch.ScratchDirectory;

/** A broker without topics in a JVM of its own, a connection to it, and a directory; closing it deletes all its files. */
public final class BrokerProcess implements AutoCloseable {

    private static final Pattern READY = Pattern.compile("ready");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ScratchDirectory directory;
    private final JavaProcess process;
    private final BrokerAddress address;
    private final KafkaCluster cluster;

    private BrokerProcess(ScratchDirectory directory, JavaProcess process, int port) {
        this.directory = directory;
        this.process = process;
        this.address = new BrokerAddress(
                "127.0.0.1:" + port, process.pid(), directory.path().toString());
        process.awaitReady(PATIENCE);
        this.cluster = address.connect();
    }

    public static BrokerProcess start() throws IOException {
        ScratchDirectory directory = ScratchDirectory.create("lodewatch-benchmark-");
        try {
            int port = freePort();
            JavaProcess process = JavaProcess.start(
                    "the broker",
                    READY,
                    Redirect.INHERIT,
                    List.of("-Xmx1g"),
                    Main.class,
                    List.of(
                            "broker",
                            "--port",
                            Integer.toString(port),
                            "--data-dir",
                            directory.path().resolve("broker").toString()));
            try {
                return new BrokerProcess(directory, process, port);
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    public KafkaCluster cluster() {
        return cluster;
    }

    /** A directory for files that are needed as long as the broker runs. */
    public Path directory() {
        return directory.path();
    }

    public BrokerAddress address() {
        return address;
    }

    @Override
    public void close() {
        cluster.close();
        process.close();
        directory.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
