package org.lodewatch.local.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Longer than a node without a fault takes to stop. One with a fault may never stop. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    /** Of all brokers in this JVM, because Kafka's exit procedures belong to the JVM. */
    private static final CompletableFuture<String> FATAL_FAULT = new CompletableFuture<>();

    private final DataDirectory data;
    private final NodeSettings settings;
    private final List<KafkaNode> nodes;

    /** Of this broker: a fatal fault, or a full disk. */
    private final CompletableFuture<String> fault = new CompletableFuture<>();

    private final ScheduledExecutorService diskWatch =
            Executors.newSingleThreadScheduledExecutor(EmbeddedKafka::daemon);

    private EmbeddedKafka(DataDirectory data, NodeSettings settings, List<KafkaNode> nodes) {
        this.data = data;
        this.settings = settings;
        this.nodes = nodes;
        FATAL_FAULT.thenAccept(reason -> fault.complete(data.shortage()
                .orElseGet(() -> "the broker had a fatal fault (%s), with its data in %s (%,d MB free): start it again"
                        .formatted(reason, data.path(), data.freeBytes() >> 20))));
        // Kafka itself fails only at its next write, and then not always: a full disk can leave it without an answer to
        // anyone.
        diskWatch.scheduleWithFixedDelay(
                () -> data.shortage().ifPresent(fault::complete),
                BETWEEN_LOOKS.toMillis(),
                BETWEEN_LOOKS.toMillis(),
                TimeUnit.MILLISECONDS);
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

    /** Completes with the reason once a node cannot continue because of a fault, or its disk is full. */
    public CompletableFuture<String> fatalFault() {
        return fault;
    }

    /** @throws OperatorException if a node cannot continue because of a fault, or its disk is full */
    public void requireHealthy() {
        if (fault.isDone()) {
            throw new OperatorException(fault.join());
        }
    }

    /** Kafka exits or halts the JVM at a fatal fault. This would end a test run without a message. */
    private static void reportFatalFault(int status, String message) {
        String reason = message == null ? "status " + status : message;
        if (FATAL_FAULT.complete(reason)) {
            log.info("the embedded broker had a fatal fault and would have ended the process: {}", reason);
        }
    }

    /** Stops the nodes. After a fault it waits only a few seconds for them: what is left ends with the JVM. */
    @Override
    public void close() {
        diskWatch.shutdownNow();
        try {
            CompletableFuture<Void> stopped = onEach(KafkaNode::stop);
            if (fault.isDone()) {
                stopped.exceptionally(e -> null)
                        .completeOnTimeout(null, LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
            } else {
                join(stopped);
            }
        } finally {
            data.close();
        }
    }

    private void startAll(String clusterId) {
        try {
            data.shortage().ifPresent(line -> {
                throw new OperatorException(line);
            });
            nodes.forEach(node -> node.format(clusterId));
            join(CompletableFuture.anyOf(onEach(KafkaNode::start), fault));
            requireHealthy();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** On all nodes at once, because a node starts only when it finds a majority. */
    private CompletableFuture<Void> onEach(Consumer<KafkaNode> step) {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size(), EmbeddedKafka::daemon);
        try {
            return CompletableFuture.allOf(nodes.stream()
                    .map(node -> CompletableFuture.runAsync(() -> step.accept(node), threads))
                    .toArray(CompletableFuture[]::new));
        } finally {
            threads.shutdown();
        }
    }

    private static void join(CompletableFuture<?> done) {
        try {
            done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "embedded-kafka");
        thread.setDaemon(true);
        return thread;
    }
}
