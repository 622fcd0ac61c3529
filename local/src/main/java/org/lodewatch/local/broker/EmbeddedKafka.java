package org.lodewatch.local.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lodewatch.schemas.OperatorException;

/**
 * A real Kafka in this JVM: one KRaft node, or several, that listen on the loopback interface only. What a production
 * broker would run, without a second process to install.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private final DataDirectory data;
    private final NodeSettings settings;
    private final List<KafkaNode> nodes;

    private EmbeddedKafka(DataDirectory data, NodeSettings settings, List<KafkaNode> nodes) {
        this.data = data;
        this.settings = settings;
        this.nodes = nodes;
    }

    /**
     * The images leave the broker out.
     *
     * @throws OperatorException where there is none to embed
     */
    public static void requireInstalled() {
        try {
            Class.forName("kafka.server.KafkaRaftServer", false, EmbeddedKafka.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new OperatorException(
                    "there is no broker in this image: run this from a checkout of" + " Lodewatch", e);
        }
    }

    /**
     * Starts it; returns once it serves clients.
     *
     * @throws OperatorException if the port is taken or the data directory cannot be used
     */
    public static EmbeddedKafka start(BrokerSetup setup) {
        setup.port().ifPresent(LoopbackPorts::requireFree);
        HaltGuard.install();
        DataDirectory data = DataDirectory.open(setup.dataDir());
        List<Integer> free = LoopbackPorts.free(2 * setup.nodes());
        List<Integer> clientPorts = new ArrayList<>(free.subList(0, setup.nodes()));
        setup.port().ifPresent(port -> clientPorts.set(0, port));
        NodeSettings settings =
                new NodeSettings(clientPorts, free.subList(setup.nodes(), free.size()), setup.settings());
        List<KafkaNode> nodes = IntStream.rangeClosed(1, setup.nodes())
                .mapToObj(id -> new KafkaNode(
                        id, data.of(id), settings.of(id, data.of(id).toString())))
                .toList();
        EmbeddedKafka kafka = new EmbeddedKafka(data, settings, nodes);
        kafka.startAll();
        return kafka;
    }

    /** {@code host:port} of every node. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Stops one node, as a rolling restart would. @param id counts from 1 */
    public void stopNode(int id) {
        nodes.get(id - 1).stop();
    }

    /** Starts a stopped node again, on its port and with its log. @param id counts from 1 */
    public void startNode(int id) {
        nodes.get(id - 1).start();
    }

    /** Completes with the reason once a node has met a fault that it cannot survive. */
    public CompletableFuture<String> fatalFault() {
        return HaltGuard.fatal();
    }

    @Override
    public void close() {
        try {
            onEach(KafkaNode::stop);
        } finally {
            data.close();
        }
    }

    private void startAll() {
        try {
            String clusterId = KafkaNode.newClusterId();
            nodes.forEach(node -> node.format(clusterId));
            onEach(KafkaNode::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** At the same time: a node is up only once it has found a majority. */
    private void onEach(Consumer<KafkaNode> step) {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size(), EmbeddedKafka::daemon);
        try {
            CompletableFuture.allOf(nodes.stream()
                            .map(node -> CompletableFuture.runAsync(() -> step.accept(node), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            threads.shutdown();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "embedded-kafka");
        thread.setDaemon(true);
        return thread;
    }
}
