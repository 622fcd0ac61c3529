package org.lodewatch.clients.http;

import java.io.IOException;
import java.time.Instant;

/** No more requests are allowed for now. */
public final class QuotaExhaustedException extends IOException {

    private static final long serialVersionUID = 1;

    private final Instant until;

    /**
     * @param message one line: whose quota, how much it is, when it is there again
     */
    public QuotaExhaustedException(String message, Instant until) {
        super(message);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
