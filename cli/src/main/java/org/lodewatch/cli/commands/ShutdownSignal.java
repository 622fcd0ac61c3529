package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/**
 * Ctrl-C or SIGTERM, for a command that runs until then, or, if that is watched, a clock that is set back. The JVM does not exit before the
 * command has closed its resources, and this object last, or before a time has passed: 30 s, or 10 s for a clock.
 */
public final class ShutdownSignal implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Shorter, because Kafka's clients, which wait for the clock, will not end. Each process continues as after a kill. */
    private static final Duration CLOCK_TIMEOUT = Duration.ofSeconds(10);

    private final CompletableFuture<Void> received = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "shutdown");
    private Optional<ClockWatch> clock = Optional.empty();
    private volatile Optional<String> reason = Optional.empty();

    public ShutdownSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * The process ends also when the clock of its machine is set back, with exit code 1: for a command with consumers, which would wait
     * until the clock is what it was.
     */
    ShutdownSignal watchingClock() {
        clock = Optional.of(new ClockWatch(this::endAfterClock));
        return this;
    }

    private void endAfterClock(String why) {
        reason = Optional.of(why);
        System.exit(CommandLine.ExitCode.SOFTWARE);
    }

    /** Completes when the signal comes. */
    public CompletableFuture<Void> received() {
        return received;
    }

    /** Waits for the signal, but no longer than this. @return whether it came, or the thread was interrupted */
    public boolean comesWithin(Duration time) {
        return isDoneWithin(received, time);
    }

    /** Waits for a future, but no longer than this. @return whether it is done, or the thread was interrupted */
    public static boolean isDoneWithin(CompletableFuture<?> future, Duration time) {
        try {
            future.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        clock.ifPresent(ClockWatch::close);
        closed.countDown();
        if (!received.isDone()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void onShutdown() {
        received.complete(null);
        Duration timeout = reason.isPresent() ? CLOCK_TIMEOUT : TIMEOUT;
        try {
            if (!closed.await(timeout.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for a clean end after " + timeout.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Last, where an operator looks for it.
        reason.ifPresent(why -> System.err.println("lodewatch: " + why));
    }
}
