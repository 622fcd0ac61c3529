package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.service.Json;

/** Policies tested over the published monthly imports of the United States. */
@Timeout(300)
class PolicyTestIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Computed from the same files by a plain program: policy, book, subject, month, severities, percent. */
    private static final List<String> TWELVE = List.of(
            "single-source graphite-flake CN 2023-12 none critical 70.32",
            "entities-of-concern graphite-flake entities-of-concern 2023-12 none critical 70.32",
            "single-source lithium CL 2023-12 none critical 73.85",
            "single-source silicon-polysilicon DE 2024-05 none warning 50.67",
            "single-source lithium CL 2024-12 critical warning 60.49",
            "single-source silicon-polysilicon DE 2025-02 warning none 44.51",
            "single-source graphite-flake CN 2025-07 critical warning 56.13",
            "entities-of-concern graphite-flake entities-of-concern 2025-07 critical warning 56.13",
            "single-source lithium AR 2025-08 none warning 53.36",
            "single-source lithium CL 2025-08 warning none 45.27",
            "single-source graphite-flake CN 2025-09 warning none 45.28",
            "entities-of-concern graphite-flake entities-of-concern 2025-11 warning none 35.16");

    /** The other books, of further forms, were not counted by that program. */
    private static final Set<String> BOOKS = Set.of("graphite-flake", "lithium", "silicon-polysilicon");

    @TempDir
    private static Path directory;

    private static RunningLodewatch lodewatch;
    private static Path initial;

    @BeforeAll
    static void publish() throws IOException {
        lodewatch = RunningLodewatch.with(Catalogue.bundled());
        Session published = lodewatch.run(
                "produce",
                "csv",
                BundledFiles.copy(BundledFiles.MONTHLY, directory).toString(),
                "--imports",
                "general",
                "--valuation",
                "customs");
        assertThat(published.exitCode()).as(published.err()).isZero();
        Session verified = lodewatch.run("verify", "--wait", "60");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        initial = file(
                "initial.json",
                lodewatch.run("policies", "list", "--output", "json").out());
    }

    @AfterAll
    static void stop() {
        lodewatch.close();
    }

    private static Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static JsonNode tested(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of("policies", "test", "--output", "json"));
        all.addAll(List.of(args));
        Session session = lodewatch.run(all.toArray(String[]::new));
        assertThat(session.exitCode()).as(session.err()).isZero();
        return MAPPER.readTree(session.out());
    }

    /** A policy on graphite from one country. */
    private static Path graphite(double warning, double critical) throws IOException {
        return file("graphite-%s.json".formatted(warning), """
                {"id": "single-source", "mineral": "graphite-flake", "subject": "any-country", "metric": "share",
                 "warning": %s, "critical": %s, "clearMargin": 3, "minimumValueUsd": 1000000, "netExports": false}
                """.formatted(warning, critical));
    }

    @Test
    void theInitialPoliciesRaiseTheTwelveTransitionsOfTheData() throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode result :
                tested(initial.toString(), "--dataset", "us-census-battery").get("policies")) {
            for (JsonNode alert : result.get("transitions")) {
                assertThat(alert.get("simulated").booleanValue()).isTrue();
                if (BOOKS.contains(alert.get("mineral").textValue())
                        && !alert.get("policyId").textValue().equals("effective-dependence")) {
                    found.add(String.format(
                            Locale.ROOT,
                            "%s %s %s %s %s %s %.2f",
                            alert.get("policyId").textValue(),
                            alert.get("mineral").textValue(),
                            alert.get("subject").textValue(),
                            alert.get("asOf").textValue(),
                            alert.get("previousSeverity").textValue(),
                            alert.get("severity").textValue(),
                            alert.get("observed").doubleValue()));
                }
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(TWELVE);
    }

    @Test
    void theEpisodesAreThePublishedHistories() throws IOException {
        List<String> published = new ArrayList<>();
        for (Map.Entry<String, DependenceAlert> status : lodewatch.alertStatus().entrySet()) {
            status.getValue()
                    .getHistory()
                    .forEach(entry -> published.add("%s %s %s %s %s"
                            .formatted(
                                    status.getKey(),
                                    entry.getAsOf(),
                                    Json.word(entry.getSeverity()),
                                    entry.getObserved(),
                                    entry.getHighest())));
        }
        List<String> simulated = new ArrayList<>();
        for (JsonNode result : tested(initial.toString()).get("policies")) {
            for (JsonNode episode : result.get("episodes")) {
                String alertId = String.join(
                        "/",
                        result.get("policy").get("id").textValue(),
                        episode.get("dataset").textValue(),
                        episode.get("reporter").textValue(),
                        episode.get("mineral").textValue(),
                        episode.get("subject").textValue());
                for (JsonNode entry : episode.get("history")) {
                    simulated.add("%s %s %s %s %s"
                            .formatted(
                                    alertId,
                                    entry.get("asOf").textValue(),
                                    entry.get("severity").textValue(),
                                    figure(entry.get("observed")),
                                    figure(entry.get("highest"))));
                }
            }
        }

        assertThat(published).isNotEmpty();
        assertThat(simulated).containsExactlyInAnyOrderElementsOf(published);
    }

    private static Double figure(JsonNode node) {
        return node.isNull() ? null : node.doubleValue();
    }

    @Test
    void aHigherLineIsComparedWithThePolicyInForce() throws IOException {
        JsonNode difference = tested(
                        graphite(60, 75).toString(), "--against", "single-source", "--mineral", "graphite-flake")
                .get("policies")
                .get(0)
                .get("difference");

        assertThat(difference.get("onlyOld")).isEmpty();
        assertThat(difference.get("onlyNew")).isEmpty();
        assertThat(difference.get("same")).isEmpty();
        JsonNode moved = difference.get("moved").get(0);
        assertThat(moved.get("sinceMonths").intValue()).isZero();
        assertThat(moved.get("untilMonths").intValue()).isEqualTo(-2);
        assertThat(moved.get("old").get("gravest").textValue()).isEqualTo("critical");
        assertThat(moved.get("present").get("gravest").textValue()).isEqualTo("warning");
    }

    @Test
    void theReportBeginsWithWhatWasJudgedAndEndsWithWhatIsNotSimulated() throws IOException {
        Session session = lodewatch.run(
                "policies",
                "test",
                graphite(50, 65).toString(),
                "--from=2025",
                "--to=2025-12",
                "--sweep=40:60:10",
                "--against=" + graphite(60, 75));

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out().lines().limit(7))
                .containsExactly(
                        "single-source: any country, share by value, warning from 50 %, critical from 65 %",
                        "Judged: 12 months of 1 of 14 books, from 2025-01 to 2025-12",
                        "",
                        "1 alert, 1 of them critical; 0 open at the end; 8 months in alert",
                        "book            subject  since    until    gravest   highest  months",
                        "graphite-flake  China    2023-12  2025-09  critical   71.2 %       8",
                        "");
        assertThat(session.out())
                .contains("2025-07  warning   eased      China supplied 56.1 % of US imports")
                .contains("2025       0          0      1         1                8")
                .contains("Other warning lines; the critical line moves with them:")
                .contains("ends 2 months later, critical instead of warning")
                .contains("Not simulated:");
    }

    @Test
    void aPolicyThatSelectsNothingLooksLikeNoData() throws IOException {
        Path nothing = file("nothing.json", """
                {"id": "nothing", "mineral": "gallium", "subject": "any-country", "metric": "share", "warning": 50, "critical": 65}
                """);
        Session session = lodewatch.run("policies", "test", nothing.toString());

        assertThat(session.exitCode()).isZero();
        assertThat(session.err()).startsWith("policy nothing selects none of the ");
        assertThat(session.out())
                .contains("Judged: 0 months of 0 of ")
                .contains("No alerts, because no month was judged.");
    }

    @Test
    void applyShowsWhatChangesAtOnce() throws IOException {
        Path argentina = file("argentina.json", """
                {"id": "argentina", "dataset": "us-census-battery", "mineral": "lithium", "subject": "country",
                 "subjectName": "AR", "metric": "share", "warning": 20, "critical": 30}
                """);
        Session session = lodewatch.run("policies", "apply", argentina.toString(), "--yes");

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .startsWith(
                        "argentina, version 1: AR, share by value, warning from 20 %, critical from 30 %\nIt is new: ")
                .contains("Applied now, it changes at once:")
                .contains("raised  us-census-battery/US/lithium  Argentina  none  critical")
                .endsWith("argentina, version 1\n");
        assertThat(lodewatch
                        .run("policies", "apply", argentina.toString(), "--yes")
                        .out())
                .isEqualTo("1 unchanged\n");
        lodewatch.run("policies", "delete", "argentina");
    }

    @Test
    void whatCannotBeTestedIsRefusedInOneLine() throws IOException {
        Path policy = graphite(50, 65);

        assertThat(lodewatch
                        .run("policies", "test", policy.toString(), "--against", "single-sauce")
                        .err())
                .startsWith("lodewatch: --against single-sauce: there is neither such a file nor such a policy");
        assertThat(lodewatch
                        .run("policies", "test", policy.toString(), "--mineral", "unobtainium")
                        .err())
                .startsWith("lodewatch: the catalogue has no mineral unobtainium");
        assertThat(lodewatch
                        .run("policies", "test", policy.toString(), "--from=2025", "--to=2024")
                        .err())
                .startsWith("lodewatch: the range goes from 2025-01 to 2024-12");
        assertThat(lodewatch
                        .run("policies", "test", policy.toString(), "--sweep=2:80:5")
                        .err())
                .startsWith("lodewatch: sweep '2:80:5': with policy single-source, clearMargin 3.0:");
        assertThat(lodewatch
                        .run("policies", "test", policy.toString(), "--sweep=often")
                        .exitCode())
                .isEqualTo(2);
    }
}
