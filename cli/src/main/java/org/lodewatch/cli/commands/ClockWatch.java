package org.lodewatch.cli.commands;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.lodewatch.clients.kafka.ClockCheck;

/**
 * Ends the process when the clock of its machine is set back, in a thread that asks Kafka for nothing: each other thread may be waiting for
 * the clock in one of Kafka's clients.
 */
final class ClockWatch implements AutoCloseable {

    private final ClockCheck check = new ClockCheck(InstantSource.system());

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clock-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Watches until it is closed. */
    ClockWatch() {
        long interval = ClockCheck.INTERVAL.toMillis();
        looks.scheduleWithFixedDelay(() -> check.look().ifPresent(ClockWatch::end), 0, interval, TimeUnit.MILLISECONDS);
    }

    private static void end(String why) {
        System.err.println("lodewatch: " + why);
        System.exit(1);
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
