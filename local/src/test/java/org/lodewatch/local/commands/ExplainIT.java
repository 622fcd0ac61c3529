package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;

/** What explain and changes print of the two editions of the monthly file of the demo. */
@Timeout(180)
class ExplainIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GRAPHITE = "single-source/us-census-battery/US/graphite-flake/CN";

    @TempDir
    private Path directory;

    @Test
    void transitionsAreExplainedAndTheRevisionIsShownByMineral() throws Exception {
        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled())) {
            produce(lodewatch, edition("20260607"));
            Instant between = Instant.now();
            // Timestamps of records have milliseconds, and the next edition must be later.
            await().until(() -> Instant.now().isAfter(between.plusMillis(2)));
            produce(lodewatch, edition("20260614"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lodewatch
                            .run("explain", GRAPHITE, "--top", "0")
                            .out()
                            .contains("2025-09  resolved"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lodewatch
                            .run("explain", GRAPHITE, "--top", "0")
                            .err()
                            .isEmpty());

            transitionsAreThoseOfTheData(lodewatch, between);
            bothSidesOfTheAlertAreTaken(lodewatch);
            unknownIdsAreAnsweredWithTheNearest(lodewatch);
            changesAreThoseOfTheTwoFiles(lodewatch, between);
        }
    }

    private void transitionsAreThoseOfTheData(RunningLodewatch lodewatch, Instant between) throws IOException {
        JsonNode explained = JSON.readTree(lodewatch
                .run("explain", GRAPHITE, "--since", between.toString(), "--output", "json")
                .out());

        List<String> transitions = new ArrayList<>();
        explained
                .get("transitions")
                .forEach(each -> transitions.add("%s %s %.2f"
                        .formatted(
                                each.get("asOf").textValue(),
                                each.get("severity").textValue(),
                                each.get("observed").doubleValue())));
        // shared/data/expected/expected_backtest_us_census_2026-06-14.csv
        assertThat(transitions)
                .containsExactly("2023-12 critical 70.32", "2025-07 warning 56.13", "2025-09 none 45.28");
        assertThat(explained.get("settled").booleanValue()).isTrue();
        JsonNode eased = explained.get("transitions").get(1);
        assertThat(eased.get("steps").get(2).textValue())
                .isEqualTo("56.13 % < 65 % - 3 % = 62 %, the critical line less the clear margin: eases to a warning");
        JsonNode moved = eased.get("moved");
        assertThat(moved.get("before").doubleValue())
                .isCloseTo(eased.get("previousObserved").doubleValue(), within(1e-9));
        assertThat(sum(moved.get("causes"), "value"))
                .isEqualByComparingTo(moved.get("value").decimalValue());
        assertThat(sum(moved.get("causes"), "points").doubleValue())
                .isCloseTo(moved.get("points").doubleValue(), within(1e-9));
        JsonNode largest = moved.get("records").get(0);
        assertThat(List.of(
                        largest.get("cause").textValue(),
                        largest.get("month").textValue(),
                        largest.get("country").textValue()))
                .containsExactly("month-left", "2024-07", "CN");
        JsonNode resolved = explained.get("transitions").get(2).get("editions");
        assertThat(resolved.get("causes").fieldNames()).toIterable().containsExactly("revision");
        assertThat(resolved.get("before").doubleValue())
                .isNotEqualTo(resolved.get("after").doubleValue());
    }

    private void bothSidesOfTheAlertAreTaken(RunningLodewatch lodewatch) {
        Session ofBloc = lodewatch.run(
                "explain",
                "entities-of-concern/us-census-battery/US/graphite-flake/entities-of-concern",
                "--transition",
                "2");
        assertThat(ofBloc.out())
                .as(ofBloc.err())
                .contains("2  2025-07  critical to warning; critical since 2023-12")
                .contains("Foreign entities of concern $74,187,148 (China 56.13) / supply $132,172,341 = 56.13 %")
                .doesNotContain("2023-12  raised");
        assertThat(lodewatch
                        .run("explain", "single-source/us-census-battery/US/graphite-flake/ID", "--month", "2026-04")
                        .out())
                .contains("2026-04  no alert", "38.97 % < 50 %, the warning line: not reached");
    }

    private void unknownIdsAreAnsweredWithTheNearest(RunningLodewatch lodewatch) {
        Session mistyped = lodewatch.run("explain", GRAPHITE.replace("flake", "flakes"));
        assertThat(mistyped.exitCode()).isEqualTo(1);
        assertThat(mistyped.err())
                .startsWith("lodewatch: there is no alert " + GRAPHITE.replace("flake", "flakes") + ": did you mean "
                        + GRAPHITE)
                .hasLineCount(1);
        assertThat(lodewatch.run("explain", GRAPHITE, "--transition", "4").err())
                .isEqualTo("lodewatch: " + GRAPHITE
                        + " has no transition 4: they are 1 (2023-12), 2 (2025-07), 3 (2025-09)\n");
        assertThat(lodewatch.run("explain", GRAPHITE, "--month", "2023-05").err())
                .startsWith("lodewatch: policy single-source does not judge the window to 2023-05");
    }

    private void changesAreThoseOfTheTwoFiles(RunningLodewatch lodewatch, Instant between) throws IOException {
        JsonNode changes = JSON.readTree(lodewatch
                .run("changes", "--since", between.toString(), "--output", "json")
                .out());

        Map<String, BigDecimal> before = values("20260607");
        Map<String, BigDecimal> after = values("20260614");
        Map<String, BigDecimal> newMonth = new TreeMap<>();
        for (JsonNode book : changes.get("books")) {
            String mineral = book.get("mineral").textValue();
            assertThat(book.get("valueBefore").decimalValue()).as(mineral).isEqualByComparingTo(before.get(mineral));
            assertThat(book.get("valueAfter").decimalValue()).as(mineral).isEqualByComparingTo(after.get(mineral));
            assertThat(sum(book.get("causes"), "value"))
                    .isEqualByComparingTo(book.get("difference").decimalValue());
            newMonth.put(
                    mineral, book.get("causes").get("new-month").get("value").decimalValue());
            assertThat(book.get("causes").get("new-month").get("firstMonth").textValue())
                    .isEqualTo("2026-04");
        }
        assertThat(newMonth.keySet()).contains("cobalt", "graphite", "graphite-flake", "lithium", "silicon");
        assertThat(newMonth.get("cobalt")).isEqualByComparingTo(valueOf("20260614", "2026-04", "cobalt"));
        assertThat(lodewatch
                        .run("changes", "lithium", "--since", between.toString())
                        .out())
                .contains("lithium", "lithium carbonate", "revision", "withdrawal: 2025-09")
                .doesNotContain("cobalt", "total");
        assertThat(lodewatch
                        .run("changes", "--since", "2020-01-01", "--until", "2020-01-02")
                        .err())
                .isEqualTo("nothing has changed since 2020-01-01T00:00:00Z: the newest record was published never\n");
    }

    /** The value of each book in an edition: withdrawn rows count nothing. */
    private static Map<String, BigDecimal> values(String revision) throws IOException {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (String[] row : rows(revision)) {
            books(row[5]).forEach(book -> values.merge(book, new BigDecimal(row[7]), BigDecimal::add));
        }
        return values;
    }

    private static BigDecimal valueOf(String revision, String month, String book) throws IOException {
        return rows(revision).stream()
                .filter(row -> row[6].equals(month) && books(row[5]).contains(book))
                .map(row -> new BigDecimal(row[7]))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<String> books(String code) {
        return Catalogue.bundled().classify(code).stream()
                .flatMap(form -> Stream.concat(Stream.of(form.book()), Catalogue.bundled().sumOf(form.book()).stream()))
                .toList();
    }

    private static List<String[]> rows(String revision) throws IOException {
        List<String> lines = BundledFiles.lines(BundledFiles.MONTHLY, row -> row.split(",")[2].equals(revision));
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .filter(row -> row.length < 10 || row[9].isEmpty())
                .toList();
    }

    private static BigDecimal sum(JsonNode causes, String field) {
        return StreamSupport.stream(causes.spliterator(), false)
                .map(cause -> cause.get(field).decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Path edition(String revision) throws IOException {
        return Files.write(
                directory.resolve(revision + ".csv"),
                BundledFiles.lines(BundledFiles.MONTHLY, row -> row.split(",")[2].equals(revision)));
    }

    private static void produce(RunningLodewatch lodewatch, Path file) {
        Session session =
                lodewatch.run("produce", "csv", file.toString(), "--imports", "general", "--valuation", "customs");
        assertThat(session.exitCode()).as(session.err()).isZero();
    }
}
