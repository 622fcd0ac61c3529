package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.clients.http.ServiceResponse;

/**
 * Headers and bodies of answers, as of the webhooks of alerts and of statistical offices. What is quoted of a body is one line; the
 * wait that a right Retry-After requests is found.
 */
final class ServiceAnswers implements InputSource {

    private static final int LONGEST_EXCERPT = 200;
    private static final int MOST_PARTS = 6;
    private static final Instant NOW = Instant.parse("2026-06-14T08:30:00Z");
    private static final int LONGEST_WAIT_SECONDS = 100_000_000;

    private static final List<String> PARTS = List.of(
            "<html><head><title>Bad Gateway</title></head>",
            "<!-- a comment -->",
            "<!--",
            "-->",
            "<script>if (a < b) alert(1)</script>",
            "<script",
            "</script",
            "<style ",
            "{\"error\": \"quota exceeded\"}",
            "a < b and b > c",
            "&amp;lt;&nbsp;",
            "\u00A0",
            "plain text\r\nover two lines");

    @Override
    public FuzzInput input(Chance chance) {
        Map<String, List<String>> headers = new TreeMap<>();
        Optional<Duration> requested = Optional.empty();
        if (chance.oneIn(2)) {
            int seconds = chance.below(LONGEST_WAIT_SECONDS);
            boolean date = chance.oneIn(2);
            headers.put("Retry-After", List.of(date ? httpDate(NOW.plusSeconds(seconds)) : Integer.toString(seconds)));
            headers.put("Date", List.of(httpDate(NOW)));
            requested = Optional.of(Duration.ofSeconds(seconds));
        } else {
            for (String name : List.of("Retry-After", "Date")) {
                if (chance.oneIn(2)) {
                    headers.put(name, List.of(oddHeader(chance)));
                }
            }
        }
        if (chance.oneIn(2)) {
            headers.put(
                    "Content-Type",
                    List.of(
                            chance.oneIn(2)
                                    ? "text/html; charset="
                                            + chance.of("utf-8", "\"iso-8859-1\"", "utf-16", "no-such", "..")
                                    : oddHeader(chance)));
        }
        StringBuilder body = new StringBuilder();
        for (int parts = chance.below(MOST_PARTS); parts > 0; parts--) {
            String part = chance.oneIn(3) ? chance.oddText() : chance.of(PARTS);
            body.append(chance.oneIn(30) ? part.repeat(chance.from(1, 1 + 20_000 / (1 + part.length()))) : part);
        }
        byte[] bytes = body.toString().getBytes(UTF_8);
        return new Answer(headers, chance.oneIn(3) ? chance.mutated(bytes) : bytes, requested);
    }

    private static String oddHeader(Chance chance) {
        String text = chance.oneIn(2) ? chance.oddNumber() : chance.mutated(httpDate(NOW));
        return text.replaceAll("[\\r\\n\\x00]", "");
    }

    private static String httpDate(Instant moment) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
    }

    private record Answer(Map<String, List<String>> headers, byte[] body, Optional<Duration> requested)
            implements FuzzInput {

        @Override
        public Verdict check() throws WrongAnswer, IOException {
            ServiceResponse answer = new ServiceResponse(
                    503, HttpHeaders.of(headers, (name, value) -> true), new ByteArrayInputStream(body));
            answer.mediaType();
            String excerpt = answer.excerpt();
            if (!excerpt.isEmpty()) {
                Refusals.requireShown(excerpt);
            }
            if (excerpt.length() > LONGEST_EXCERPT) {
                throw new WrongAnswer("excerpt that is too long", excerpt);
            }
            if (!excerpt.equals(new String(excerpt.getBytes(UTF_8), UTF_8))) {
                throw new WrongAnswer("excerpt with half a character", excerpt);
            }
            if (!Arrays.equals(body, answer.body().readAllBytes())) {
                throw new WrongAnswer("body that changes when it is quoted", excerpt);
            }
            Optional<Duration> found = answer.retryAfter();
            if (requested.isPresent()) {
                WrongAnswer.requireEqual("wait", requested, found);
            }
            if (found.filter(Duration::isNegative).isPresent()) {
                throw new WrongAnswer("wait that is negative", found.toString());
            }
            return Verdict.refusedIf(found.isEmpty());
        }

        @Override
        public String shown() {
            return headers + "\n\n" + new String(body, ISO_8859_1);
        }
    }
}
