package org.lodewatch.clients.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An answer that may be another one later. */
public final class RetryableException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> after;

    /**
     * @param why one line: what the service answered
     * @param after how long it asks to wait, if it says so
     */
    public RetryableException(String why, Optional<Duration> after) {
        super(why);
        this.after = after;
    }

    public Optional<Duration> after() {
        return after;
    }
}
