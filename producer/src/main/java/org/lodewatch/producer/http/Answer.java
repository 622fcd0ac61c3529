package org.lodewatch.producer.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a service answered. */
public final class Answer {

    private static final int EXCERPT_BYTES = 4_096;
    private static final int EXCERPT_LENGTH = 200;

    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;
    private final UnaryOperator<String> hidingSecrets;
    private final Clock clock;

    Answer(int status, HttpHeaders headers, InputStream body, UnaryOperator<String> hidingSecrets, Clock clock) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.hidingSecrets = hidingSecrets;
        this.clock = clock;
    }

    /** The status code, such as 200. */
    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** To be read once; ends with an IOException if the connection drops or stalls. */
    public InputStream body() {
        return body;
    }

    /** The media type, in lower case and without parameters: {@code application/json}; empty if there is none. */
    public String mediaType() {
        return headers.firstValue("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The beginning of the body, for a message: on one line, without HTML tags, at most 200 characters, no secret. */
    public String excerpt() throws IOException {
        String text = hidingSecrets
                .apply(new String(body.readNBytes(EXCERPT_BYTES), StandardCharsets.UTF_8))
                .replaceAll("(?is)<(script|style|head)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return text.length() <= EXCERPT_LENGTH ? text : text.substring(0, EXCERPT_LENGTH) + "...";
    }

    /** How long the Retry-After header asks to wait, in seconds or until a date. */
    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(this::wait);
    }

    private Optional<Duration> wait(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Duration left =
                    Duration.between(clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
