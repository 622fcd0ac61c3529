package org.lodewatch.service.lag;

import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.Json;
import org.lodewatch.service.QueryParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the lag periodically on a thread of its own, and answers {@code /api/lag} with the last report, as {@code
 * lodewatch lag --output json} prints it, and {@code /api/feeds} with the age of feeds and datasets.
 */
public final class LagMonitor implements Consumer<RoutesConfig>, AutoCloseable {

    /** The default interval. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    /** How many feeds are listed, unless the request names another number. */
    private static final int FEEDS = 50;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final LagWatch watch;
    private final ScheduledExecutorService thread;
    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    private Future<?> sampling;
    private volatile Optional<LagReport> current = Optional.empty();

    private LagMonitor(LagWatch watch, ScheduledExecutorService thread) {
        this.watch = watch;
        this.thread = thread;
    }

    /**
     * Starts the monitor; the first report follows soon.
     *
     * @param kafka client properties: bootstrap.servers at least
     * @param interval from the end of one sample to the next
     */
    public static LagMonitor start(Map<String, ?> kafka, LagScope scope, Duration interval) {
        LagMonitor monitor = new LagMonitor(
                new LagWatch(kafka, scope, LagTiming.STEADY),
                Executors.newSingleThreadScheduledExecutor(LagMonitor::daemon));
        monitor.sampling =
                monitor.thread.scheduleWithFixedDelay(monitor::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return monitor;
    }

    /** The same health, but not live if the lag is not measured any more; or {@code HELD_BACK}, with the first partition. */
    public Health judge(Health health) {
        if (health.live() && sampling.isDone()) {
            return health.notLive(
                    HealthState.FAILED, "the thread that measures the lag has ended: start this process again");
        }
        return current.filter(report -> health.live() && health.ready())
                .map(LagReport::heldBack)
                .flatMap(held -> held.stream().findFirst())
                .map(open -> health.withState(HealthState.HELD_BACK, open.sentence()))
                .orElse(health);
    }

    /** The last report; empty before the first. After a failure every lag in it is unknown, and it has the reason. */
    public Optional<LagReport> current() {
        return current;
    }

    /** The datasets that a feed has published; empty if it is unknown. */
    public List<String> datasetsOfFeed(String id) {
        return current.stream()
                .flatMap(report -> report.feeds().stream())
                .filter(feed -> feed.feed().equals(id))
                .flatMap(feed -> feed.newest().stream())
                .map(EventTime::dataset)
                .distinct()
                .toList();
    }

    @Override
    public void accept(RoutesConfig routes) {
        routes.get("/api/lag", QueryParameters.none(request -> answer(request, LagJson.of(requireReport()))));
        routes.get("/api/feeds", request -> {
            QueryParameters.requireOnly(request, List.of("limit"));
            answer(request, FeedsJson.of(requireReport(), QueryParameters.count(request, "limit", FEEDS)));
        });
    }

    /** The last report. @throws ServiceUnavailableResponse before the first */
    LagReport requireReport() {
        return current.orElseThrow(
                () -> new ServiceUnavailableResponse("the lag has not been measured yet: try again in a few seconds"));
    }

    /** Adds a task that runs after each sample. */
    void afterEach(Runnable task) {
        tasks.add(task);
    }

    private static void answer(Context request, Object document) {
        request.contentType(ContentType.APPLICATION_JSON).result(Json.line(document));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                watch.close();
            } else {
                LOG.warn("the lag monitor did not end within {} s", CLOSING.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sample() {
        try {
            boolean well = current.flatMap(LagReport::failure).isEmpty();
            LagReport report = watch.sampleOrFailure();
            if (well) {
                report.failure().ifPresent(why -> LOG.warn("lag is unknown for now: {}", why));
            }
            warnOfNew(report.heldBack());
            current = Optional.of(report);
            tasks.forEach(Runnable::run);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (RuntimeException | Error e) { // it would end the measurements for good
            LOG.warn("lag is not shown for now: {}", e.toString());
        }
    }

    private void warnOfNew(List<OpenTransaction> held) {
        List<String> known = current.stream()
                .flatMap(report -> report.heldBack().stream())
                .map(LagMonitor::place)
                .toList();
        held.stream()
                .filter(open -> !known.contains(place(open)))
                .forEach(open -> LOG.error("a transaction does not end: {}", open.sentence()));
    }

    private static String place(OpenTransaction open) {
        return open.topic() + "-" + open.partition() + "@" + open.offset();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lodewatch-lag");
        thread.setDaemon(true);
        return thread;
    }
}
