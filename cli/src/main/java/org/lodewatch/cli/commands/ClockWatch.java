package org.lodewatch.cli.commands;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lodewatch.clients.kafka.ClockCheck;

/**
 * Looks whether the clock of this machine is set back, in a thread that asks Kafka for nothing: each other thread may be waiting for the
 * clock in one of Kafka's clients.
 */
final class ClockWatch implements AutoCloseable {

    private final ClockCheck check = new ClockCheck(InstantSource.system());

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clock-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** Watches until it is closed. @param setBack receives the reason why the process must start again */
    ClockWatch(Consumer<String> setBack) {
        long interval = ClockCheck.INTERVAL.toMillis();
        scheduler.scheduleWithFixedDelay(() -> check.look().ifPresent(setBack), 0, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
