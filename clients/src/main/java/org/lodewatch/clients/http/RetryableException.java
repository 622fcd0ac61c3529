package org.lodewatch.clients.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The response is not usable, but a later one may be. */
public final class RetryableException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> after;

    /**
     * @param why one line that describes the response
     * @param after the wait that the service requests, if it does
     */
    public RetryableException(String why, Optional<Duration> after) {
        super(why);
        this.after = after;
    }

    public Optional<Duration> after() {
        return after;
    }
}
