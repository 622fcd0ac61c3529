package org.lodewatch.producer.comtrade;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lodewatch.clients.http.QuotaExhaustedException;
import org.lodewatch.clients.http.RetryableException;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.ServiceResponse;
import org.lodewatch.producer.comtrade.ComtradeStub.ComtradeFailure;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.LoggerFactory;

/** Error responses of UN Comtrade. */
class ComtradeErrorsTest {

    @TempDir
    Path folder;

    private final ComtradeStub stub = new ComtradeStub().put("202605", 842, 156, "811010", "10", "1");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private ComtradeFixture fixture;

    @BeforeEach
    void ask() throws Exception {
        fixture = ComtradeFixture.withKey(stub, folder, "8110");
        // The list of codes is loaded from now on, so that failures affect requests for figures.
        fixture.read("2026-05");
        stub.clearRequests();
        logged.start();
        ((Logger) LoggerFactory.getLogger("org.lodewatch")).addAppender(logged);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger("org.lodewatch")).detachAppender(logged);
        fixture.close();
        stub.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "RATE_LIMIT",
                "HELD_OFF",
                "SERVER_ERROR",
                "HTML",
                "NOT_JSON",
                "CUT_JSON",
                "ERROR_IN_ENVELOPE",
                "RESET",
                "BREAKS_OFF",
                "ELSEWHERE_FOR_NOW"
            })
    void retriesAfterFailuresThatMayPassAndGivesUpAfterTheLastAttempt(ComtradeFailure failure) throws Exception {
        stub.fail(failure, 1);
        assertThat(fixture.lines("2026-05")).containsExactly("2026-05 8110 811010 CN $10 1 kg");
        assertThat(stub.figureRequests()).hasSize(2);

        stub.fail(failure, 2);
        assertThatThrownBy(() -> fixture.lines("2026-05"))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(QuotaExhaustedException.class)
                .hasMessageStartingWith("UN Comtrade: no usable response to GET " + stub.base())
                .hasMessageContaining("after 2 attempts");
    }

    @Test
    void repeatsARequestThatReturnsNoRowsForManyCodes() throws Exception {
        stub.fail(ComtradeFailure.EMPTY, 1);
        assertThat(fixture.lines("2026-05")).containsExactly("2026-05 8110 811010 CN $10 1 kg");
        assertThat(stub.figureRequests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RATE_LIMIT        | UN Comtrade answered 429: Rate limit is exceeded. Try again in 0 seconds.
            SERVER_ERROR      | UN Comtrade answered 500: Internal server error
            HTML              | UN Comtrade answered with text/html in place of JSON: 200 The site is being maintained
            NOT_JSON          | UN Comtrade sent JSON that breaks off or is none: Unrecognized token 'Service'
            CUT_JSON          | UN Comtrade sent JSON that breaks off or is none: Unexpected end-of-input in field name
            ERROR_IN_ENVELOPE | UN Comtrade names an error: Execution timeout
            ELSEWHERE_FOR_NOW | UN Comtrade answered 302: 302 Found
            """)
    void reportsTheMessageOfTheResponse(ComtradeFailure failure, String said) {
        stub.fail(failure, 2);
        assertThatThrownBy(() -> fixture.lines("2026-05")).hasMessageContaining(said);
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY_REFUSED", "KEY_FORBIDDEN"})
    void reportsWhereToGetAValidKey(ComtradeFailure failure) {
        stub.fail(failure, 1);
        assertThatThrownBy(() -> fixture.lines("2026-05"))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("Access denied due to invalid subscription key.")
                .hasMessageContaining("COMTRADE_API_KEY or --key-file")
                .hasMessageContaining("https://comtradedeveloper.un.org");
        assertThat(stub.figureRequests()).hasSize(1);
    }

    @Test
    void keepsTheDelayThatTheMessageOfARateLimitNames() {
        ServiceResponse response = new ServiceResponse(
                429,
                HttpHeaders.of(Map.of(), (name, value) -> true),
                new ByteArrayInputStream("Rate limit is exceeded. Try again in 7 seconds.".getBytes(UTF_8)));

        assertThatThrownBy(() -> new ComtradeErrors(Clock.systemUTC()).check(response))
                .isInstanceOfSatisfying(
                        RetryableException.class,
                        failure -> assertThat(failure.after()).contains(Duration.ofSeconds(7)));
    }

    @Test
    void reportsWhenTheQuotaIsReplenished() {
        stub.fail(ComtradeFailure.QUOTA, 1);
        assertThatThrownBy(() -> fixture.lines("2026-05"))
                .isInstanceOfSatisfying(
                        QuotaExhaustedException.class,
                        quota -> assertThat(quota.until())
                                .isEqualTo(ComtradeFixture.NOW
                                        .plus(Duration.ofHours(3))
                                        .plusSeconds(14 * 60 + 17)))
                .hasMessage(
                        "UN Comtrade answered 403: Out of call volume quota. Quota will be replenished in 03:14:17.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BAD_REQUEST | UN Comtrade answered 400: The period parameter is invalid
            MOVED       | UN Comtrade has moved to https://example.org/v2; look for a newer version of Lodewatch, or check the proxy between it and the internet
            """)
    void reportsFailuresThatNeedAnOperator(ComtradeFailure failure, String said) {
        stub.fail(failure, 1);
        assertThatThrownBy(() -> fixture.lines("2026-05"))
                .isInstanceOf(OperatorException.class)
                .hasMessage(said);
    }

    @Test
    void reportsAnAddressThatDoesNotExist() {
        stub.longestAddress(10);
        assertThatThrownBy(() -> fixture.lines("2026-05"))
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("UN Comtrade has no data at " + stub.base())
                .hasMessageEndingWith("; check the address of the API");
        assertThatThrownBy(() -> fixture.source().releases())
                .isInstanceOf(OperatorException.class)
                .hasMessageStartingWith("UN Comtrade answered 404: ");
    }

    @ParameterizedTest
    @EnumSource
    void neverShowsTheKey(ComtradeFailure failure) {
        stub.fail(failure, 2);
        Throwable thrown = catchThrowable(() -> fixture.faults("2026-05"));

        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain(ComtradeStub.KEY);
        }
        assertThat(logged.list).noneMatch(event -> event.getFormattedMessage().contains(ComtradeStub.KEY));
        assertThat(stub.requests()).noneMatch(request -> request.url().contains(ComtradeStub.KEY));
        assertThat(fixture.options().toString()).doesNotContain(ComtradeStub.KEY);
    }

    @Test
    void rejectsAWrongKey() {
        ComtradeOptions wrong = new ComtradeOptions(
                stub.base(),
                Frequency.MONTHLY,
                "US",
                "un-comtrade",
                "2026-01",
                Optional.of(Secret.of("none")),
                fixture.options().scopes());
        try (ComtradeFixture stranger = ComtradeFixture.of(wrong, folder)) {
            assertThatThrownBy(() -> stranger.source().releases())
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("COMTRADE_API_KEY");
        }
    }
}
