package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A response's body, read as it arrives. Unlike the stream of the JDK, it does not wait forever: a wait that is longer
 * than the timeout fails, and so does one that is interrupted.
 */
final class WatchedBody extends InputStream implements BodySubscriber<WatchedBody> {

    private static final List<ByteBuffer> END = new ArrayList<>();

    private final Duration timeout;

    /** At most one list of bytes, because the next one is requested when this one is taken; then the end. */
    private final BlockingQueue<List<ByteBuffer>> arrivals = new LinkedBlockingQueue<>();

    private Iterator<ByteBuffer> unread = Collections.emptyIterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private Flow.Subscription subscription;
    private boolean ended;
    private volatile boolean closed;
    private volatile Throwable failure;

    WatchedBody(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public CompletionStage<WatchedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription source) {
        // The response is returned before its body is subscribed to, so it may be closed by now.
        if (subscription != null || closed) {
            source.cancel();
            return;
        }
        subscription = source;
        source.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(buffers);
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        arrivals.add(END);
    }

    @Override
    public void onComplete() {
        arrivals.add(END);
    }

    @Override
    public int read() throws IOException {
        return hasByte() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasByte()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(bytes, offset, count);
        return count;
    }

    @Override
    public int available() {
        return current.remaining();
    }

    /** Waits until there is a byte to read; false at the end. */
    private boolean hasByte() throws IOException {
        if (closed) {
            throw new IOException("the response is closed");
        }
        while (!current.hasRemaining()) {
            if (unread.hasNext()) {
                current = unread.next();
            } else if (ended) {
                return false;
            } else {
                receive();
            }
        }
        return true;
    }

    private void receive() throws IOException {
        List<ByteBuffer> arrival = next();
        // By identity: an empty list of buffers is not the end.
        if (arrival != END) {
            unread = arrival.iterator();
            subscription.request(1);
            return;
        }
        if (failure != null) {
            // Every further read fails too.
            arrivals.add(END);
            throw new IOException("the response broke off: " + failure.getMessage(), failure);
        }
        ended = true;
    }

    private List<ByteBuffer> next() throws IOException {
        try {
            List<ByteBuffer> arrival = arrivals.poll(timeout.toNanos(), NANOSECONDS);
            if (arrival == null) {
                close();
                throw new HttpTimeoutException("the response stalled: nothing more came within " + Seconds.of(timeout));
            }
            return arrival;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a response");
        }
    }

    /** Cancels the rest of the body. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
