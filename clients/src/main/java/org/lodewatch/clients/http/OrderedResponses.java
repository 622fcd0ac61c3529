package org.lodewatch.clients.http;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Responses to several requests, fetched at the same time and returned in the order of the requests. At most one request
 * more than may be in flight is sent ahead: it is fetched while the response before it is in use. One thread reads them;
 * any thread may close them.
 */
public final class OrderedResponses<T> implements AutoCloseable {

    interface Exchange<T> {
        T send(WebService.Request request) throws IOException, InterruptedException;
    }

    private final Iterator<WebService.Request> requests;
    private final Exchange<T> exchange;
    private final int inFlight;
    private final ExecutorService threads;
    private final Queue<Future<T>> expected = new ArrayDeque<>();
    private boolean closed;

    OrderedResponses(
            Iterator<WebService.Request> requests, Exchange<T> exchange, int inFlight, ExecutorService threads) {
        this.requests = requests;
        this.exchange = exchange;
        this.inFlight = inFlight;
        this.threads = threads;
    }

    /**
     * The next response; empty after the last.
     *
     * @throws IOException as {@link WebService#get} does; the call after that returns the response to the next request
     */
    public Optional<T> next() throws IOException, InterruptedException {
        Future<T> first = first();
        if (first == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(first.get());
        } catch (CancellationException e) {
            throw new IOException("closed while waiting for the next response", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            // After an interrupted wait the next call waits for the same response.
            if (first.isDone()) {
                taken(first);
            }
        }
    }

    private static RuntimeException rethrown(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof InterruptedException) {
            // The thread that sent the request was interrupted, not this one.
            throw new IOException("the web service was closed during the request", failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private synchronized Future<T> first() throws IOException {
        if (closed) {
            throw new IllegalStateException("the responses are closed");
        }
        try {
            sendAhead();
        } catch (RejectedExecutionException e) {
            throw new IOException("the web service is closed", e);
        }
        return expected.peek();
    }

    private synchronized void taken(Future<T> response) {
        expected.remove(response);
    }

    private void sendAhead() {
        while (expected.size() <= inFlight && requests.hasNext()) {
            WebService.Request request = requests.next();
            expected.add(threads.submit(() -> exchange.send(request)));
        }
    }

    /** Cancels the requests in flight. */
    @Override
    public synchronized void close() {
        closed = true;
        expected.forEach(response -> response.cancel(true));
        expected.clear();
    }
}
