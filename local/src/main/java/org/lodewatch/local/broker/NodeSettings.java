package org.lodewatch.local.broker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The broker properties of the nodes of one cluster. Ids count from 1. */
final class NodeSettings {

    static final String CONTROLLER = "CONTROLLER";

    private final List<Integer> clientPorts;
    private final List<Integer> controllerPorts;
    private final Map<String, String> overrides;

    NodeSettings(List<Integer> clientPorts, List<Integer> controllerPorts, Map<String, String> overrides) {
        this.clientPorts = clientPorts;
        this.controllerPorts = controllerPorts;
        this.overrides = overrides;
    }

    Map<String, String> of(int id, String logDir) {
        Map<String, String> settings = new HashMap<>(network(id));
        settings.put("log.dirs", logDir);
        settings.putAll(durability());
        settings.putAll(smallTopics());
        settings.putAll(quickTakeover());
        settings.putAll(overrides);
        return settings;
    }

    String bootstrapServers() {
        return clientPorts.stream().map(port -> LoopbackPorts.HOST + ":" + port).collect(Collectors.joining(","));
    }

    private Map<String, String> network(int id) {
        String clients = "CLIENTS://%s:%d".formatted(LoopbackPorts.HOST, clientPorts.get(id - 1));
        String controller = "%s://%s:%d".formatted(CONTROLLER, LoopbackPorts.HOST, controllerPorts.get(id - 1));
        return Map.of(
                "node.id",
                Integer.toString(id),
                "process.roles",
                "broker,controller",
                "controller.quorum.voters",
                voters(),
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                "CLIENTS",
                "listener.security.protocol.map",
                CONTROLLER + ":PLAINTEXT,CLIENTS:PLAINTEXT",
                "listeners",
                clients + "," + controller,
                "advertised.listeners",
                clients);
    }

    private String voters() {
        return IntStream.rangeClosed(1, controllerPorts.size())
                .mapToObj(id -> "%d@%s:%d".formatted(id, LoopbackPorts.HOST, controllerPorts.get(id - 1)))
                .collect(Collectors.joining(","));
    }

    private Map<String, String> durability() {
        String replicas = Integer.toString(clientPorts.size());
        String inSync = Integer.toString(clientPorts.size() / 2 + 1);
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", inSync,
                // Offsets must survive weeks in which the broker does not run.
                "offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE),
                "auto.create.topics.enable", "false");
    }

    private static Map<String, String> smallTopics() {
        return Map.of(
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "2097152");
    }

    /** What lets other instances take over from a killed one soon. The Compose file sets the same. */
    static Map<String, String> quickTakeover() {
        return Map.of(
                // Open transactions are aborted soon after their timeout, because they block its successor.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
                // A producer's next transaction retries at this interval while the markers of its last one are written.
                "add.partitions.to.txn.retry.backoff.ms", "2",
                "add.partitions.to.txn.retry.backoff.max.ms", "20",
                // With group.protocol=streams the session timeout is the broker's, and no client can change it.
                "group.streams.session.timeout.ms", "6000",
                // The least that a group can be given; 45 s by default.
                "group.streams.min.session.timeout.ms", "6000",
                "group.streams.heartbeat.interval.ms", "500",
                "group.streams.min.heartbeat.interval.ms", "500");
    }
}
