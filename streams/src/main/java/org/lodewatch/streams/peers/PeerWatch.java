package org.lodewatch.streams.peers;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the other instances of the group, and frees what those hold that have ended. */
public final class PeerWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);

    private static final Duration INTERVAL = Duration.ofMillis(200);

    /** The group is asked only every second: a request to the broker, unlike a look at a connection. */
    private static final int LOOKS_BETWEEN_GROUPS = 5;

    private final Supplier<Collection<StreamsMetadata>> instances;
    private final EndedInstances ended;
    private final Map<HostInfo, PeerLink> links = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "peer-watch");
        daemon.setDaemon(true);
        return daemon;
    });
    private int looks;
    private boolean warned;

    /**
     * Begins to watch.
     *
     * @param self the client id of this instance
     * @param instances all that have partitions, with the addresses of their presence ports
     */
    public static PeerWatch start(InstanceGroup group, String self, Supplier<Collection<StreamsMetadata>> instances) {
        PeerWatch watch = new PeerWatch(group, self, instances);
        watch.thread.scheduleWithFixedDelay(watch::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    PeerWatch(InstanceGroup group, String self, Supplier<Collection<StreamsMetadata>> instances) {
        this.ended = new EndedInstances(group, self);
        this.instances = instances;
    }

    synchronized void look() {
        try {
            connectToAll();
            links.values().forEach(link -> link.look().ifPresent(ended::free));
            if (looks++ % LOOKS_BETWEEN_GROUPS == 0) {
                ended.endTransactionsOfLostMembers();
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (AuthorizationException e) {
            warn(
                    "this user lacks a right ({}); `lodewatch topics acls` shows what each application must be allowed",
                    e);
        } catch (KafkaException | IllegalStateException e) { // the latter while this instance stops
            LOG.debug("cannot look at the other instances", e);
        } catch (RuntimeException | Error e) { // it would end the watch for good
            warn("{}", e);
        }
    }

    private void warn(String reason, Throwable failure) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "cannot free what instances hold that have ended: " + reason
                            + ". Their sessions and transactions time" + " out instead",
                    failure.toString());
        }
    }

    private void connectToAll() {
        Set<HostInfo> addresses = instances.get().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(address -> address.port() > 0)
                .collect(Collectors.toSet());
        links.entrySet().removeIf(link -> {
            boolean left = !addresses.contains(link.getKey());
            if (left) {
                link.getValue().close();
            }
            return left;
        });
        addresses.forEach(address -> links.computeIfAbsent(address, added -> new PeerLink(added.host(), added.port())));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        closeLinks();
    }

    private synchronized void closeLinks() {
        links.values().forEach(PeerLink::close);
        links.clear();
    }
}
