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
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;

/** Published figures of the United States, from a file to the command that prints them. */
@Timeout(180)
class PublishedFiguresIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalogue BUNDLED = Catalogue.bundled();

    @TempDir
    private Path directory;

    @Test
    void copperAndArticlesOfItComeFromChileCanadaAndMexico() throws IOException {
        try (RunningLodewatch lodewatch = RunningLodewatch.with(catalogueOf("chapter-74", "74"))) {
            produce(lodewatch, BundledFiles.copy(BundledFiles.ANNUAL, directory));

            JsonNode countries = asOf2024(lodewatch, "chapter-74").get("countries");

            assertThat(countries.findValuesAsText("country")).startsWith("CL", "CA", "MX");
            assertThat(countries.get(2).get("valueUsd").decimalValue()).isEqualByComparingTo("968282477");
        }
    }

    @Test
    void refinedCopperComesFromChile() throws IOException {
        try (RunningLodewatch lodewatch = RunningLodewatch.with(catalogueOf("refined-copper", "7403"))) {
            produce(lodewatch, BundledFiles.copy(BundledFiles.ANNUAL, directory));

            JsonNode shares = asOf2024(lodewatch, "refined-copper");

            assertThat(shares.get("topCountry").textValue()).isEqualTo("CL");
            assertThat(shares.get("topShare").doubleValue()).isCloseTo(0.702, within(0.0005));
        }
    }

    @Test
    void antimonyCameFromChinaAndRevisionsInEitherOrderLeadToTheSharesOfTheLaterOne() throws IOException {
        Path earlier = vintage("20260607");
        Path later = vintage("20260614");
        Map<String, Long> expected = totals(later);
        Map<String, MineralShares> inOrder;
        try (RunningLodewatch lodewatch = RunningLodewatch.with(BUNDLED)) {
            produce(lodewatch, earlier);
            produce(lodewatch, later);
            inOrder = settled(lodewatch, expected);

            produce(lodewatch, BundledFiles.copy(BundledFiles.ANNUAL, directory));
            JsonNode antimony = asOf2024(lodewatch, "antimony");
            assertThat(antimony.get("topCountry").textValue()).isEqualTo("CN");
            assertThat(antimony.get("topShare").doubleValue()).isCloseTo(0.452, within(0.0005));
        }
        try (RunningLodewatch lodewatch = RunningLodewatch.with(BUNDLED)) {
            produce(lodewatch, later);
            settled(lodewatch, expected);
            produce(lodewatch, earlier);
            // The shares of this record appear after those of all earlier records.
            produce(lodewatch, marker());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> lodewatch.shares().containsKey("marker/US/antimony@2024-12"));

            assertThat(settled(lodewatch, expected)).isEqualTo(inOrder);
        }
    }

    private void produce(RunningLodewatch lodewatch, Path file) {
        Session session = lodewatch.run("produce", "csv", file.toString());
        assertThat(session.err()).isEmpty();
        assertThat(session.exitCode()).isZero();
    }

    private static JsonNode asOf2024(RunningLodewatch lodewatch, String mineral) throws IOException {
        String key = "us-census-annual/US/" + mineral + "@2024-12";
        String newest = key.replace("2024", "2025");
        AtomicReference<Optional<MineralShares>> before = new AtomicReference<>(Optional.empty());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Optional.ofNullable(lodewatch.shares().get(newest))
                        .filter(MineralShares::getComplete)
                        .isPresent());
        // Past windows are published a little later than the newest one.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    Optional<MineralShares> now =
                            Optional.ofNullable(lodewatch.shares().get(key));
                    return now.isPresent() && now.equals(before.getAndSet(now));
                });
        // The test's minerals are not in the bundled catalogue, so all minerals are requested.
        for (JsonNode shares : JSON.readTree(lodewatch
                .run("shares", "--as-of", "2024-12", "--output", "json")
                .out())) {
            if (shares.get("mineral").textValue().equals(mineral)
                    && shares.get("dataset").textValue().equals("us-census-annual")) {
                return shares;
            }
        }
        throw new AssertionError(key);
    }

    private Catalogue catalogueOf(String mineral, String prefix) throws IOException {
        Files.writeString(directory.resolve("minerals.csv"), """
                mineral,name,usgs_2022,usgs_2025,member_of,source
                %s,%s,no,no,,test
                """.formatted(mineral, mineral));
        Files.writeString(directory.resolve("forms.csv"), """
                mineral,form,name,stage,headline
                %s,metal,unwrought %s,refined,yes
                """.formatted(mineral, mineral));
        Files.writeString(directory.resolve("commodities.csv"), """
                prefix,mineral,form,confirmed,description,source
                %s,%s,metal,yes,,test
                """.formatted(prefix, mineral));
        return Catalogue.load(directory);
    }

    private Path vintage(String revision) throws IOException {
        return Files.write(
                directory.resolve(revision + ".csv"),
                BundledFiles.lines(BundledFiles.MONTHLY, row -> row.split(",")[2].equals(revision)));
    }

    private Path marker() throws IOException {
        return Files.writeString(directory.resolve("marker.csv"), """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd
                marker,1,1,US,CN,811010,2024-12,1
                """);
    }

    private static Map<String, MineralShares> settled(RunningLodewatch lodewatch, Map<String, Long> expected) {
        Map<String, MineralShares> monthly = new HashMap<>();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            monthly.clear();
            lodewatch.shares().forEach((key, shares) -> {
                if (shares.getDataset().equals("us-census-battery")) {
                    monthly.put(key, shares);
                }
            });
            Map<String, Long> totals = new HashMap<>();
            monthly.forEach((key, shares) -> totals.put(key, shares.getTotalValueCents()));
            assertThat(totals).isEqualTo(expected);
            assertThat(monthly.values()).allMatch(MineralShares::getComplete);
        });
        return monthly;
    }

    /** Value in cents of every window of every book, added up row by row. */
    private static Map<String, Long> totals(Path file) throws IOException {
        Map<String, Long> totals = new HashMap<>();
        List<String> rows = Files.readAllLines(file);
        for (String row : rows.subList(1, rows.size())) {
            String[] fields = row.split(",", -1);
            // The book of the form, and the one that adds it up with others.
            Set<String> books = BUNDLED.classify(fields[5]).stream()
                    .flatMap(code -> Stream.of(code.book(), code.headline() ? code.mineral() : code.book()))
                    .collect(Collectors.toSet());
            long cents = new BigDecimal(fields[7]).movePointRight(2).longValueExact();
            YearMonth month = YearMonth.parse(fields[6]);
            for (int later = 0; later < 12 && cents > 0; later++) {
                YearMonth asOf = month.plusMonths(later);
                if (!asOf.isAfter(YearMonth.of(2026, 4))) {
                    books.forEach(
                            book -> totals.merge("us-census-battery/US/%s@%s".formatted(book, asOf), cents, Long::sum));
                }
            }
        }
        return totals;
    }
}
