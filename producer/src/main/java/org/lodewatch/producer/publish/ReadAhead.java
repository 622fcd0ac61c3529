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
 * Reads a feed in a thread of its own. Reading and publishing overlap, and items that were read are published while the
 * source blocks its reader.
 */
final class ReadAhead implements AutoCloseable {

    /** The most rows and lines in the queue. An edition with more is alone in it. */
    private static final int CAPACITY = 5_000;

    /** Its place in the queue is freed for so many rows at once: waking the reader for each row costs more than the row. */
    private static final int FREED = 1_000;

    private static final Duration STOPPING = Duration.ofSeconds(1);

    /** An entry of the queue: an item, the end of the input, or a failure. */
    private record Entry(Optional<FeedItem> item, Optional<Throwable> failure) {}

    private final BlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final Semaphore free = new Semaphore(CAPACITY);
    private final String feed;
    private final FeedReader reader;
    private final Thread thread;
    private int taken;
    private boolean ended;

    ReadAhead(String feed, FeedReader reader) {
        this.feed = feed;
        this.reader = reader;
        this.thread = new Thread(this::read, "lodewatch-feed-reader");
        thread.setDaemon(true); // a read from standard input cannot be interrupted
        thread.start();
    }

    private void read() {
        try {
            Optional<FeedItem> item = reader.next();
            while (item.isPresent()) {
                free.acquire(size(item.get()));
                queue.add(new Entry(item, Optional.empty()));
                item = reader.next();
            }
            queue.add(new Entry(Optional.empty(), Optional.empty()));
        } catch (IOException | RuntimeException | Error e) {
            queue.add(new Entry(Optional.empty(), Optional.of(e)));
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** The next item; empty if none arrives in this time, or at the end of the input. */
    Optional<FeedItem> poll(Duration timeout) throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        if (taken >= FREED || queue.isEmpty()) {
            free.release(taken);
            taken = 0;
        }
        Entry next = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (next == null) {
            return Optional.empty();
        }
        next.failure().ifPresent(this::fail);
        ended = next.item().isEmpty();
        next.item().ifPresent(item -> taken += size(item));
        return next.item();
    }

    private static int size(FeedItem item) {
        return item instanceof FeedItem.Edition edition
                ? Math.min(Math.max(edition.lines().size(), 1), CAPACITY)
                : 1;
    }

    /** Whether all items have been returned. */
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
                ("feed %s cannot be read any further (%s): when its source works again, run this"
                                + " again; it continues after the last commit")
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
