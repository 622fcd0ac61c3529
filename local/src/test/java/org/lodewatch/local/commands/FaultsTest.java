package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid input leads to one line that names the error and the remedy, without a stack trace. */
class FaultsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"shares", "topics check", "stream", "policies list", "alerts --open", "produce csv -"})
    void anAbsentBrokerIsReportedWithinSeconds(String command) throws IOException {
        String servers = "127.0.0.1:" + unusedPort();
        Instant start = Instant.now();

        Session session = Session.of((command + " --bootstrap-server " + servers).split(" "));

        assertThat(session)
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: no broker answers at %s: start one with `lodewatch broker`, or name yours with --bootstrap-server\n"
                                .formatted(servers)));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aServerWithoutAPortIsNamed() {
        Session session = Session.of("shares", "--bootstrap-server", "kafka");

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .startsWith("lodewatch: cannot connect to kafka: Invalid url in bootstrap.servers")
                .hasLineCount(1);
    }

    @Test
    void anInvalidPortIsNamed() {
        assertThat(Session.of("broker", "--port", "99999"))
                .isEqualTo(
                        new Session(1, "", "lodewatch: 99999 is not a port: name one from 1 to 65535 with --port\n"));
    }

    @Test
    void anAbsentFileOfClientPropertiesIsNamed() {
        assertThat(Session.of("shares", "--config", "no-such.properties"))
                .isEqualTo(
                        new Session(
                                1,
                                "",
                                "lodewatch: there is no file no-such.properties: name the Kafka client properties with --config\n"));
    }

    @Test
    void anUnknownOptionLeadsToAHintAndNoUsagePage() {
        assertThat(Session.of("alerts", "--folow"))
                .isEqualTo(new Session(
                        2,
                        "",
                        "lodewatch alerts: Unknown option: '--folow': did you mean --follow?\n"
                                + "try `lodewatch alerts --help`\n"));
    }

    @Test
    void withoutACommandTheirNamesAreListed() {
        Session session = Session.of();

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err())
                .contains(
                        "demo, broker, topics, schemas, produce, check-producer, rejected, stream, shares, what-if, alternatives,"
                                + " alerts, notify, policies, minerals, explain, changes, verify, lag, reset, settings");
    }

    @Test
    void aCommandWithoutItsVerbIsAUsageError() {
        assertThat(Session.of("policies"))
                .isEqualTo(new Session(
                        2, "", "lodewatch policies: Missing required subcommand\ntry `lodewatch policies --help`\n"));
    }

    @Test
    void anInvalidMonthIsQuoted() {
        assertThat(Session.of("shares", "--as-of", "2024-13").err())
                .startsWith(
                        "lodewatch shares: Invalid value for option '--as-of': '2024-13' is not a month, such as 2024-12");
    }

    @Test
    void aMisspeltMineralLeadsToTheNearestName() {
        assertThat(Session.of("shares", "kobalt").err())
                .isEqualTo("lodewatch: the catalogue has no mineral kobalt: did you mean cobalt?"
                        + " `lodewatch minerals` lists them\n");
        assertThat(Session.of("shares", "rare").err()).contains("did you mean rare-earths?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hooks.example.org/t0ken           | not the URL of a webhook: write https://HOST/PATH or http://HOST/PATH
                    ftp://hooks.example.org/t0ken     | not the URL of a webhook: write https://HOST/PATH or http://HOST/PATH
                    https:///t0ken                    | not the URL of a webhook: write https://HOST/PATH or http://HOST/PATH
                    https://hooks.example.org/t0ken{  | not the URL of a webhook: Illegal character in path
                    https://me:t0ken@hooks.example.org | a user and a password are not sent: leave them out
                    """)
    void anInvalidWebhookAddressIsRefusedAndNotPrinted(String address, String why) {
        Session session = Session.of("notify", "--webhook", address);

        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err())
                .startsWith("lodewatch notify: Invalid value for option '--webhook': " + why)
                .doesNotContain("t0ken");
    }

    @Test
    void aWebhookNeedsAValidSecretWhichIsNotPrinted() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "hunter2");

        assertThat(Session.of("notify", "--webhook", "https://hooks.example.org")
                        .err())
                .startsWith("lodewatch: there is no secret to sign with: make one with `echo whsec_$(openssl")
                .hasLineCount(1);
        assertThat(Session.of("notify", "--webhook", "https://hooks.example.org", "--secret-file", file.toString())
                        .err())
                .startsWith("lodewatch: the webhook secret must be 24 to 64 random bytes in base64")
                .doesNotContain("hunter2")
                .hasLineCount(1);
    }

    @Test
    void anUnknownEditionLeadsToTheListOfEditions() {
        assertThat(Session.of("minerals", "--edition", "MCS1999"))
                .isEqualTo(
                        new Session(
                                1,
                                "",
                                "lodewatch: the catalogue has no edition MCS1999 of net import reliance: it has MCS2024, MCS2026\n"));
    }

    @Test
    void anErrorInACatalogueIsReportedWithItsLine(@TempDir Path catalogue) throws IOException {
        Files.writeString(catalogue.resolve("minerals.csv"), """
                mineral,name,usgs_2022,usgs_2025,member_of,source
                tin,tin,no,no,,test
                """);
        Files.writeString(catalogue.resolve("forms.csv"), """
                mineral,form,name,stage,headline
                tin,refined,refined tin,refined,yes
                """);
        Files.writeString(catalogue.resolve("commodities.csv"), """
                prefix,mineral,form,confirmed,description,source
                80.01,tin,refined,yes,,test
                """);

        for (String command : new String[] {"stream", "minerals", "shares"}) {
            assertThat(Session.of(command, "--catalog", catalogue.toString()))
                    .isEqualTo(new Session(
                            1,
                            "",
                            "lodewatch: %s:2:1: \"80.01\" is not a commodity code; write 2 to 10 digits without dots\n"
                                    .formatted(catalogue.resolve("commodities.csv"))));
        }
    }

    @Test
    void aFolderWithoutACatalogueIsNamed() {
        assertThat(Session.of("minerals", "--catalog", "no-such-folder").err())
                .isEqualTo("lodewatch: no-such-folder: is not a directory;"
                        + " name one that holds minerals.csv, forms.csv and commodities.csv\n");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            for (String command : new String[] {"broker", "demo"}) {
                assertThat(Session.of(command, "--port", Integer.toString(taken.getLocalPort()))
                                .err())
                        .isEqualTo("lodewatch: port %d of 127.0.0.1 is taken: name another one with --port,"
                                        .formatted(taken.getLocalPort())
                                + " or stop what listens there\n");
            }
        }
    }

    @Test
    void anAbsentFileAndAFolderAreNamed() {
        assertThat(Session.of("produce", "csv", "no-such.csv"))
                .isEqualTo(new Session(
                        1, "", "lodewatch: no such file: no-such.csv; check the path, or use - for standard input\n"));
        assertThat(Session.of("produce", "jsonl", directory.toString()).err())
                .isEqualTo("lodewatch: %s is a folder: name a file in it\n".formatted(directory));
    }

    @Test
    void anUnknownFieldLeadsToTheListOfFields() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "a\n");

        assertThat(Session.of("produce", "csv", file.toString(), "--column", "hs=code")
                        .err())
                .startsWith("lodewatch: --column hs=code: there is no field hs; the fields are dataset, record_id,");
    }

    @Test
    void aSeparatorOfSeveralCharactersIsRefused() {
        assertThat(Session.of("produce", "csv", "a.csv", "--separator", ";;"))
                .isEqualTo(new Session(
                        2,
                        "",
                        "lodewatch: --separator ;;: ';;' is not a single character, such as ';', or the word tab\n"));
    }

    @Test
    void anUnknownMineralIsQuoted() {
        assertThat(Session.of("shares", "unobtainium").err())
                .isEqualTo("lodewatch: the catalogue has no mineral unobtainium: `lodewatch minerals` lists them\n");
    }

    @Test
    void anUnknownPolicyFieldLeadsToTheListOfFields() throws IOException {
        Path file = policies("""
                {"id": "gallium", "subject": "any-country", "metric": "share", "warnning": 40, "critical": 60}
                """);

        assertThat(Session.of("policies", "apply", file.toString()))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: %s: unknown field 'warnning': a policy has id, version, description, dataset, reporter, mineral, subject, subjectName, metric, measure, warning, critical, clearMargin, dwellMonths, minimumValueUsd, provisional, enabled, netExports, partCodes\n"
                                .formatted(file)));
    }

    @Test
    void aPolicyFieldOfTheWrongTypeIsNamedWithItsValues() throws IOException {
        Path file = policies("""
                {"id": "gallium", "subject": "everybody", "metric": "share", "warning": 40, "critical": 60}
                """);

        assertThat(Session.of("policies", "apply", file.toString()).err())
                .isEqualTo(
                        "lodewatch: %s: field 'subject' is \"everybody\", but must be one of any-country, country, bloc, market\n"
                                .formatted(file));
    }

    @Test
    void anAmountFinerThanACentIsRefused() throws IOException {
        Path file = policies("""
                {"id": "a", "subject": "any-country", "metric": "share", "warning": 40, "critical": 60, "minimumValueUsd": 0.001}
                """);

        assertThat(Session.of("policies", "apply", file.toString()).err())
                .isEqualTo(
                        "lodewatch: %s: field 'minimumValueUsd' is 0.001, which is too large or has too many digits\n"
                                .formatted(file));
    }

    @Test
    void aSyntaxErrorInAPolicyFileIsReportedWithItsPosition() throws IOException {
        Path file = policies("{\n  \"id\": gallium\n}");

        assertThat(Session.of("policies", "apply", file.toString()).err())
                .startsWith("lodewatch: %s is no JSON: line 2, column 9: Unrecognized token 'gallium'".formatted(file))
                .hasLineCount(1);
    }

    @Test
    void aSettingThatBreaksTheTopologyIsRefusedFromOptionAndFile() throws IOException {
        Path file = Files.writeString(directory.resolve("client.properties"), "processing.guarantee=at_least_once\n");

        assertThat(Session.of("stream", "--set", "auto.offset.reset=latest"))
                .isEqualTo(new Session(
                        1,
                        "",
                        "lodewatch: auto.offset.reset=latest is refused: records before the first start would never be"
                                + " counted; leave it out\n"));
        assertThat(Session.of("stream", "--config", file.toString()).err())
                .startsWith("lodewatch: processing.guarantee=at_least_once is refused: ")
                .hasLineCount(1);
        assertThat(Session.of("stream", "--set", "horizon.month=12").err())
                .startsWith("lodewatch: there is no setting horizon.month: did you mean horizon.months?")
                .hasLineCount(1);
    }

    @Test
    void settingsThatBreakFeedsAndReadersAreRefused() throws IOException {
        Path reader = Files.writeString(directory.resolve("reader.properties"), "isolation.level=read_uncommitted\n");
        Path feed = Files.writeString(directory.resolve("feed.properties"), "enable.idempotence=false\n");
        Path mistyped = Files.writeString(directory.resolve("mistyped.properties"), "sasl.mechanisms=PLAIN\n");

        assertThat(Session.of("alerts", "--config", reader.toString()).err())
                .startsWith("lodewatch: isolation.level=read_uncommitted is refused: ")
                .hasLineCount(1);
        Path rows = Files.writeString(directory.resolve("rows.csv"), "dataset,record_id\n");
        assertThat(Session.of("produce", "csv", rows.toString(), "--config", feed.toString())
                        .err())
                .startsWith("lodewatch: enable.idempotence=false is refused: ")
                .hasLineCount(1);
        assertThat(Session.of("topics", "check", "--config", mistyped.toString())
                        .err())
                .startsWith("lodewatch: there is no setting sasl.mechanisms: did you mean sasl.mechanism")
                .hasLineCount(1);
    }

    @Test
    void anAbsentPolicyFileIsNamed() {
        assertThat(Session.of("policies", "apply", "no-such.json").err())
                .isEqualTo("lodewatch: there is no file no-such.json\n");
    }

    @Test
    void debugPrintsTheStackTrace() {
        assertThat(Session.of("shares", "unobtainium", "--debug").err())
                .contains("OperatorException", "at org.lodewatch.cli");
    }

    private Path policies(String json) throws IOException {
        return Files.writeString(directory.resolve("policies.json"), json);
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
