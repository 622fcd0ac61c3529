package org.lodewatch.local.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.lodewatch.schemas.OperatorException;

/** A Kafka node, broker and controller in one, that can be stopped and started again. */
final class KafkaNode {

    private final int id;
    private final Path directory;
    private final Map<String, String> settings;
    private KafkaRaftServer running;

    KafkaNode(int id, Path directory, Map<String, String> settings) {
        this.id = id;
        this.directory = directory;
        this.settings = settings;
    }

    /** Formats the directory. A directory that is already formatted keeps its content. */
    void format(String clusterId) {
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(silent)
                    .setNodeId(id)
                    .setClusterId(storedClusterId(clusterId))
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setControllerListenerName(NodeSettings.CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new OperatorException(
                    "%s cannot be used as a broker's data directory (%s): name another one"
                            .formatted(directory.getParent(), e.getMessage()),
                    e);
        }
    }

    /** Returns once the node serves clients. */
    synchronized void start() {
        if (running != null) {
            return;
        }
        try {
            running = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            running.startup();
        } catch (RuntimeException e) {
            stop();
            throw explained(e);
        }
    }

    private OperatorException explained(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("ddress already in use")) {
                return new OperatorException(
                        "another process took the broker's port while it started: start it again, or name one with --port",
                        failure);
            }
        }
        return new OperatorException(
                "the broker did not start on the data in %s: %s".formatted(directory.getParent(), failure.getMessage()),
                failure);
    }

    synchronized void stop() {
        if (running == null) {
            return;
        }
        KafkaRaftServer server = running;
        running = null;
        server.shutdown();
        server.awaitShutdown();
    }

    private String storedClusterId(String otherwise) throws IOException {
        Path meta = directory.resolve("meta.properties");
        if (!Files.exists(meta)) {
            return otherwise;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(meta)) {
            properties.load(in);
        }
        return properties.getProperty("cluster.id", otherwise);
    }

    static String newClusterId() {
        return Uuid.randomUuid().toString();
    }
}
