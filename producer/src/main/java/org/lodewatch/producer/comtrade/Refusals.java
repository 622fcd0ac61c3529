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

/** What Comtrade, and the gateway before it, mean by answers other than figures. */
final class Refusals {

    private static final Pattern SECONDS = Pattern.compile("(?i)again in ([0-9]{1,6}) second");
    /** As .NET writes a span of time, days first where there are any: {@code 03:14:17}, {@code 20.09:58:55}. */
    private static final Pattern REPLENISHED =
            Pattern.compile("(?i)replenished in (?:([0-9]{1,3})\\.)?([0-9]{1,2}):([0-9]{2}):([0-9]{2})");

    private static final Pattern NAMED =
            Pattern.compile("\"(?:errorMessage|error|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)+)");

    private final Clock clock;

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /**
     * Passes an answer of status 200, and nothing else.
     *
     * @throws RetryableException if it may be answered better later: too many requests at a time, trouble over there, a
     *     redirect that is meant for a while
     * @throws QuotaExhaustedException if no more requests are allowed for now
     * @throws OperatorException if the key is not accepted, the request is wrong, or the interface has moved for good
     */
    void check(ServiceResponse answer) throws IOException {
        int status = answer.status();
        if (status == 200) {
            return;
        }
        String text = answer.excerpt();
        switch (status) {
            case 401 -> throw keyRefused(status, text);
            case 403 -> forbidden(answer, text);
            case 429 ->
                throw new RetryableException(
                        answered(status, text), seconds(text).or(answer::retryAfter));
            case 301, 308 ->
                throw new OperatorException("UN Comtrade has moved to "
                        + answer.headers().firstValue("location").orElse("an address that it does not name")
                        + "; look for a newer version of Lodewatch, or see what stands between it and the internet");
            default -> {
                // A maintenance page or a portal on the way: other answers at another time.
                if (status >= 500 || status >= 300 && status < 400 || status == 408) {
                    throw new RetryableException(answered(status, text), answer.retryAfter());
                }
                throw new OperatorException(answered(status, text));
            }
        }
    }

    private void forbidden(ServiceResponse answer, String text) throws IOException {
        if (text.contains("subscription key")) {
            throw keyRefused(403, text);
        }
        if (text.contains("quota")) {
            Instant until = replenished(text)
                    .or(answer::retryAfter)
                    .map(clock.instant()::plus)
                    .orElseGet(this::midnight);
            throw new QuotaExhaustedException(answered(403, text), until);
        }
        Optional<Duration> after = answer.retryAfter();
        if (after.isPresent()) {
            throw new RetryableException(answered(403, text), after);
        }
        throw new OperatorException(answered(403, text));
    }

    private static OperatorException keyRefused(int status, String text) {
        return new OperatorException(answered(status, text)
                + "; check the key in COMTRADE_API_KEY or --key-file, or get one, free, by subscribing to 'comtrade - v1'"
                + " at https://comtradedeveloper.un.org");
    }

    private static String answered(int status, String text) {
        Matcher named = NAMED.matcher(text);
        return "UN Comtrade answered " + status + ": " + (named.find() ? named.group(1) : text);
    }

    private static Optional<Duration> seconds(String text) {
        Matcher asked = SECONDS.matcher(text);
        return asked.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(asked.group(1)))) : Optional.empty();
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
