package org.lodewatch.benchmarks.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.SmallDisk;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.KafkaFutures;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.local.broker.LoopbackPorts;
import org.lodewatch.schemas.OperatorException;

/**
 * One broker, or several, each in a process of its own. Clients reach them through proxies: half of the clients through
 * those of one side, half through those of the other, and the brokers reach each other through a third set.
 */
final class CampaignBrokers implements AutoCloseable {

    /** Who connects. */
    enum Route {
        LEFT,
        RIGHT,
        BETWEEN
    }

    private static final String DIRECT = "DIRECT";
    private static final String CONTROLLER = "CONTROLLER";
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration STARTING = Duration.ofMinutes(4);

    /**
     * Sessions and transactions of killed clients end soon, and segments are so small that topics are compacted while it runs: what
     * restarted instances publish again would otherwise fill any disk.
     */
    private static final Map<String, String> PROMPT = Map.of(
            "group.min.session.timeout.ms", "1000",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "200",
            "log.retention.check.interval.ms", "3600000",
            "log.segment.bytes", Integer.toString(16 << 20));

    private final List<SupervisedProcess> nodes = new ArrayList<>();
    private final List<Map<Route, TcpProxy>> proxies = new ArrayList<>();
    private final List<SmallDisk> disks = new ArrayList<>();
    private final List<Integer> directPorts;
    private final Thread atExit = new Thread(this::unmount);
    private Optional<String> diskRefusal = Optional.empty();

    /**
     * Starts them.
     *
     * @param count 1 or 3
     * @param diskMegabytes the size of each broker's disk, where one can be mounted; 0 for none
     */
    CampaignBrokers(int count, Path directory, long diskMegabytes) {
        Runtime.getRuntime().addShutdownHook(atExit);
        this.directPorts = LoopbackPorts.free(count);
        List<Integer> controllers = LoopbackPorts.free(count);
        List<Map<Route, Integer>> ports = new ArrayList<>();
        String clusterId = Uuid.randomUuid().toString();
        for (int node = 0; node < count; node++) {
            List<Integer> free = LoopbackPorts.free(Route.values().length);
            Map<Route, Integer> real = new EnumMap<>(Route.class);
            Map<Route, TcpProxy> through = new EnumMap<>(Route.class);
            for (Route route : Route.values()) {
                real.put(route, free.get(route.ordinal()));
                through.put(route, new TcpProxy(real.get(route)));
            }
            ports.add(real);
            proxies.add(through);
        }
        for (int node = 0; node < count; node++) {
            Path data = directory.resolve("broker-" + (node + 1));
            mount(data, diskMegabytes);
            List<String> arguments = new ArrayList<>(List.of(
                    Integer.toString(node + 1), clusterId, data.resolve("data").toString()));
            settings(node, ports.get(node), controllers)
                    .forEach((setting, value) -> arguments.add(setting + "=" + value));
            nodes.add(new SupervisedProcess(
                            "broker-" + (node + 1),
                            new SupervisedProcess.Command(HEAP_MEGABYTES, BrokerNode.class.getName(), arguments),
                            directory)
                    .start());
        }
    }

    private void mount(Path data, long megabytes) {
        if (megabytes == 0 || diskRefusal.isPresent()) {
            return;
        }
        try {
            disks.add(SmallDisk.mount(data, megabytes << 20));
        } catch (SmallDisk.MountRefusedException e) {
            diskRefusal = Optional.of(e.getMessage());
        }
    }

    private Map<String, String> settings(int node, Map<Route, Integer> real, List<Integer> controllers) {
        Map<String, String> listeners = new HashMap<>();
        Map<String, String> advertised = new HashMap<>();
        real.forEach((route, port) -> listeners.put(route.name(), address(port)));
        proxies.get(node).forEach((route, proxy) -> advertised.put(route.name(), address(proxy.port())));
        listeners.put(DIRECT, address(directPorts.get(node)));
        advertised.put(DIRECT, address(directPorts.get(node)));
        listeners.put(CONTROLLER, address(controllers.get(node)));
        String copies = Integer.toString(controllers.size());
        String inSync = Integer.toString(controllers.size() / 2 + 1);
        Map<String, String> settings = new HashMap<>(PROMPT);
        settings.putAll(Map.of(
                "node.id",
                Integer.toString(node + 1),
                "controller.quorum.voters",
                IntStream.range(0, controllers.size())
                        .mapToObj(voter -> (voter + 1) + "@" + address(controllers.get(voter)))
                        .collect(Collectors.joining(",")),
                "listeners",
                joined(listeners),
                "advertised.listeners",
                joined(advertised),
                "inter.broker.listener.name",
                Route.BETWEEN.name(),
                "listener.security.protocol.map",
                listeners.keySet().stream().map(name -> name + ":PLAINTEXT").collect(Collectors.joining(","))));
        settings.putAll(Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", inSync,
                "offsets.topic.replication.factor", copies,
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", inSync,
                "share.coordinator.state.topic.replication.factor", copies,
                "share.coordinator.state.topic.min.isr", inSync));
        return settings;
    }

    private static String joined(Map<String, String> listeners) {
        return listeners.entrySet().stream()
                .map(listener -> listener.getKey() + "://" + listener.getValue())
                .collect(Collectors.joining(","));
    }

    private static String address(int port) {
        return LoopbackPorts.HOST + ":" + port;
    }

    /** Connects past the proxies, once the brokers respond. */
    KafkaCluster connect(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put(
                "bootstrap.servers",
                directPorts.stream().map(CampaignBrokers::address).collect(Collectors.joining(",")));
        return Polling.until(
                        Optional::isPresent,
                        () -> {
                            try {
                                return complete(KafkaCluster.connect(new ClientSettings(properties)));
                            } catch (OperatorException e) {
                                return Optional.<KafkaCluster>empty();
                            }
                        },
                        Duration.ofMillis(500),
                        STARTING)
                .orElseThrow(() -> new BenchmarkException("not all brokers respond after %d s: %s"
                        .formatted(STARTING.toSeconds(), nodes.get(0).lastLine())));
    }

    /** Empty while brokers are missing, so that topics could not have all their replicas. */
    private Optional<KafkaCluster> complete(KafkaCluster cluster) {
        try {
            int present = KafkaFutures.await(cluster.admin().describeCluster().nodes())
                    .size();
            if (present == nodes.size()) {
                return Optional.of(cluster);
            }
        } catch (KafkaException e) {
            // The next attempt connects again.
        }
        cluster.close();
        return Optional.empty();
    }

    /** {@code host:port} of each broker, past the proxies. */
    String directServers() {
        return directPorts.stream().map(CampaignBrokers::address).collect(Collectors.joining(","));
    }

    /** {@code host:port} of each broker, through the proxies of a route. */
    String servers(Route route) {
        return proxies.stream().map(node -> address(node.get(route).port())).collect(Collectors.joining(","));
    }

    List<SupervisedProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** Disturbs the connections of a route to one broker, or to all. @param node counts from 0; empty for all */
    void disturb(Route route, Optional<Integer> node, TcpProxy.Mode mode) {
        for (int index = 0; index < proxies.size(); index++) {
            if (node.isEmpty() || node.get() == index) {
                proxies.get(index).get(route).set(mode);
            }
        }
    }

    /** The disks of the brokers; none where they could not be mounted. */
    List<SmallDisk> disks() {
        return List.copyOf(disks);
    }

    /** Why there are no disks of a fixed size. */
    Optional<String> diskRefusal() {
        return diskRefusal;
    }

    @Override
    public void close() {
        nodes.forEach(SupervisedProcess::stop);
        nodes.forEach(SupervisedProcess::close);
        proxies.forEach(node -> node.values().forEach(TcpProxy::close));
        unmount();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is shutting down, and the hook runs.
        }
    }

    private synchronized void unmount() {
        disks.forEach(SmallDisk::close);
        disks.clear();
    }
}
