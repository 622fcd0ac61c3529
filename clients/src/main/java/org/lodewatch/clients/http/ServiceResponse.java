package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.schemas.values.Printable;

/** A response of a web service. */
public final class ServiceResponse {

    private static final int EXCERPT_CHARACTERS = 200;

    /** How much of a body {@link #excerpt} reads. In most web pages the message begins within it, after a long head. */
    public static final int EXCERPT_BYTES = 16 * 1024;

    private static final Pattern UNREADABLE =
            Pattern.compile("<!--.*?-->|<(script|style)\\b.*?</\\1\\s*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern TAG = Pattern.compile("</?[a-zA-Z!?][^>]*>?");

    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);

    private final int status;
    private final HttpHeaders headers;
    private final InputStream body;
    private final Optional<Secret> secret;

    public ServiceResponse(int status, HttpHeaders headers, InputStream body) {
        this(status, headers, body, Optional.empty());
    }

    /**
     * @param secret kept out of the excerpt
     */
    ServiceResponse(int status, HttpHeaders headers, InputStream body, Optional<Secret> secret) {
        this.status = status;
        this.headers = headers;
        this.body = new BufferedInputStream(body);
        this.secret = secret;
    }

    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** Can be read once. Reading fails with an IOException if the connection breaks or stalls. */
    public InputStream body() {
        return body;
    }

    /** The media type, in lower case and without parameters: {@code application/json}; empty if there is none. */
    public String mediaType() {
        String type = contentType();
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The beginning of the body for a message: one line of at most 200 characters, without HTML tags, control
     * characters and secrets. The body
     * can still be read from its beginning afterwards. If part of it has been read, the excerpt is of the rest.
     */
    public String excerpt() throws IOException {
        body.mark(EXCERPT_BYTES);
        byte[] beginning = body.readNBytes(EXCERPT_BYTES);
        body.reset();
        String text = new String(beginning, charset());
        String withoutTags =
                TAG.matcher(UNREADABLE.matcher(text).replaceAll(" ")).replaceAll(" ");
        String line = withoutEntities(withoutTags)
                .replaceAll("[\\s\\p{Cntrl}\\u00a0]+", " ")
                .strip();
        // Before it is cut, because half a secret would not be found.
        String shown = secret.map(known -> known.hiddenIn(line)).orElse(line);
        return cut(Printable.line(shown));
    }

    private static String cut(String line) {
        if (line.length() <= EXCERPT_CHARACTERS) {
            return line;
        }
        int end = EXCERPT_CHARACTERS - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /**
     * The wait that the Retry-After header requests, in seconds or until a date, which is compared with the Date header if
     * there is one; zero if the date has passed. Empty if there is no such header, or it is malformed.
     */
    public Optional<Duration> retryAfter() {
        return headers.firstValue("Retry-After").map(String::strip).flatMap(this::delay);
    }

    private Optional<Duration> delay(String retryAfter) {
        if (retryAfter.matches("\\d{1,18}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
        }
        Instant now =
                headers.firstValue("Date").flatMap(ServiceResponse::instant).orElseGet(Instant::now);
        return instant(retryAfter)
                .map(until -> Duration.between(now, until))
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay);
    }

    private static Optional<Instant> instant(String httpDate) {
        try {
            return Optional.of(ZonedDateTime.parse(httpDate.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String contentType() {
        return headers.firstValue("Content-Type").orElse("");
    }

    private Charset charset() {
        Matcher matcher = CHARSET.matcher(contentType());
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : UTF_8;
        } catch (IllegalArgumentException e) {
            return UTF_8;
        }
    }

    private static String withoutEntities(String text) {
        return text.replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
