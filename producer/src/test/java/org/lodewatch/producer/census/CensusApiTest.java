package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lodewatch.producer.census.CensusFixture.read;
import static org.lodewatch.producer.census.CensusFixture.shown;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.LoggerFactory;

class CensusApiTest {

    private static final String WRONG_KEY = "wrong/key+that was never issued";

    private CensusFixture fixture;
    private CensusStub stub;

    @BeforeEach
    void start(@TempDir Path folder) {
        fixture = new CensusFixture(folder);
        stub = fixture.stub;
        stub.publish("2026-07-03", Trade.of("8110100000", "2026-05", "5700", 400));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void noRequestIsSentWithoutAKey() {
        assertThatThrownBy(() -> new CensusQuery(
                        CensusQuery.BASE,
                        Basis.GENERAL,
                        10,
                        "us-census",
                        YearMonth.of(2025, 1),
                        Optional.empty(),
                        List.of("8110")))
                .isInstanceOf(OperatorException.class)
                .hasMessage("the US Census API needs a key for every request: set the environment variable"
                        + " CENSUS_API_KEY or name a file that holds the key by --key-file;"
                        + " a key is free at https://api.census.gov/data/key_signup.html");
    }

    @Test
    void otherNumbersOfDigitsAreRejected() {
        assertThatThrownBy(() -> new CensusQuery(
                        CensusQuery.BASE,
                        Basis.GENERAL,
                        8,
                        "us-census",
                        YearMonth.of(2025, 1),
                        Optional.of(Secret.of(CensusStub.KEY)),
                        List.of("8110")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("10 or 6 digits, not 8");
    }

    @Test
    void eachBasisAndLevelHasADatasetOfItsOwn() {
        assertThat(CensusQuery.datasetOf(Basis.GENERAL, 10)).isEqualTo("us-census");
        assertThat(CensusQuery.datasetOf(Basis.CONSUMPTION, 10)).isEqualTo("us-census-consumption");
        assertThat(CensusQuery.datasetOf(Basis.GENERAL, 6)).isEqualTo("us-census-hs6");
        assertThat(CensusQuery.datasetOf(Basis.CONSUMPTION, 6)).isEqualTo("us-census-hs6-consumption");
    }

    @Test
    void anInvalidKeyIsReportedWithItsRemedyAndNotRetried() {
        assertThatThrownBy(() -> source(stub.base(), WRONG_KEY).releases())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("does not accept the key")
                .hasMessageContaining("You included a key with this request, however, it is not valid.")
                .hasMessageContaining("CENSUS_API_KEY")
                .hasMessageContaining("--key-file")
                .hasMessageContaining("key_signup.html")
                .message()
                .hasLineCount(1);
        assertThat(stub.requests()).as("it is not tried again").hasSize(1);
    }

    @Test
    void aRedirectToTheMissingKeyPageIsReportedWithItsRemedy() {
        stub.fail(1, CensusFailure.KEY_UNSEEN);

        assertThatThrownBy(() -> fixture.source("8110").releases())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("received no key (it redirects to")
                .hasMessageContaining("missing_key.html")
                .hasMessageContaining("CENSUS_API_KEY");
    }

    @Test
    void aRejectedRequestIsReportedWithTheMessageOfTheInterface() {
        // An unknown variable, as if it had been renamed.
        URI base = URI.create(
                stub.base() + "?QUARTER=1&get=GEN_VAL_MO&COMM_LVL=HS10&time=2026-05&key=" + CensusStub.KEY + "&rest=");

        assertThatThrownBy(() -> source(base, CensusStub.KEY).releases())
                .isInstanceOf(OperatorException.class)
                .hasMessage("the US Census API refuses the request: 400 error: unknown variable 'QUARTER'");
    }

    @Test
    void anUnknownAddressIsNotAnEmptyTable() {
        assertThatThrownBy(
                        () -> source(URI.create(stub.base().resolve("/nowhere").toString()), CensusStub.KEY)
                                .releases())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404 error: unknown dataset");
    }

    @ParameterizedTest
    @EnumSource(
            value = CensusFailure.class,
            names = {"TOO_MANY_REQUESTS", "QUERY_FAILED", "UNAVAILABLE", "RESET", "CUT_OFF", "PLAIN_TEXT"})
    void aFailureThatPassesIsRetried(CensusFailure failure) throws Exception {
        CensusSource source = fixture.source("8110");
        stub.fail(1, failure);

        assertThat(shown(read(source, "2026-05"))).containsExactly("us-census/US/2026-05/8110 [8110100000 CN $400]");
        assertThat(stub.requests()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = CensusFailure.class,
            names = {"QUERY_FAILED", "UNAVAILABLE", "RESET", "CUT_OFF", "PLAIN_TEXT"})
    void aFailureThatLastsIsReportedAfterTheLastAttempt(CensusFailure failure) {
        CensusSource source = fixture.source("8110");
        stub.fail(2 * CensusFixture.ATTEMPTS, failure);

        assertThatThrownBy(() -> read(source, "2026-05"))
                .isInstanceOf(IOException.class)
                .message()
                .contains("key=***")
                .hasLineCount(1);
    }

    @Test
    void aTruncatedResponseIsReportedWithItsLastRow() {
        for (int country = 4000; country < 4008; country++) {
            stub.publish("2026-07-03", Trade.of("8110100000", "2026-05", Integer.toString(country), 1));
        }
        stub.fail(CensusFixture.ATTEMPTS, CensusFailure.CUT_OFF);

        assertThatThrownBy(() -> read(fixture.source("8110"), "2026-05"))
                .hasMessageContaining("the answer after row 7 cannot be read: Unexpected end-of-input");
    }

    @Test
    void theKeyIsInNoMessagePartOrLogLine() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("org.lodewatch");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.DEBUG);
        try {
            stub.publish(
                    "2026-07-03", Trade.of("8110100000", "2026-04", "5700", 4).showing("GEN_VAL_MO", "3"));
            stub.fail(1, CensusFailure.UNAVAILABLE);
            String parts =
                    read(fixture.source("8110", "2613"), "2026-04", "2026-05").toString();
            stub.fail(9, CensusFailure.RESET);
            assertThatThrownBy(() -> fixture.source("8110").releases())
                    .message()
                    .doesNotContain(CensusStub.KEY);
            stub.clear();
            assertThatThrownBy(() -> {
                        stub.fail(9, CensusFailure.CUT_OFF);
                        source(stub.base(), WRONG_KEY).releases();
                    })
                    .message()
                    .doesNotContain(WRONG_KEY, "wrong%2Fkey");

            assertThat(parts).contains("does-not-add-up").doesNotContain(CensusStub.KEY);
            assertThat(log.list).isNotEmpty();
            assertThat(log.list.toString()).doesNotContain(CensusStub.KEY, WRONG_KEY, "wrong%2Fkey");
        } finally {
            ours.setLevel(null);
            root.detachAppender(log);
        }
    }

    private CensusSource source(URI base, String key) {
        return fixture.source(Basis.GENERAL, 10, base, key, "8110");
    }
}
