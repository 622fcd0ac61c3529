package org.lodewatch.producer.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Gives up a body that has stopped coming: the client's own timeout ends with the headers. One thread reads.
 *
 * <p>One check a quarter of the patience, and not a timer a read, since there are many reads.
 */
final class StallGuard extends FilterInputStream {

    private static final long NOT_READING = Long.MIN_VALUE;
    private static final int CHECKS = 4;

    private final Duration patience;
    private final ScheduledFuture<?> checks;
    private volatile long readingSince = NOT_READING;
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration patience, ScheduledExecutorService timer) {
        super(in);
        this.patience = patience;
        long pause = Math.max(1, patience.toMillis() / CHECKS);
        this.checks = timer.scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void check() {
        long since = readingSince;
        if (since != NOT_READING && System.nanoTime() - since > patience.toNanos()) {
            stalled = true;
            try {
                in.close(); // ends the read that waits
            } catch (IOException e) {
                // what it closes has failed already
            }
        }
    }

    private interface Read {
        int bytes() throws IOException;
    }

    private int guarded(Read read) throws IOException {
        readingSince = System.nanoTime();
        try {
            int result = read.bytes();
            if (stalled) {
                throw new IOException("stalled");
            }
            return result;
        } catch (IOException e) {
            throw stalled ? new IOException("the answer stalled for " + patience.toSeconds() + " s") : e;
        } finally {
            readingSince = NOT_READING;
        }
    }

    @Override
    public int read() throws IOException {
        return guarded(in::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return guarded(() -> in.read(bytes, offset, length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        checks.cancel(false);
        super.close();
    }
}
