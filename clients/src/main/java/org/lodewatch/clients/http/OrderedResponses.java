package org.lodewatch.clients.http;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers that are fetched at the same time and handed out in order. At most one more than may be in flight is asked for
 * and not taken yet: it is fetched while the answer before it is in use.
 */
final class OrderedResponses<T> implements WebService.Answers<T> {

    private final Iterator<Callable<T>> questions;
    private final int inFlight;
    private final ExecutorService threads;
    private final Queue<Future<T>> expected = new ArrayDeque<>();
    private boolean closed;

    OrderedResponses(Iterator<Callable<T>> questions, int inFlight, ExecutorService threads) {
        this.questions = questions;
        this.inFlight = inFlight;
        this.threads = threads;
    }

    @Override
    public Optional<T> next() throws IOException, InterruptedException {
        Future<T> first = first();
        if (first == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(first.get());
        } catch (CancellationException e) {
            throw new IOException("the answers were closed while the next one was waited for", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            // An interrupted wait leaves it to the next call.
            if (first.isDone()) {
                taken(first);
            }
        }
    }

    private static RuntimeException rethrown(Throwable failure) throws IOException {
        if (failure instanceof IOException trouble) {
            throw trouble;
        }
        if (failure instanceof InterruptedException) {
            // Not this thread was interrupted, but the one that asked.
            throw new IOException("the web service was closed while it was asked", failure);
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }

    private synchronized Future<T> first() throws IOException {
        if (closed) {
            throw new IllegalStateException("the answers are closed");
        }
        try {
            ask();
        } catch (RejectedExecutionException e) {
            throw new IOException("the web service is closed", e);
        }
        return expected.peek();
    }

    private synchronized void taken(Future<T> answer) {
        expected.remove(answer);
    }

    private void ask() {
        while (expected.size() <= inFlight && questions.hasNext()) {
            expected.add(threads.submit(questions.next()));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        expected.forEach(answer -> answer.cancel(true));
        expected.clear();
    }
}
