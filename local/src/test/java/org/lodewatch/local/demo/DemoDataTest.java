package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowState;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;

/** Compares the bundled data with totals of the files that they were made from. */
class DemoDataTest {

    private final List<DemoRelease> releases = DemoData.releases(Catalogue.bundled());

    @Test
    void releasesComeByDatasetThenPublicationThenPeriod() {
        assertThat(releases).hasSize(2 + 2 + 39 + 40);
        assertThat(releases.stream()
                        .map(release -> release.dataset() + " " + release.revision())
                        .distinct())
                .containsExactly(
                        "us-census-annual 1",
                        "us-census-annual-consumption 1",
                        "us-census-battery 20260607",
                        "us-census-battery 20260614");
        assertThat(releases.subList(4, 43))
                .isSortedAccordingTo((a, b) -> a.period().compareTo(b.period()));
    }

    @Test
    void exactlyTheRowsOfTheSourcesArePresent() {
        assertThat(rows("us-census-annual", 1)).isEqualTo(15_025 + 15_999);
        assertThat(rows("us-census-annual-consumption", 1)).isEqualTo(15_057 + 16_003);
        assertThat(rows("us-census-battery", 20260607)).isEqualTo(4_658);
        assertThat(rows("us-census-battery", 20260614)).isEqualTo(4_788);
    }

    @Test
    void yearlyValuesSumToTheSource() {
        assertThat(dollarsByPeriod("us-census-annual", 1))
                .isEqualTo(Map.of("2024", 206_683_002_077L, "2025", 273_659_963_689L));
        assertThat(dollarsByPeriod("us-census-annual-consumption", 1))
                .isEqualTo(Map.of("2024", 204_226_609_798L, "2025", 269_490_645_631L));
    }

    @Test
    void everyDatasetDeclaresItsBasisAndTheCodesThatBooksCount() {
        assertThat(releases)
                .extracting(release ->
                        release.dataset() + " " + release.declared().imports().orElseThrow())
                .containsOnly(
                        "us-census-annual general",
                        "us-census-annual-consumption consumption",
                        "us-census-battery general");
        assertThat(releases.get(releases.size() - 1).declared().codes())
                .containsExactly(
                        "250410", "280461", "282200", "282520", "283324", "283691", "380110", "760200", "850511");
    }

    @Test
    void theYearlyFilesCoverEveryBookThatTheyHaveRecordsOf() {
        Catalogue catalogue = Catalogue.bundled();
        Window year = new Window(
                Months.of("2025-12"),
                12,
                new WindowState(12, true, false, false),
                false,
                false,
                new Totals(new Countries()));
        for (DemoRelease release : List.of(releases.get(1), releases.get(3))) {
            List<String> codes = release.declared().codes();
            Set<String> books = new TreeSet<>();
            codes.stream()
                    .map(code -> catalogue.classify(code).orElseThrow())
                    .forEach(code -> books.addAll(List.of(code.book(), code.mineral())));

            assertThat(books)
                    .hasSizeGreaterThan(150)
                    .allSatisfy(book -> assertThat(BookCodes.of(book, catalogue, Optional.of(codes))
                                    .coverage(year))
                            .as(book)
                            .isEmpty());
        }
    }

    @Test
    void monthlyValuesSumToTheTotalsOfCensus() {
        Map<String, Long> first = dollarsByPeriod("us-census-battery", 20260607);
        Map<String, Long> second = dollarsByPeriod("us-census-battery", 20260614);

        assertThat(first)
                .containsEntry("2023-01", 2_578_389_579L)
                .containsEntry("2025-09", 1_816_603_253L)
                .containsEntry("2026-03", 2_408_680_237L)
                .hasSize(39);
        assertThat(second)
                .containsEntry("2023-01", 2_578_384_551L)
                .containsEntry("2025-09", 1_815_976_589L)
                .containsEntry("2026-03", 2_408_680_237L)
                .containsEntry("2026-04", 2_816_562_004L)
                .hasSize(40);
        assertThat(first.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(89_859_467_151L);
        assertThat(second.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(92_701_826_792L);
    }

    @Test
    void theOneRowWithoutAValueWithdrawsItsLine() {
        assertThat(releases.stream()
                        .flatMap(release -> release.rows().stream())
                        .filter(line -> line.customsValueCents() == 0))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.recordId()).isEqualTo("282520/AR/2025-09");
                    assertThat(line.withdrawn()).isTrue();
                });
    }

    @Test
    void everyRowIsCanonical() {
        assertThat(releases)
                .allSatisfy(release -> assertThat(release.rows()).allSatisfy(line -> {
                    assertThat(line.reporter()).isEqualTo("US");
                    assertThat(line.origin()).matches("[A-Z]{2}");
                    assertThat(line.commodityCode())
                            .matches(line.dataset().equals("us-census-battery") ? "\\d{6}" : "\\d{10}");
                    assertThat(line.period()).matches("\\d{4}(-(0[1-9]|1[0-2]))?");
                    assertThat(line.customsValueCents()).isNotNegative();
                    assertThat(line.netWeightGrams()).isEmpty();
                    assertThat(line.recordId())
                            .isEqualTo("%s/%s/%s".formatted(line.commodityCode(), line.origin(), line.period()));
                }));
    }

    @Test
    void noPublicationNamesALineTwice() {
        assertThat(releases)
                .allSatisfy(release -> assertThat(release.rows().stream().map(ImportRow::recordId))
                        .doesNotHaveDuplicates());
    }

    private long rows(String dataset, long revision) {
        return publication(dataset, revision).stream()
                .mapToLong(release -> release.rows().size())
                .sum();
    }

    private Map<String, Long> dollarsByPeriod(String dataset, long revision) {
        return publication(dataset, revision).stream()
                .collect(Collectors.toMap(
                        DemoRelease::period,
                        release -> release.rows().stream()
                                .mapToLong(line -> line.customsValueCents() / 100)
                                .sum()));
    }

    private List<DemoRelease> publication(String dataset, long revision) {
        return releases.stream()
                .filter(release -> release.dataset().equals(dataset) && release.revision() == revision)
                .toList();
    }
}
