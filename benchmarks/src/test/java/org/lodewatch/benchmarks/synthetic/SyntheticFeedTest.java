package org.lodewatch.benchmarks.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.io.IOException;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.catalogue.Catalogue;

class SyntheticFeedTest {

    private static final int ROWS = 50_000;
    private static final SyntheticTrade TRADE =
            SyntheticTrade.of(Catalogue.bundled(), "synthetic", List.of("US", "JP"), YearMonth.of(2024, 12));

    @Test
    void theSameSeedMakesTheSameRowsAndAnotherSeedOthers() throws IOException {
        assertThat(texts(1)).isEqualTo(texts(1)).isNotEqualTo(texts(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 77, 4_321, 9_999, 10_000})
    void aFeedResumesFromAnyCursor(int rowsRead) throws IOException {
        SyntheticFeed feed = new SyntheticFeed(TRADE, 7, 10_000);
        List<FeedItem.Row> all = rows(feed, Optional.empty());

        List<FeedItem.Row> rest = rows(feed, Optional.of(all.get(rowsRead - 1).cursor()));

        assertThat(texts(rest)).isEqualTo(texts(all.subList(rowsRead, all.size())));
    }

    @Test
    void moreRowsAreTheSameRowsAndThenMore() throws IOException {
        List<FeedItem.Row> few = rows(new SyntheticFeed(TRADE, 7, 1_000), Optional.empty());
        List<FeedItem.Row> many = rows(new SyntheticFeed(TRADE, 7, 2_000), Optional.empty());

        assertThat(texts(many.subList(0, 1_000))).isEqualTo(texts(few));
    }

    @Test
    void aCursorOfAnotherTradeStartsAtTheBeginning() throws IOException {
        String cursor =
                rows(new SyntheticFeed(TRADE, 7, 10), Optional.empty()).get(9).cursor();

        try (FeedReader reading = new SyntheticFeed(TRADE, 8, 10).open(Optional.of(cursor))) {
            assertThat(reading.resumed()).isFalse();
        }
    }

    @Test
    void aRecordIdAndARevisionIdentifyOneLine() throws IOException {
        Map<String, RawImport> lines = new HashMap<>();
        for (RawImport row : fields(3)) {
            String name = row.get(ImportField.RECORD_ID) + "#" + row.get(ImportField.REVISION);
            RawImport before = lines.putIfAbsent(name, row);
            if (before != null) {
                assertThat(row).hasToString(before.toString());
            }
        }
    }

    @Test
    void rowsAreRepeatedRevisedWithdrawnAndInvalidAsOftenAsInRealFeeds() throws IOException {
        ImportRules rules =
                new ImportRules(country -> Catalogue.bundled().country(country).isPresent(), Clock.systemUTC());
        Set<ImportRow> distinct = new HashSet<>();
        Set<String> lines = new HashSet<>();
        int valid = 0;
        int withdrawn = 0;
        for (RawImport row : fields(4)) {
            try {
                ImportRow checked = rules.check(row);
                valid++;
                if (distinct.add(checked)) {
                    lines.add(checked.recordId());
                    withdrawn += checked.withdrawn() ? 1 : 0;
                }
            } catch (RowFault fault) {
                continue;
            }
        }

        assertThat(ROWS - valid).isCloseTo(ROWS / 1000, withPercentage(40));
        assertThat(valid - distinct.size()).isCloseTo(ROWS * 50 / 1000, withPercentage(10));
        assertThat(withdrawn).isCloseTo(ROWS * 5 / 1000, withPercentage(30));
        assertThat(distinct.size() - lines.size()).isCloseTo(ROWS * 35 / 1000, withPercentage(10));
    }

    @Test
    void itCoversMineralsCountriesAndMonthsAndSomeDependOnOneCountry() throws IOException {
        List<RawImport> rows = fields(5);

        Map<String, Map<String, Long>> origins = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(ImportField.COMMODITY_CODE) + row.get(ImportField.REPORTER),
                        Collectors.groupingBy(row -> row.get(ImportField.ORIGIN), Collectors.counting())));
        List<Double> largest = origins.values().stream()
                .map(SyntheticFeedTest::largestPart)
                .sorted()
                .toList();

        assertThat(TRADE.codes())
                .hasSizeGreaterThan(100)
                .extracting(
                        code -> Catalogue.bundled().classify(code).orElseThrow().book())
                .doesNotHaveDuplicates()
                .contains("titanium-sponge", "titanium-concentrates", "copper");
        assertThat(TRADE.booksOfReporter(Catalogue.bundled()))
                .isGreaterThan(TRADE.codes().size() + 20);
        assertThat(TRADE.origins()).hasSize(60);
        assertThat(distinct(rows, ImportField.PERIOD))
                .contains("2023-01", "2024-12")
                .hasSize(24 + 1);
        assertThat(largest.get(10)).isLessThan(0.2);
        assertThat(largest.get(largest.size() - 10)).isGreaterThan(0.6);
    }

    private static double largestPart(Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        return counts.values().stream().mapToLong(Long::longValue).max().orElse(0) / (double) all;
    }

    private static Set<String> distinct(List<RawImport> rows, ImportField field) {
        return rows.stream().map(row -> row.get(field)).collect(Collectors.toSet());
    }

    private static List<RawImport> fields(long seed) throws IOException {
        return rows(new SyntheticFeed(TRADE, seed, ROWS), Optional.empty()).stream()
                .map(FeedItem.Row::fields)
                .toList();
    }

    private static List<String> texts(long seed) throws IOException {
        return texts(rows(new SyntheticFeed(TRADE, seed, 2_000), Optional.empty()));
    }

    private static List<String> texts(List<FeedItem.Row> rows) {
        Function<FeedItem.Row, String> text = row -> row.cursor() + " " + row.fields();
        return rows.stream().map(text).toList();
    }

    private static List<FeedItem.Row> rows(SyntheticFeed feed, Optional<String> cursor) throws IOException {
        List<FeedItem.Row> rows = new ArrayList<>();
        try (FeedReader reading = feed.open(cursor)) {
            for (Optional<FeedItem> item = reading.next(); item.isPresent(); item = reading.next()) {
                rows.add((FeedItem.Row) item.get());
            }
        }
        return rows;
    }
}
