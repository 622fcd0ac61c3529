package org.lodewatch.producer.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.schemas.OperatorException;

/**
 * Reads on a thread of its own, so that a source that keeps its reader waiting does not keep back what it has already
 * given, and so that reading and publishing overlap.
 */
final class ReadAhead implements AutoCloseable {

    /** Rows and lines that may wait to be published; an edition of more waits alone. */
    private static final int CAPACITY = 5_000;

    private static final Duration STOPPING = Duration.ofSeconds(1);

    /** What the reading thread hands over: an item, or how the reading ended. */
    private record Handover(Optional<FeedItem> item, Optional<Throwable> failure) {}

    private final BlockingQueue<Handover> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(CAPACITY);
    private final String feed;
    private final FeedReader reading;
    private final Thread thread;
    private boolean ended;

    ReadAhead(String feed, FeedReader reading) {
        this.feed = feed;
        this.reading = reading;
        this.thread = new Thread(this::read, "lodewatch-feed-reader");
        thread.setDaemon(true); // a read from standard input cannot be interrupted
        thread.start();
    }

    private void read() {
        try {
            try {
                Optional<FeedItem> item = reading.next();
                while (item.isPresent()) {
                    room.acquire(size(item.get()));
                    queue.put(new Handover(item, Optional.empty()));
                    item = reading.next();
                }
                queue.put(new Handover(Optional.empty(), Optional.empty()));
            } catch (IOException | RuntimeException | Error e) {
                queue.put(new Handover(Optional.empty(), Optional.of(e)));
            }
        } catch (InterruptedException e) {
            // closed; nobody asks for more
        }
    }

    /** The next item; empty if none comes in this time, or none will come any more. */
    Optional<FeedItem> poll(Duration wait) throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        Handover next = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            return Optional.empty();
        }
        next.failure().ifPresent(this::fail);
        ended = next.item().isEmpty();
        next.item().ifPresent(item -> room.release(size(item)));
        return next.item();
    }

    private static int size(FeedItem item) {
        return item instanceof FeedItem.Edition edition
                ? Math.min(Math.max(edition.lines().size(), 1), CAPACITY)
                : 1;
    }

    /** Whether the last item has been handed over. */
    boolean ended() {
        return ended;
    }

    private void fail(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new OperatorException(
                ("feed %s cannot be read any further (%s): when its source is well again, run this"
                                + " again; it goes on after the last commit")
                        .formatted(feed, failure.getMessage()),
                failure);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOPPING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
