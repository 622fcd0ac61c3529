package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The body of an answer, read as it arrives. Unlike the client's own stream, it does not wait forever: a wait that is
 * longer than the timeout fails, and so does one that is interrupted.
 */
final class WatchedBody extends InputStream implements BodySubscriber<WatchedBody> {

    private final Duration timeout;

    /** What has arrived; at most one list, since the next one is asked for when this one is taken. */
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    private final Queue<ByteBuffer> unread = new ArrayDeque<>();
    private Flow.Subscription subscription;
    private boolean subscribed;
    private boolean ended;
    private boolean closed;

    private sealed interface Arrival {

        record Bytes(List<ByteBuffer> buffers) implements Arrival {}

        record End() implements Arrival {}

        record Failure(Throwable cause) implements Arrival {}
    }

    WatchedBody(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<WatchedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription source) {
        // The answer is handed over before its body is subscribed to, so that it may have been closed by now.
        if (subscribed || closed) {
            source.cancel();
            return;
        }
        subscribed = true;
        subscription = source;
        source.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        arrivals.add(new Arrival.Failure(cause));
    }

    @Override
    public void onComplete() {
        arrivals.add(new Arrival.End());
    }

    @Override
    public int read() throws IOException {
        return arrived() ? unread.element().get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!arrived()) {
            return -1;
        }
        ByteBuffer buffer = unread.element();
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        ByteBuffer buffer = unread.peek();
        return buffer == null ? 0 : buffer.remaining();
    }

    /** Waits until there is a byte to read; false at the end. */
    private boolean arrived() throws IOException {
        if (closed) {
            throw new IOException("the answer has been closed");
        }
        while (!ended) {
            while (!unread.isEmpty()) {
                if (unread.element().hasRemaining()) {
                    return true;
                }
                unread.remove();
            }
            receive();
        }
        return false;
    }

    private void receive() throws IOException {
        Arrival arrival = next();
        if (arrival instanceof Arrival.Bytes bytes) {
            unread.addAll(bytes.buffers());
            subscription.request(1);
        } else if (arrival instanceof Arrival.Failure failure) {
            throw new IOException("the answer broke off: " + failure.cause().getMessage(), failure.cause());
        } else {
            ended = true;
        }
    }

    private Arrival next() throws IOException {
        try {
            Arrival arrival = arrivals.poll(timeout.toNanos(), NANOSECONDS);
            if (arrival == null) {
                close();
                throw new HttpTimeoutException("the answer stalled: nothing more came within " + Seconds.of(timeout));
            }
            return arrival;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an answer was read");
        }
    }

    /** Does without the rest, if there is any. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
