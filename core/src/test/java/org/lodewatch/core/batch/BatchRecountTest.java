package org.lodewatch.core.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CodeCoverage;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.SubjectKind;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.ImportBounds;

/** The recount of examples computed by hand. */
class BatchRecountTest {

    private static final WindowRule SINGLE_MONTHS = new WindowRule(1, 72);
    private static final WindowRule SIX_YEARS = new WindowRule(12, 72);

    private Statistics statistics = new Statistics();

    private MineralShares antimony(String asOf) {
        return book("antimony", asOf);
    }

    private MineralShares book(String book, String asOf) {
        return statistics.batch.shares().get("us-census/US/" + book + "@" + asOf);
    }

    /** Without those of forms. */
    private Map<String, MineralShares> sharesOfMinerals() {
        Map<String, MineralShares> shares = new TreeMap<>(statistics.batch.shares());
        shares.values()
                .removeIf(of -> Catalogue.bundled().formOf(of.getMineral()).isPresent());
        return shares;
    }

    private void everyMonthOf(int year, String origin, long usd) {
        for (int month = 1; month <= 12; month++) {
            statistics.line(origin, "%d-%02d".formatted(year, month), usd);
        }
    }

    @Test
    void aYearOfRecordsHasSharesAndConcentration() {
        everyMonthOf(2024, "CN", 600);
        everyMonthOf(2024, "BE", 300);
        everyMonthOf(2024, "XX", 100);

        MineralShares shares = antimony("2024-12");

        assertThat(sharesOfMinerals()).hasSize(12);
        assertThat(shares.getTotalValueCents()).isEqualTo(1_200_000);
        assertThat(shares.getRecords()).isEqualTo(36);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueShare)
                .containsExactly(tuple("CN", 0.6), tuple("BE", 0.3), tuple("XX", 0.1));
        assertThat(shares.getHhi()).isEqualTo(4_500);
        assertThat(shares.getEffectiveSuppliers()).isEqualTo(10_000 / 4_500.0);
        assertThat(shares.getTopCountry()).isEqualTo("CN");
        assertThat(shares.getTop3Share()).isEqualTo(0.9, within(1e-15));
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(480_000);
        assertThat(shares.getNetImportReliance()).isEqualTo(0.86);
        assertThat(shares.getEffectiveDependence()).isEqualTo(0.6 * 0.86);
        assertThat(shares.getCoveredMonths()).isEqualTo(12);
        assertThat(antimony("2024-03").getCoveredMonths()).isEqualTo(3);
        assertThat(antimony("2024-03").getTotalValueCents()).isEqualTo(300_000);
    }

    @Test
    void theHighestRevisionCountsAndOfEqualOnesTheFirst() {
        statistics.add("a", Statistics.line(2, "CN", "2024-01", 20).build());
        statistics.add("a", Statistics.line(1, "CN", "2024-01", 10).build());
        assertThat(statistics.add("a", Statistics.line(2, "CN", "2024-01", 30).build()))
                .isFalse();
        assertThat(statistics.add("a", Statistics.line(2, "CN", "2024-01", 20).build()))
                .isTrue();

        assertThat(antimony("2024-01").getTotalValueCents()).isEqualTo(2_000);
    }

    @Test
    void everyFieldMayContradictTheFirstRecordOfARevision() {
        statistics.add("a", Statistics.line(2, "CN", "2024-01", 20).build());

        assertThat(statistics.add("a", Statistics.line(2, "BE", "2024-01", 20).build()))
                .isFalse();
        assertThat(statistics.add("a", Statistics.line(2, "CN", "2024-02", 20).build()))
                .isFalse();
        assertThat(statistics.add("a", Statistics.line(2, "CN", "2024", 20).build()))
                .isFalse();
        assertThat(statistics.add(
                        "a",
                        Statistics.line(2, "CN", "2024-01", 20)
                                .setCommodityCode("28258000")
                                .build()))
                .isFalse();
        assertThat(statistics.add(
                        "a",
                        Statistics.line(2, "CN", "2024-01", 20)
                                .setReporter("DE")
                                .build()))
                .isFalse();
        assertThat(statistics.add(
                        "a",
                        Statistics.line(2, "CN", "2024-01", 20)
                                .setNetWeightGrams(1L)
                                .build()))
                .isFalse();
        assertThat(statistics.add(
                        "a",
                        Statistics.line(2, "CN", "2024-01", 20)
                                .setWithdrawn(true)
                                .build()))
                .isFalse();
        assertThat(sharesOfMinerals()).containsOnlyKeys("us-census/US/antimony@2024-01");
    }

    @Test
    void twoWithdrawalsOfOneRevisionDoNotContradictEachOther() {
        statistics.add(
                "a", Statistics.line(2, "CN", "2024-01", 20).setWithdrawn(true).build());

        assertThat(statistics.add(
                        "a",
                        Statistics.line(2, "BE", "2024-02", 0)
                                .setWithdrawn(true)
                                .build()))
                .isTrue();
        assertThat(statistics.batch.shares()).isEmpty();
    }

    @Test
    void anOlderRevisionDoesNotRestoreAWithdrawnRecord() {
        statistics.line("BE", "2024-01", 5);
        statistics.add(
                "a", Statistics.line(2, "CN", "2024-01", 20).setWithdrawn(true).build());
        statistics.add("a", Statistics.line(1, "CN", "2024-01", 10).build());

        assertThat(antimony("2024-01").getTotalValueCents()).isEqualTo(500);
    }

    @Test
    void anIdIsUniqueOnlyWithinItsDataset() {
        statistics.add("a", Statistics.line(1, "CN", "2024-01", 20).build());
        statistics.add(
                "a",
                Statistics.line(9, "CN", "2024-01", 30)
                        .setDataset("un-comtrade")
                        .build());

        assertThat(sharesOfMinerals())
                .containsOnlyKeys("us-census/US/antimony@2024-01", "un-comtrade/US/antimony@2024-01");
    }

    @Test
    void compactedRecordsStillCount() {
        statistics.line("BE", "2024-01", 5);
        statistics.add("a", Statistics.line(1, "CN", "2024-01", 20).build());
        statistics.add("a", Statistics.line(2, "CN", "2024-02", 30).build());
        statistics.batch.compact();
        statistics.line("CN", "2024-01", 7);

        assertThat(antimony("2024-01").getTotalValueCents()).isEqualTo(1_200);
        assertThat(antimony("2024-02").getTotalValueCents()).isEqualTo(4_200);
        assertThat(antimony("2024-02").getRecords()).isEqualTo(3);
    }

    @Test
    void theHorizonPassesCompactedRecordsToo() {
        statistics = new Statistics(SIX_YEARS, 1);
        statistics.line("CN", "2010-01", 10);
        statistics.batch.compact();
        statistics.line("CN", "2024-01", 10);

        assertThat(sharesOfMinerals()).containsOnlyKeys("us-census/US/antimony@2024-01");
    }

    @Test
    void aRecordThatNoBookCountsStillMovesTheClock() {
        statistics.line("CN", "2024-01", 10);
        statistics.add(
                "ore",
                Statistics.line(1, "CN", "2024-02", 10)
                        .setCommodityCode("261710")
                        .build());
        statistics.add(
                "cars",
                Statistics.line(1, "CN", "2024-03", 10).setCommodityCode("8703").build());

        assertThat(sharesOfMinerals())
                .containsOnlyKeys(
                        "us-census/US/antimony@2024-01",
                        "us-census/US/antimony@2024-02",
                        "us-census/US/antimony@2024-03");
        assertThat(antimony("2024-03").getRecords()).isEqualTo(1);
        assertThat(sharesOfMinerals().values())
                .extracting(MineralShares::getStale)
                .containsOnly(true);
    }

    private void code(String code, String origin, String period, long usd) {
        statistics.add(
                code + origin + period,
                Statistics.line(1, origin, period, usd).setCommodityCode(code).build());
    }

    private Map<String, Long> usd(String period) {
        Map<String, Long> usd = new TreeMap<>();
        statistics.batch.shares().forEach((key, shares) -> {
            if (shares.getAsOf().equals(period)) {
                usd.put(shares.getMineral(), shares.getTotalValueCents() / 100);
            }
        });
        return usd;
    }

    @Test
    void theBookOfAMineralAddsUpItsHeadlineForms() {
        code("8108200010", "JP", "2025", 70);
        code("8108200095", "RU", "2025", 20);
        code("261400", "ZA", "2025", 9);
        // Slag and scrap are forms outside the headline.
        code("2620995000", "CA", "2025", 500);
        code("810830", "DE", "2025", 600);
        statistics.batch.compact();
        code("261400", "AU", "2025", 1);

        assertThat(usd("2025-12"))
                .isEqualTo(Map.of(
                        "titanium", 100L,
                        "titanium-sponge", 70L,
                        "titanium-unwrought", 20L,
                        "titanium-concentrates", 10L,
                        "titanium-slag", 500L,
                        "titanium-scrap", 600L));
        assertThat(book("titanium", "2025-12").getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueShare)
                .containsExactly(tuple("JP", 0.7), tuple("RU", 0.2), tuple("ZA", 0.09), tuple("AU", 0.01));
    }

    @Test
    void theOnlyHeadlineFormOfAMineralIsCountedOnce() {
        code("740311", "CL", "2025", 70);
        code("260300", "PE", "2025", 30);

        assertThat(usd("2025-12")).isEqualTo(Map.of("copper", 70L, "copper-ore", 30L));
    }

    @Test
    void aRevisionMovesARecordFromOneFormOfAMineralToAnother() {
        statistics.add(
                "a",
                Statistics.line(1, "JP", "2025", 70)
                        .setCommodityCode("8108200010")
                        .build());
        statistics.add(
                "a",
                Statistics.line(2, "JP", "2025", 50).setCommodityCode("261400").build());

        assertThat(usd("2025-12")).isEqualTo(Map.of("titanium", 50L, "titanium-concentrates", 50L));
    }

    @Test
    void aCodeHasTheFormThatItHasInThePeriodOfTheRecord() {
        code("2825600010", "CN", "2024-12", 1);
        code("2825600010", "CN", "2025-01", 2);
        code("2825600050", "CN", "2025-01", 4);
        code("2825600000", "CN", "2025-01", 8);
        statistics.complete(0, "2025-01");

        assertThat(usd("2024-12")).isEqualTo(Map.of("germanium-mixed-oxides", 1L));
        assertThat(usd("2025-01"))
                .isEqualTo(Map.of(
                        "germanium-mixed-oxides", 9L,
                        "germanium-dioxide", 2L,
                        "germanium", 2L,
                        "zirconium-dioxide", 4L));
    }

    @Test
    void aYearIsInTheFormOfACodeThatTheTariffHasInOneOfItsMonths() {
        code("2825600010", "CN", "2024", 1);
        code("2825600010", "CN", "2025", 2);

        assertThat(usd("2024-12")).isEqualTo(Map.of("germanium-mixed-oxides", 1L));
        assertThat(usd("2025-12")).isEqualTo(Map.of("germanium-dioxide", 2L, "germanium", 2L));
    }

    private static DatasetProperties codes(Instant publishedAt, String... codes) {
        return new DatasetProperties("us-census", 1, 0, null, null, "USD", List.of(codes), publishedAt);
    }

    @Test
    void aBookOfWhichTheDatasetHasSomeCodesHasNoRelianceAndIsNotJudged() {
        statistics.line("CN", "2024-01", 10);
        statistics.add("p", codes(Statistics.NOW, "811010"));

        assertThat(antimony("2024-01").getCodeCoverage()).isEqualTo(new CodeCoverage(2, List.of("811010")));
        assertThat(antimony("2024-01").getNetImportReliance()).isNull();
        assertThat(antimony("2024-01").getEffectiveDependence()).isNull();

        statistics.add("p", codes(Statistics.NOW.plusSeconds(1), "811010", "2825800000"));
        assertThat(antimony("2024-01").getCodeCoverage()).isNull();
        assertThat(antimony("2024-01").getNetImportReliance()).isNotNull();
    }

    @Test
    void policiesPassOverBooksCoveredInPartAndWhatTheReporterExports() {
        Statistics part = months(70, 70);
        part.add("p", codes(Statistics.NOW, "811010"));
        assertThat(alerts(part, policy())).isEmpty();
        assertStands(part, policy().setPartCodes(true), Severity.CRITICAL, "2024-01");

        Statistics boron = new Statistics(SINGLE_MONTHS, 1);
        boron.add(
                "b",
                Statistics.line(1, "CN", "2024-01", 10)
                        .setCommodityCode("252800")
                        .build());
        boron.complete(0, "2024-01");
        for (String exported : List.of("boron", "boron-borates")) {
            assertThat(alerts(boron, policy().setMineral(exported))).hasSize(1);
            assertThat(alerts(boron, policy().setMineral(exported).setNetExports(false)))
                    .isEmpty();
        }
    }

    @Test
    void sharesByWeightNeedWeightsOfAlmostAllTheValue() {
        statistics.line("CN", "2024-01", 950, 3_000);
        statistics.line("BE", "2024-01", 50);

        assertThat(antimony("2024-01").getWeightCoverage()).isEqualTo(0.95);
        assertThat(antimony("2024-01").getCountries().get(0).getWeightShare()).isEqualTo(1);
        assertThat(antimony("2024-01").getCountries().get(1).getWeightGrams()).isNull();

        statistics.line("BE", "2024-01", 1);

        assertThat(antimony("2024-01").getTotalWeightGrams()).isEqualTo(3_000);
        assertThat(antimony("2024-01").getCountries().get(0).getWeightShare()).isNull();
    }

    @Test
    void aShareIsComparedWithTheWholeWindowAYearBefore() {
        everyMonthOf(2023, "CN", 40);
        everyMonthOf(2023, "BE", 60);
        everyMonthOf(2024, "CN", 75);
        everyMonthOf(2024, "AU", 25);

        MineralShares shares = antimony("2024-12");

        assertThat(shares.getCountries())
                .extracting(CountryShare::getValueShareChange)
                .containsExactly(0.75 - 0.4, 0.25);
        assertThat(antimony("2024-11").getCountries().get(0).getValueShareChange())
                .isNull();
    }

    @Test
    void withoutDeclarationsAMonthIsCompleteOnceALaterOneHasBegun() {
        statistics.line("CN", "2024-01", 10);
        statistics.line("CN", "2024-02", 10);

        assertThat(antimony("2024-01").getComplete()).isTrue();
        assertThat(antimony("2024-02").getComplete()).isFalse();
    }

    @Test
    void aDeclarationCountsForItsPeriodOnceItIsInEveryPartition() {
        Statistics two = new Statistics(WindowRule.DEFAULT, 2);
        two.line("CN", "2024-01", 10);
        two.line("CN", "2024-02", 10);
        two.line("CN", "2024-03", 10);
        two.complete(0, "2024-03");
        assertThat(complete(two)).containsExactly(false, false, false);

        two.complete(1, "2024-01");
        assertThat(complete(two)).containsExactly(false, false, false);

        two.complete(1, "2024-03");
        assertThat(complete(two)).containsExactly(false, false, true);
        assertThat(two.batch.shares().values())
                .extracting(MineralShares::getPartial)
                .containsOnly(true);
    }

    @Test
    void theStateOfAPeriodIsThatOfTheLatestDeclaration() {
        Instant later = Statistics.NOW.plusSeconds(1);
        statistics.line("CN", "2024-01", 10);
        statistics.declare(0, "2024-01", PeriodState.PARTIAL, later);
        statistics.declare(0, "2024-01", PeriodState.COMPLETE, Statistics.NOW);
        assertThat(antimony("2024-01").getComplete()).isFalse();
        assertThat(antimony("2024-01").getPartial()).isTrue();

        statistics.declare(0, "2024-01", PeriodState.ACCEPTED, later);
        assertThat(antimony("2024-01").getComplete()).isFalse();

        statistics.declare(0, "2024-01", PeriodState.ACCEPTED, later.plusSeconds(1));
        assertThat(antimony("2024-01").getComplete()).isTrue();
        assertThat(antimony("2024-01").getPartial()).isTrue();

        statistics.declare(0, "2024-01", PeriodState.COMPLETE, later.plusSeconds(2));
        assertThat(antimony("2024-01").getPartial()).isFalse();
    }

    @Test
    void aPeriodThatMissesRowsIsNotJudgedUnlessThatIsAccepted() {
        Statistics one = months(70, 70, 70);
        one.declare(0, "2024-03", PeriodState.PARTIAL, Statistics.NOW.plusSeconds(1));
        assertStands(one, policy(), Severity.CRITICAL, "2024-01");
        one.declare(0, "2024-01", PeriodState.PARTIAL, Statistics.NOW.plusSeconds(1));
        assertStands(one, policy(), Severity.CRITICAL, "2024-02");
        one.declare(0, "2024-02", PeriodState.PARTIAL, Statistics.NOW.plusSeconds(1));
        assertThat(alerts(one, policy())).isEmpty();
        assertThat(alerts(one, policy().setProvisional(true))).isEmpty();

        one.declare(0, "2024-02", PeriodState.ACCEPTED, Statistics.NOW.plusSeconds(2));
        assertStands(one, policy(), Severity.CRITICAL, "2024-02");
    }

    @Test
    void aYearThatIsNotOverIsProvisional() {
        statistics.line("CN", "2025", 10);
        statistics.line("CN", "2026", 10);
        assertThat(statistics.declare(0, "2026", PeriodState.COMPLETE, Statistics.NOW))
                .isFalse();

        assertThat(antimony("2025-12").getComplete()).isTrue();
        assertThat(antimony("2026-12").getComplete()).isFalse();
    }

    @Test
    void aPeriodThatTheReporterDidNotPublishIsNotCovered() {
        Statistics years = new Statistics(new WindowRule(48, 0), 1);
        years.line("CN", "2009", 10);
        years.line("CN", "2013", 10);

        MineralShares shares = years.batch.shares().get("us-census/US/antimony@2013-12");

        assertThat(shares.getCoveredMonths()).isEqualTo(12);
        assertThat(years.batch.shares().get("us-census/US/antimony@2012-12").getCoveredMonths())
                .isEqualTo(12);
    }

    @Test
    void aWithdrawnOrCorrectedRecordMovesTheNewestMonthBack() {
        statistics.line("CN", "2025-02", 10);
        statistics.line("CN", "2025-01", 10);
        statistics.add("slip", Statistics.line(1, "BE", "2026-02", 10).build());
        statistics.add("slip", Statistics.line(2, "BE", "2025-02", 10).build());

        assertThat(sharesOfMinerals())
                .containsOnlyKeys("us-census/US/antimony@2025-01", "us-census/US/antimony@2025-02");
        assertThat(antimony("2025-02").getComplete()).isFalse();
        assertThat(antimony("2025-01").getStale()).isFalse();
    }

    @Test
    void aBookWithoutRecordsInTheNewestTwoPeriodsIsStale() {
        statistics.line("CN", "2024-01", 10);
        statistics.line("CN", "2024-02", 10);
        statistics.add(
                "later",
                Statistics.line(1, "CN", "2024-03", 10)
                        .setCommodityCode("8112921000")
                        .build());
        assertThat(antimony("2024-02").getStale()).isFalse();

        statistics.add(
                "latest",
                Statistics.line(1, "CN", "2024-04", 10)
                        .setCommodityCode("8112921000")
                        .build());

        assertThat(antimony("2024-01").getStale()).isFalse();
        assertThat(antimony("2024-02").getStale()).isTrue();
        assertThat(antimony("2024-04").getStale()).isTrue();
    }

    @Test
    void theLatestDescriptionOfADatasetIsInItsShares() {
        statistics.line("CN", "2024-01", 10);
        assertThat(antimony("2024-01").getBasis()).isNull();
        assertThat(antimony("2024-01").getCurrency()).isEqualTo("USD");

        statistics.add(
                "p", new DatasetProperties("us-census", 1, 6, "general", "customs", "EUR", null, Statistics.NOW));
        statistics.add(
                "p",
                new DatasetProperties(
                        "us-census", 1, 10, "consumption", "cif", "GBP", null, Statistics.NOW.minusSeconds(1)));
        statistics.batch.compact();

        assertThat(antimony("2024-01").getBasis()).isEqualTo("general imports, customs value, HS6");
        assertThat(antimony("2024-01").getCurrency()).isEqualTo("EUR");
    }

    private static List<Boolean> complete(Statistics statistics) {
        return statistics.batch.shares().values().stream()
                .filter(shares -> shares.getMineral().equals("antimony"))
                .map(MineralShares::getComplete)
                .toList();
    }

    @Test
    void yearsHaveOneWindowEach() {
        statistics.line("CN", "2022", 10);
        statistics.line("CN", "2023", 20);

        assertThat(sharesOfMinerals())
                .containsOnlyKeys("us-census/US/antimony@2022-12", "us-census/US/antimony@2023-12");
        assertThat(antimony("2023-12").getTotalValueCents()).isEqualTo(2_000);
    }

    @Test
    void recordsBeyondTheHorizonAreNotCountedAndWindowsThatNeedThemAreAbsent() {
        statistics = new Statistics(SIX_YEARS, 1);
        statistics.line("CN", "2020-04", 1);
        statistics.line("CN", "2020-05", 2);
        statistics.line("CN", "2026-04", 4);

        // 72 months to 2026-04 begin with 2020-05; the first whole window within them ends with 2021-04.
        assertThat(antimony("2021-03")).isNull();
        assertThat(antimony("2021-04").getTotalValueCents()).isEqualTo(200);
        assertThat(antimony("2021-04").getCoveredMonths()).isEqualTo(1);
        assertThat(antimony("2026-04").getTotalValueCents()).isEqualTo(400);
        assertThat(sharesOfMinerals()).hasSize(2);
    }

    @Test
    void unusableRecordsAreRejected() {
        byte[] key = "a".getBytes(UTF_8);
        byte[] line = Statistics.encoded(Statistics.line(1, "CN", "2024-01", 1).build());

        assertThat(statistics.batch.add(0, null, line)).isFalse();
        assertThat(statistics.batch.add(0, new byte[0], line)).isFalse();
        assertThat(statistics.batch.add(0, key, null)).isFalse();
        assertThat(statistics.batch.add(0, key, new byte[] {1, 2, 3})).isFalse();
        assertThat(statistics.add("a", Statistics.line(1, "QQ", "2024-01", 1).build()))
                .isFalse();
        assertThat(statistics.batch.shares()).isEmpty();
    }

    /** Single-month windows in which China sells the given percentages, from 2024-01 on, and Belgium the rest. */
    private static Statistics months(int... percentOfChina) {
        Statistics statistics = new Statistics(SINGLE_MONTHS, 1);
        for (int i = 0; i < percentOfChina.length; i++) {
            String month = "2024-%02d".formatted(i + 1);
            statistics.line("CN", month, percentOfChina[i], 100 - percentOfChina[i]);
            statistics.line("BE", month, 100 - percentOfChina[i], percentOfChina[i]);
            statistics.complete(0, month);
        }
        return statistics;
    }

    private static DependencePolicy.Builder policy() {
        return DependencePolicy.newBuilder()
                .setId("watch")
                .setVersion(1)
                .setMineral("antimony")
                .setSubject(SubjectKind.COUNTRY)
                .setSubjectName("CN")
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setWarning(50)
                .setCritical(65)
                .setClearMargin(3);
    }

    private static Collection<ExpectedAlert> alerts(Statistics statistics, DependencePolicy.Builder policy) {
        return statistics.batch.alerts(List.of(policy.build())).values();
    }

    private static void assertStands(
            Statistics statistics, DependencePolicy.Builder policy, Severity severity, String since) {
        assertThat(alerts(statistics, policy))
                .extracting(ExpectedAlert::severity, ExpectedAlert::since)
                .containsExactly(tuple(severity, since));
    }

    @Test
    void anAlertRisesAtItsLineAndFallsBelowItsMargin() {
        assertThat(alerts(months(49), policy())).isEmpty();
        assertStands(months(49, 50), policy(), Severity.WARNING, "2024-02");
        assertStands(months(49, 50, 65), policy(), Severity.CRITICAL, "2024-03");
        assertStands(months(49, 50, 65, 62), policy(), Severity.CRITICAL, "2024-03");
        assertStands(months(49, 50, 65, 62, 61), policy(), Severity.WARNING, "2024-05");
        assertStands(months(49, 50, 65, 62, 61, 47), policy(), Severity.WARNING, "2024-05");
        assertStands(months(49, 50, 65, 62, 61, 47, 46), policy(), Severity.NONE, "2024-07");
        assertStands(months(49, 50, 65, 62, 61, 47, 46, 47), policy(), Severity.NONE, "2024-07");
    }

    @Test
    void anAlertHasEveryTransitionWithItsFigures() {
        ExpectedAlert alert =
                alerts(months(49, 50, 65, 68, 61, 47, 46), policy()).iterator().next();

        assertThat(alert.steps())
                .containsExactly(
                        new ExpectedStep("2024-02", Severity.WARNING, OptionalDouble.of(50), OptionalDouble.of(50)),
                        new ExpectedStep("2024-03", Severity.CRITICAL, OptionalDouble.of(65), OptionalDouble.of(68)),
                        new ExpectedStep("2024-05", Severity.WARNING, OptionalDouble.of(61), OptionalDouble.of(61)),
                        new ExpectedStep("2024-07", Severity.NONE, OptionalDouble.of(46), OptionalDouble.empty()));
        assertThat(alert.judgedTo()).isEqualTo("2024-07");
        assertThat(alert.totalValueCents()).isEqualTo(10_000);
    }

    @Test
    void anAlertHoldsItsIdAndItsLastObservation() {
        ExpectedAlert alert = alerts(months(70, 63), policy()).iterator().next();

        assertThat(alert.id()).isEqualTo("watch/us-census/US/antimony/CN");
        assertThat(alert.observed()).hasValue(63);
    }

    @Test
    void aDwellNeedsConsecutiveMonths() {
        assertThat(alerts(months(70, 70, 40, 70, 70), policy().setDwellMonths(3)))
                .isEmpty();
        assertStands(months(70, 55, 70), policy().setDwellMonths(3), Severity.WARNING, "2024-03");
        assertStands(months(70, 70, 70, 70), policy().setDwellMonths(3), Severity.CRITICAL, "2024-03");
    }

    @Test
    void aWindowBelowTheMinimumHasNoAlert() {
        assertThat(alerts(months(70), policy().setMinimumValueCents(10_001))).isEmpty();
        assertStands(months(70), policy().setMinimumValueCents(10_000), Severity.CRITICAL, "2024-01");
    }

    @Test
    void aProvisionalMonthIsJudgedOnlyIfThePolicyIncludesIt() {
        Statistics statistics = months(40);
        statistics.line("CN", "2024-02", 1);

        assertThat(alerts(statistics, policy())).isEmpty();
        assertStands(statistics, policy().setProvisional(true), Severity.CRITICAL, "2024-02");
    }

    @Test
    void aPolicyMayMeasureWeightOrReliance() {
        assertThat(alerts(months(70), policy().setMeasure(Measure.WEIGHT))).isEmpty();
        assertStands(months(30), policy().setMeasure(Measure.WEIGHT), Severity.CRITICAL, "2024-01");
        // 70 % of 86 % is 60.2 %.
        assertStands(months(70), policy().setMetric(Metric.EFFECTIVE_DEPENDENCE), Severity.WARNING, "2024-01");
    }

    @Test
    void aPolicyMayBeAboutTheMarketABlocOrAnyCountry() {
        DependencePolicy.Builder market = policy().setSubject(SubjectKind.MARKET)
                .setSubjectName(null)
                .setMetric(Metric.HHI)
                .setWarning(5_200)
                .setCritical(5_201);
        DependencePolicy.Builder bloc = policy().setSubject(SubjectKind.BLOC).setSubjectName("eu27");
        DependencePolicy.Builder any =
                policy().setSubject(SubjectKind.ANY_COUNTRY).setSubjectName(null);

        // 60² + 40² = 5,200
        assertStands(months(40), market, Severity.WARNING, "2024-01");
        assertStands(months(40), bloc, Severity.WARNING, "2024-01");
        assertThat(alerts(months(50), any)).extracting(ExpectedAlert::subject).containsExactly("BE", "CN");
    }

    @Test
    void unknownOriginsAreNoSupplier() {
        Statistics statistics = new Statistics(SINGLE_MONTHS, 1);
        statistics.line("XX", "2024-01", 99);
        statistics.complete(0, "2024-01");

        assertThat(alerts(
                        statistics, policy().setSubject(SubjectKind.ANY_COUNTRY).setSubjectName(null)))
                .isEmpty();
        assertThat(sharesOfMinerals().values()).allMatch(shares -> shares.getTopCountry() == null);
    }

    @Test
    void returnedGoodsAreInTheTotalAndNoSupplier() {
        Statistics statistics = new Statistics(SINGLE_MONTHS, 1);
        statistics.line("US", "2024-01", 1_200, 60);
        statistics.line("MM", "2024-01", 600, 30);
        statistics.line("CA", "2024-01", 200, 10);
        statistics.complete(0, "2024-01");

        MineralShares shares = statistics.batch.shares().get("us-census/US/antimony@2024-01");
        assertThat(shares.getTotalValueCents()).isEqualTo(200_000);
        assertThat(shares.getReturnedValueCents()).isEqualTo(120_000);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueShare)
                .containsExactly(tuple("US", 0.6), tuple("MM", 0.3), tuple("CA", 0.1));
        assertThat(shares.getTopCountry()).isEqualTo("MM");
        assertThat(shares.getTopShare()).isEqualTo(0.75);
        assertThat(shares.getTop3Share()).isEqualTo(1);
        assertThat(shares.getHhi()).isEqualTo(75.0 * 75 + 25 * 25);
        assertThat(shares.getWithoutTopValueCents()).isEqualTo(20_000);
        DependencePolicy.Builder any =
                policy().setSubject(SubjectKind.ANY_COUNTRY).setSubjectName(null);
        assertThat(alerts(statistics, any))
                .extracting(ExpectedAlert::subject, ExpectedAlert::severity)
                .containsExactly(tuple("MM", Severity.CRITICAL));
        assertThat(alerts(statistics, any.setMeasure(Measure.WEIGHT))).hasSize(1);
        assertThat(alerts(statistics, any.setMinimumValueCents(80_001))).isEmpty();
        assertThat(alerts(statistics, policy().setSubjectName("US"))).isEmpty();
        // Canada is a quarter of what others supply; with the United States, the bloc would have 70 % of the total.
        assertThat(alerts(
                        statistics,
                        policy().setSubject(SubjectKind.BLOC)
                                .setSubjectName("usmca")
                                .setWarning(25)))
                .extracting(ExpectedAlert::observed)
                .containsExactly(OptionalDouble.of(25));
    }

    @Test
    void aStaleBookHasNoOpenAlerts() {
        Statistics fresh = new Statistics(WindowRule.DEFAULT, 1);
        for (int month = 1; month <= 12; month++) {
            fresh.line("CN", "2024-%02d".formatted(month), 10);
            fresh.complete(0, "2024-%02d".formatted(month));
        }
        assertStands(fresh, policy(), Severity.CRITICAL, "2024-12");

        for (String month : List.of("2025-01", "2025-02")) {
            fresh.add(
                    "cobalt " + month,
                    Statistics.line(1, "CN", month, 10)
                            .setCommodityCode("810520")
                            .build());
            fresh.complete(0, month);
        }

        // The windows of the months in which there were imports stay judged.
        assertStands(fresh, policy(), Severity.NONE, "2025-02");
        fresh.line("CN", "2025-02", 10);
        assertStands(fresh, policy(), Severity.CRITICAL, "2024-12");
    }

    @Test
    void whatTheHorizonHidesIsTakenFromThePublishedHistory() {
        Statistics statistics = new Statistics(new WindowRule(1, 2), 1);
        for (int month = 1; month <= 4; month++) {
            String period = "2024-%02d".formatted(month);
            statistics.line("CN", period, month == 3 ? 48 : 55);
            statistics.line("BE", period, month == 3 ? 52 : 45);
            statistics.complete(0, period);
        }
        HistoryEntry ended = new HistoryEntry("2023-05", Transition.RAISED, Severity.CRITICAL, 80.0, 80.0);
        HistoryEntry end = new HistoryEntry("2023-06", Transition.RESOLVED, Severity.NONE, 40.0, null);
        HistoryEntry open = new HistoryEntry("2024-02", Transition.RAISED, Severity.WARNING, 54.0, 54.0);

        assertThat(histories(statistics, List.of())).containsExactly("WARNING 2024-04 55.0");
        assertThat(histories(statistics, List.of(ended, end, open))).containsExactly("WARNING 2024-02 55.0");
        assertThat(histories(statistics, List.of(ended, end))).containsExactly("WARNING 2024-04 55.0");
        // Without a horizon, nothing that was published counts.
        assertThat(histories(months(49), List.of(ended))).isEmpty();
    }

    /** Severity, month and highest figure of each step. */
    private static List<String> histories(Statistics statistics, List<HistoryEntry> published) {
        return statistics
                .batch
                .alerts(List.of(policy().build()), Map.of("watch/us-census/US/antimony/CN", published))
                .values()
                .stream()
                .flatMap(alert -> alert.steps().stream())
                .map(step -> "%s %s %s"
                        .formatted(step.severity(), step.asOf(), step.highest().orElse(0)))
                .toList();
    }

    @Test
    void aPolicyAppliesToTheBooksThatItsGlobsMatch() {
        assertThat(alerts(
                        months(70),
                        policy().setMineral("anti*").setReporter("?S").setDataset("us-census")))
                .extracting(ExpectedAlert::id)
                .containsExactly("watch/us-census/US/antimony-oxide/CN", "watch/us-census/US/antimony/CN");
        assertThat(alerts(months(70), policy().setMineral("anti?"))).isEmpty();
        assertThat(alerts(months(70), policy().setReporter("DE"))).isEmpty();
        assertThat(alerts(months(70), policy().setEnabled(false))).isEmpty();
    }

    /** As a ledger rejects them: {@code ImportLedgerTest} has the same records. */
    @Test
    void aRecordThatMakesATotalTooLargeIsRejectedAndTheOthersStay() {
        BatchRecount batch = new BatchRecount(Lines::decoded, Catalogue.bundled(), SIX_YEARS, 1);
        int most = (int) (LedgerOwner.MAX_TOTAL / ImportBounds.MAX_WEIGHT_GRAMS);
        for (int i = 0; i < most; i++) {
            assertThat(add(batch, "a" + i, largest())).isTrue();
        }

        assertThat(add(batch, "next", largest().setCommodityCode(Lines.GALLIUM)))
                .isFalse();

        assertThat(add(batch, "a0", largest().setRevision(2))).isTrue();
        assertThat(add(batch, "shoes", largest().setCommodityCode(Lines.SHOES))).isTrue();
        assertThat(add(batch, "of-another-reporter", largest().setReporter("DE")))
                .isTrue();
        assertThat(add(batch, "a0", largest().setRevision(3).setWithdrawn(true)))
                .isTrue();
        assertThat(add(batch, "next", largest().setCommodityCode(Lines.GALLIUM)))
                .isTrue();
        assertThat(add(batch, "a0", largest().setRevision(4))).isFalse();
        assertThat(batch.shares().get("us-census/US/antimony@2024-12").getTotalWeightGrams())
                .isEqualTo((most - 1) * ImportBounds.MAX_WEIGHT_GRAMS);
    }

    private static CustomsImport.Builder largest() {
        return Lines.line()
                .setCustomsValueCents(ImportBounds.MAX_VALUE_CENTS)
                .setNetWeightGrams(ImportBounds.MAX_WEIGHT_GRAMS);
    }

    private static boolean add(BatchRecount batch, String id, CustomsImport.Builder line) {
        return batch.add(0, Lines.key(id), Lines.value(line.build()));
    }
}
