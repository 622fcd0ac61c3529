package org.lodewatch.service;

import io.javalin.config.RoutesConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the broker still answers. Kafka's clients wait for one that is away without an error, so that a process seems to
 * work, and answers what it had read before.
 */
public final class BrokerContact implements Consumer<RoutesConfig>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerContact.class);

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Admin admin;
    private final Duration patience;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(BrokerContact::daemon);
    private final Future<?> asking;
    private volatile long lastAnswer = System.nanoTime();

    /**
     * Begins to ask the broker every five seconds.
     *
     * @param kafka client properties: bootstrap.servers at least
     * @param patience how long the broker may not have answered before the process is not ready
     */
    public BrokerContact(Map<String, Object> kafka, Duration patience) {
        this.admin = Admin.create(kafka);
        this.patience = patience;
        asking = thread.scheduleWithFixedDelay(this::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The same health, but not ready if the broker has not answered for too long. */
    public Health judge(Health health) {
        if (health.live() && asking.isDone()) {
            return health.notLive(
                    HealthState.FAILED, "the thread that asks the broker has ended: start this process again");
        }
        Duration silence = silence();
        return health.ready() && silence.compareTo(patience) > 0
                ? health.notReady(
                        HealthState.DISCONNECTED,
                        "the broker has not answered for %d s: see whether it runs and can be reached"
                                .formatted(silence.toSeconds()))
                : health;
    }

    /** Answers from before the broker became silent carry their age, in seconds, in the header {@code Age}. */
    @Override
    public void accept(RoutesConfig routes) {
        routes.after("/api/*", request -> AnswerAge.mark(request, silence()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }

    private Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastAnswer);
    }

    private void ask() {
        try {
            int limit = (int) INTERVAL.toMillis();
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(limit))
                    .nodes()
                    .get();
            lastAnswer = System.nanoTime();
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (ExecutionException | RuntimeException | Error e) {
            // An exception that leaves this task would end it for good. The broker is asked again.
            LOG.debug("the broker does not answer", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "broker-contact");
        thread.setDaemon(true);
        return thread;
    }
}
