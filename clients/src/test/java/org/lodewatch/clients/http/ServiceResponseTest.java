package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceResponseTest {

    private static ServiceResponse answer(Map<String, String> headers, byte[] body) {
        return new ServiceResponse(
                200,
                HttpHeaders.of(
                        headers.entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                        (name, value) -> true),
                new ByteArrayInputStream(body),
                Optional.of(Secret.of("hunter 2")));
    }

    private static ServiceResponse answer(String body) {
        return answer(Map.of(), body.getBytes(UTF_8));
    }

    private static ServiceResponse answer(Map<String, String> headers) {
        return answer(headers, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, application/json",
        "Application/JSON;charset=utf-8, application/json",
        "text/html ; charset=ISO-8859-1, text/html"
    })
    void returnsItsMediaType(String header, String type) {
        assertThat(answer(Map.of("content-type", header)).mediaType()).isEqualTo(type);
    }

    @Test
    void hasNoMediaTypeWithoutAHeader() {
        assertThat(answer(Map.of()).mediaType()).isEmpty();
    }

    @Test
    void excerptsTheTextOfAPage() throws IOException {
        ServiceResponse page = answer("""
                <!DOCTYPE html>
                <html lang="en"><head><title>Invalid Key</title>
                <style>body > p { color: red }</style><script>if (a < b) alert("x")</script>
                </head><body><!-- <p>gone</p> -->
                <p>You included a key&nbsp;with this request (<b>hunter+2</b>) &amp;
                it is not valid.</p></body></html>
                """);

        assertThat(page.excerpt())
                .isEqualTo("Invalid Key You included a key with this request ( *** ) & it is not valid.");
    }

    @Test
    void excerptsPlainTextThatLooksABitLikeTags() throws IOException {
        assertThat(answer("error:  1 < 2\r\nand 3 > 2").excerpt()).isEqualTo("error: 1 < 2 and 3 > 2");
    }

    @Test
    void excerptsInTheCharsetOfThePage() throws IOException {
        assertThat(answer(Map.of("Content-Type", "text/plain; charset=\"iso-8859-1\""), "clé".getBytes(ISO_8859_1))
                        .excerpt())
                .isEqualTo("clé");
    }

    @Test
    void cutsExcerptsButNoSecretInTwo() throws IOException {
        assertThat(answer("a".repeat(198) + "hunter%202" + "b".repeat(50_000)).excerpt())
                .isEqualTo("a".repeat(198) + "*…");
        assertThat(answer("a".repeat(200)).excerpt()).isEqualTo("a".repeat(200));
        assertThat(answer("").excerpt()).isEmpty();
    }

    @Test
    void excerptsCharactersThatControlATerminalAsEscapes() throws IOException {
        assertThat(answer("a\u009b2Jb\u202ec\u2028d").excerpt()).isEqualTo("a\\u009b2Jb\\u202ec\\u2028d");
    }

    @Test
    void cutsNoCharacterInTwo() throws IOException {
        assertThat(answer("a".repeat(198) + "\uD83D\uDE00".repeat(9)).excerpt()).isEqualTo("a".repeat(198) + "…");
    }

    @Test
    void canBeReadAfterAnExcerpt() throws IOException {
        ServiceResponse answer = answer("0123456789".repeat(10_000));

        answer.excerpt();

        assertThat(answer.body()).hasContent("0123456789".repeat(10_000));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "120, 120", "' 7 ', 7", "99999999999, 99999999999"})
    void isRetriedAfterSeconds(String header, long seconds) {
        assertThat(answer(Map.of("Retry-After", header)).retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void isRetriedAfterADateOnTheClockOfTheService() {
        String now = "Wed, 21 Oct 2015 07:28:00 GMT";

        assertThat(answer(Map.of("Date", now, "Retry-After", "Wed, 21 Oct 2015 07:30:30 GMT"))
                        .retryAfter())
                .contains(Duration.ofSeconds(150));
        assertThat(answer(Map.of("Date", now, "Retry-After", "Wed, 21 Oct 2015 07:00:00 GMT"))
                        .retryAfter())
                .contains(Duration.ZERO);
    }

    @Test
    void isRetriedAfterADateOnTheLocalClockIfTheResponseHasNoDate() {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

        assertThat(answer(Map.of("Retry-After", inAnHour)).retryAfter().orElseThrow())
                .isBetween(Duration.ofMinutes(58), Duration.ofMinutes(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1.5", "Wed, 99 Oct 2015 07:28:00 GMT"})
    void isRetriedAsPlannedIfTheHeaderIsMalformed(String header) {
        assertThat(answer(Map.of("Retry-After", header)).retryAfter()).isEmpty();
        assertThat(answer(Map.of()).retryAfter()).isEmpty();
    }
}
