package org.lodewatch.producer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * What a service answered.
 *
 * @param body to be read once; ends with an IOException if the connection drops
 */
public record Answer(int status, HttpHeaders headers, InputStream body) {

    /** The media type, in lower case and without parameters: {@code application/json}; empty if there is none. */
    public String mediaType() {
        throw new UnsupportedOperationException("to be written");
    }

    /** The beginning of the body, for a message: on one line, without HTML tags, at most 200 characters, no secret. */
    public String excerpt() throws IOException {
        throw new UnsupportedOperationException("to be written");
    }

    /** How long the Retry-After header asks to wait, in seconds or until a date. */
    public Optional<Duration> retryAfter() {
        throw new UnsupportedOperationException("to be written");
    }
}
