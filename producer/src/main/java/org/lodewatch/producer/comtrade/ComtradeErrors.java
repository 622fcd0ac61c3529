package org.lodewatch.producer.comtrade;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.schemas.OperatorException;

/** The meaning of error responses of Comtrade and of the gateway before it. */
record ComtradeErrors(Clock clock) {

    private static final Pattern SECONDS = Pattern.compile("(?i)again in ([0-9]{1,6}) second");
    /** A span of time as .NET writes it, with days in front where there are any: {@code 03:14:17}, {@code 20.09:58:55}. */
    private static final Pattern REPLENISHED =
            Pattern.compile("(?i)replenished in (?:([0-9]{1,3})\\.)?([0-9]{1,2}):([0-9]{2}):([0-9]{2})");

    private static final Pattern NAMED =
            Pattern.compile("\"(?:errorMessage|error|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)");

    /**
     * Accepts a response of status 200 alone.
     *
     * @throws RetryableException if a later request may succeed: too many requests at a time, a failure of the service,
     *     a temporary redirect
     * @throws QuotaExhaustedException if the quota of requests is used up
     * @throws OperatorException if the key is not accepted, the request is wrong, or the API has moved for good
     */
    void check(ServiceResponse response) throws IOException {
        int status = response.status();
        if (status == 200) {
            return;
        }
        String text = response.excerpt();
        switch (status) {
            case 401 -> throw keyRejected(status, text);
            case 403 -> forbidden(response, text);
            case 429 ->
                throw new RetryableException(
                        message(status, text), seconds(text).or(response::retryAfter));
            case 301, 308 ->
                throw new OperatorException("UN Comtrade has moved to "
                        + response.headers().firstValue("location").orElse("an address that it does not name")
                        + "; look for a newer version of Lodewatch, or check the proxy between it and the internet");
            default -> {
                // Such as a maintenance page, or a login page of a proxy.
                if (status >= 500 || status >= 300 && status < 400 || status == 408) {
                    throw new RetryableException(message(status, text), response.retryAfter());
                }
                throw new OperatorException(message(status, text));
            }
        }
    }

    private void forbidden(ServiceResponse response, String text) throws IOException {
        if (text.contains("subscription key")) {
            throw keyRejected(403, text);
        }
        if (text.contains("quota")) {
            Instant until = replenished(text)
                    .or(response::retryAfter)
                    .map(clock.instant()::plus)
                    .orElseGet(this::midnight);
            throw new QuotaExhaustedException(message(403, text), until);
        }
        Optional<Duration> after = response.retryAfter();
        if (after.isPresent()) {
            throw new RetryableException(message(403, text), after);
        }
        throw new OperatorException(message(403, text));
    }

    private static OperatorException keyRejected(int status, String text) {
        return new OperatorException(message(status, text)
                + "; check the key in COMTRADE_API_KEY or --key-file, or get one, free, by subscribing to 'comtrade - v1'"
                + " at https://comtradedeveloper.un.org");
    }

    private static String message(int status, String text) {
        Matcher named = NAMED.matcher(text);
        return "UN Comtrade answered " + status + ": " + (named.find() ? named.group(1) : text);
    }

    private static Optional<Duration> seconds(String text) {
        Matcher delay = SECONDS.matcher(text);
        return delay.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(delay.group(1)))) : Optional.empty();
    }

    private static Optional<Duration> replenished(String text) {
        Matcher span = REPLENISHED.matcher(text);
        if (!span.find()) {
            return Optional.empty();
        }
        long days = span.group(1) == null ? 0 : Long.parseLong(span.group(1));
        return Optional.of(Duration.ofDays(days)
                .plusHours(Long.parseLong(span.group(2)))
                .plusMinutes(Long.parseLong(span.group(3)))
                .plusSeconds(Long.parseLong(span.group(4))));
    }

    private Instant midnight() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC))
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
