package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, for a command that runs until then. The JVM waits with its end until the command has closed what
 * it opened, and this last.
 */
public final class ShutdownSignal implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CompletableFuture<Void> received = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "shutdown");

    public ShutdownSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Completes when the signal comes. */
    public CompletableFuture<Void> received() {
        return received;
    }

    @Override
    public void close() {
        closed.countDown();
        if (!received.isDone()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void onShutdown() {
        received.complete(null);
        try {
            if (!closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("gave up waiting for a clean end after " + PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
