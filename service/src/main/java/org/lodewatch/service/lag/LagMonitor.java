package org.lodewatch.service.lag;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at who is behind again and again, on a thread of its own, for as long as a process runs. */
public final class LagMonitor implements AutoCloseable {

    /** How often it looks unless it is told otherwise. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LagMonitor.class);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final LagWatch watch;
    private final ScheduledExecutorService thread;
    private volatile Optional<LagReport> current = Optional.empty();

    private LagMonitor(LagWatch watch, ScheduledExecutorService thread) {
        this.watch = watch;
        this.thread = thread;
    }

    /**
     * Starts it; the first report is there soon.
     *
     * @param kafka client properties: bootstrap.servers at least
     * @param interval from the end of one look to the next
     */
    public static LagMonitor start(Map<String, ?> kafka, LagScope scope, Duration interval) {
        LagMonitor monitor = new LagMonitor(
                new LagWatch(kafka, scope, ConsumptionRate.STEADY),
                Executors.newSingleThreadScheduledExecutor(LagMonitor::daemon));
        monitor.thread.scheduleWithFixedDelay(monitor::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return monitor;
    }

    /**
     * What the last look showed; empty before the first. If it failed, every lag in it is unknown, and it says why.
     */
    public Optional<LagReport> current() {
        return current;
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

    private void look() {
        try {
            boolean well = current.flatMap(LagReport::trouble).isEmpty();
            LagReport report = watch.lookOrTellWhy();
            if (well) {
                report.trouble().ifPresent(why -> LOG.warn("lag is unknown for now: {}", why));
            }
            current = Optional.of(report);
        } catch (InterruptException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lodewatch-lag");
        thread.setDaemon(true);
        return thread;
    }
}
