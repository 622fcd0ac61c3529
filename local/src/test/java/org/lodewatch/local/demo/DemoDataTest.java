package org.lodewatch.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.rules.ImportRow;

/** Compares the bundled data with totals of the files that they were made from. */
class DemoDataTest {

    private final List<DemoRelease> releases = DemoData.releases();

    @Test
    void releasesComeByDatasetThenPublicationThenPeriod() {
        assertThat(releases).hasSize(2 + 39 + 40);
        assertThat(releases.stream()
                        .map(release -> release.dataset() + " " + release.revision())
                        .distinct())
                .containsExactly("us-census-annual 1", "us-census 20260607", "us-census 20260614");
        assertThat(releases.subList(2, 41))
                .isSortedAccordingTo((a, b) -> a.period().compareTo(b.period()));
    }

    @Test
    void exactlyTheRowsOfTheSourcesArePresent() {
        assertThat(rows("us-census-annual", 1)).isEqualTo(15_025 + 15_999);
        assertThat(rows("us-census", 20260607)).isEqualTo(5_874);
        assertThat(rows("us-census", 20260614)).isEqualTo(6_038);
    }

    @Test
    void yearlyValuesSumToTheSource() {
        assertThat(dollarsByPeriod("us-census-annual", 1))
                .isEqualTo(Map.of("2024", 206_683_002_077L, "2025", 273_659_963_689L));
    }

    @Test
    void monthlyValuesSumToTheTotalsOfCensus() {
        Map<String, Long> first = dollarsByPeriod("us-census", 20260607);
        Map<String, Long> second = dollarsByPeriod("us-census", 20260614);

        assertThat(first)
                .containsEntry("2023-01", 2_973_682_679L)
                .containsEntry("2025-09", 2_240_752_844L)
                .containsEntry("2026-03", 2_803_632_281L)
                .hasSize(39);
        assertThat(second)
                .containsEntry("2023-01", 2_973_677_651L)
                .containsEntry("2025-09", 2_236_425_216L)
                .containsEntry("2026-03", 2_803_632_281L)
                .containsEntry("2026-04", 3_199_243_556L)
                .hasSize(40);
        assertThat(first.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(107_950_718_609L);
        assertThat(second.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(111_165_197_860L);
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
                    assertThat(line.commodityCode()).matches("\\d{6}|\\d{10}");
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
