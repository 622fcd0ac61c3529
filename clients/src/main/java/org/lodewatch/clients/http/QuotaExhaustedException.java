package org.lodewatch.clients.http;

import java.io.IOException;
import java.time.Instant;

/** The daily quota of a service is used up. */
public final class QuotaExhaustedException extends IOException {

    private static final long serialVersionUID = 1;

    private final Instant until;

    /**
     * @param message one line with the service, its quota and when requests are allowed again
     */
    public QuotaExhaustedException(String message, Instant until) {
        super(message);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
