package org.lodewatch.local.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Exit;
import org.lodewatch.local.broker.BrokerSetup.ClusterMember;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka in this JVM: one KRaft node, or several, that listen on the loopback interface only. It runs the code of a
 * production broker, without a second process.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

    /** Of all brokers in this JVM, because Kafka's exit procedures belong to the JVM. */
    private static final CompletableFuture<String> FATAL_FAULT = new CompletableFuture<>();

    private final DataDirectory data;
    private final NodeSettings settings;
    private final List<KafkaNode> nodes;

    private EmbeddedKafka(DataDirectory data, NodeSettings settings, List<KafkaNode> nodes) {
        this.data = data;
        this.settings = settings;
        this.nodes = nodes;
    }

    /**
     * Starts the nodes, and returns once they serve clients.
     *
     * @throws OperatorException if the port is taken or the data directory cannot be used
     */
    public static EmbeddedKafka start(BrokerSetup setup) {
        setup.port().ifPresent(LoopbackPorts::requireFree);
        Exit.setExitProcedure(EmbeddedKafka::reportFatalFault);
        Exit.setHaltProcedure(EmbeddedKafka::reportFatalFault);
        DataDirectory data = DataDirectory.open(setup.dataDir());
        List<Integer> free = LoopbackPorts.free(2 * setup.nodes());
        List<Integer> clientPorts = new ArrayList<>(free.subList(0, setup.nodes()));
        setup.port().ifPresent(port -> clientPorts.set(0, port));
        NodeSettings settings =
                new NodeSettings(clientPorts, free.subList(setup.nodes(), free.size()), setup.settings());
        // A member's settings override those of the network, which are of the first node.
        int firstId = setup.member().map(ClusterMember::id).orElse(1);
        List<KafkaNode> nodes = IntStream.range(0, setup.nodes())
                .mapToObj(index -> new KafkaNode(
                        firstId + index,
                        data.of(firstId + index),
                        settings.of(index + 1, data.of(firstId + index).toString())))
                .toList();
        EmbeddedKafka kafka = new EmbeddedKafka(data, settings, nodes);
        kafka.startAll(setup.member().map(ClusterMember::clusterId).orElseGet(KafkaNode::newClusterId));
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

    /** Completes with the reason once a node cannot continue because of a fault. */
    public CompletableFuture<String> fatalFault() {
        return FATAL_FAULT;
    }

    /** @throws OperatorException if a node cannot continue because of a fault */
    public void requireHealthy() {
        if (FATAL_FAULT.isDone()) {
            throw new OperatorException("the broker had a fatal fault: " + FATAL_FAULT.join());
        }
    }

    /** Kafka exits or halts the JVM at a fatal fault. This would end a test run without a message. */
    private static void reportFatalFault(int status, String message) {
        String reason = message == null ? "status " + status : message;
        if (FATAL_FAULT.complete(reason)) {
            log.error("the embedded broker had a fatal fault and would have ended the process: {}", reason);
        }
    }

    @Override
    public void close() {
        try {
            onEach(KafkaNode::stop);
        } finally {
            data.close();
        }
    }

    private void startAll(String clusterId) {
        try {
            nodes.forEach(node -> node.format(clusterId));
            onEach(KafkaNode::start);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** On all nodes at once, because a node starts only when it finds a majority. */
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
