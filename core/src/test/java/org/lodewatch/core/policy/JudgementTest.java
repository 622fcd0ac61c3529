package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.book.BookCodes;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowSums;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.ledger.Lines;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Supplier;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class JudgementTest {

    private static final BookKey ANTIMONY = new BookKey("us-census", "US", "antimony");
    private static final int JANUARY = Months.of("2024-01");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    /** Windows of a single month make observations that are easy to write down. */
    private WindowRule rule = new WindowRule(1, 60);

    private final Countries countries = new Countries();
    private final TreeMap<Integer, Totals> months = new TreeMap<>();
    private final Map<String, DependenceAlert> published = new HashMap<>();
    private final List<DependencePolicy> policies = new ArrayList<>();
    private int firstMonth = JANUARY;
    private int complete = -1;

    /** The newest month of the dataset, counted from 2024-01; the book's own if it is lower. */
    private int newestOfDataset = -1;

    private String rules = "bundled";
    private final Map<Integer, PeriodState> states = new HashMap<>();
    private Optional<DatasetBasis> basis = Optional.empty();
    private BookKey book = ANTIMONY;
    private BookCodes codes = BookCodes.NONE;

    @BeforeAll
    static void trustTheMessages() {
        // Avro copies messages, for which their classes must be trusted. Encoding any message does that.
        assertThat(Lines.value(Lines.line().build())).isNotEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** Sets a month, counted from 2024-01: origin and value in cents, in turn. */
    private void month(int month, Object... originsAndCents) {
        Totals totals = new Totals(countries);
        for (int i = 0; i < originsAndCents.length; i += 2) {
            totals.add(CountryCode.of((String) originsAndCents[i]), (int) originsAndCents[i + 1], -1, 1);
        }
        months.put(JANUARY + month, totals);
    }

    private Clock clock() {
        int newest = Math.max(JANUARY + newestOfDataset, months.isEmpty() ? JANUARY : months.lastKey());
        int lastComplete = complete >= 0 ? JANUARY + complete : newest;
        List<PeriodRange> periods = new ArrayList<>();
        for (int month = firstMonth; month <= newest; month++) {
            Optional<PeriodState> state = month <= lastComplete
                    ? Optional.of(states.getOrDefault(month - JANUARY, PeriodState.COMPLETE))
                    : Optional.empty();
            PartitionClock.add(periods, new PeriodRange(month, month, 1, true, state));
        }
        return Clock.of(List.of(new PartitionClock(periods, true, basis)), 1);
    }

    private Windows windows() {
        return new WindowSums(months, countries).windows(clock(), rule).counting(codes);
    }

    /** Judges, and keeps the status of each alert as published. */
    private List<DependenceAlert> judge() {
        return judge(book, true);
    }

    private List<DependenceAlert> judge(BookKey key, boolean settled) {
        List<AlertChange> changes = new Judgement(Catalogue.bundled(), rule.windowMonths(), rules)
                .changes(key, windows(), clock(), policies, published, settled, NOW);
        changes.forEach(change -> published.put(change.status().getAlertId(), change.status()));
        return changes.stream().flatMap(change -> change.transitions().stream()).toList();
    }

    private DependenceAlert judgeOne() {
        List<DependenceAlert> transitions = judge();
        assertThat(transitions).hasSize(1);
        return transitions.get(0);
    }

    private void policy(DependencePolicy.Builder policy) {
        policies.removeIf(other -> other.getId().equals(policy.getId()));
        policies.add(policy.build());
    }

    /** The dataset has these codes of the book. */
    private void dataset(String... declared) {
        codes = BookCodes.of(book.mineral(), Catalogue.bundled(), Optional.of(List.of(declared)));
    }

    @Test
    void aBookCoveredInPartIsJudgedOnlyByPoliciesThatAskForIt() {
        policy(PolicyOf.anyCountry());
        policy(PolicyOf.anyCountry().setId("parts").setPartCodes(true));
        month(0, "CN", 90, "BE", 10);
        dataset("8110100000");

        assertThat(judge()).extracting(DependenceAlert::getPolicyId).containsExactly("parts");
    }

    @Test
    void anAlertOfABookThatIsCoveredInPartResolvesWithTheReasonAndIsRaisedAgainWhenItIsWhole() {
        policy(PolicyOf.anyCountry());
        month(0, "CN", 90, "BE", 10);
        judge();

        dataset("8110100000");
        DependenceAlert ended = judgeOne();

        assertThat(ended.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(ended.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(ended.getObserved()).isNull();
        assertThat(ended.getAsOf()).isEqualTo("2024-01");
        assertThat(ended.getSuppliers()).hasSize(2);
        assertThat(ended.getSentence())
                .startsWith("China: policy single-source does not judge US imports of antimony in 2024-01, because"
                        + " us-census has 1 of 2 codes: 811010: by corrected figures no alert;");
        assertThat(judge()).isEmpty();

        dataset("8110100000", "2825800000");
        assertThat(judgeOne().getTransition()).isEqualTo(Transition.RAISED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"boron", "boron-refined-borax", "molybdenum-oxides", "titanium-pigment", "zinc-ore"})
    void whatTheReporterExportsOnBalanceInTheYearOfTheWindowIsPassedOver(String exported) {
        book = new BookKey("us-census", "US", exported);
        policy(PolicyOf.anyCountry().setNetExports(false));
        policy(PolicyOf.anyCountry().setId("all"));
        month(0, "TR", 90, "CL", 10);

        assertThat(judge()).extracting(DependenceAlert::getPolicyId).containsExactly("all");
    }

    @Test
    void anAlertOfWhatTheReporterNowExportsResolvesWithTheReason() {
        book = new BookKey("us-census", "US", "boron");
        policy(PolicyOf.anyCountry());
        month(0, "TR", 90, "CL", 10);
        judge();

        policy(PolicyOf.anyCountry().setVersion(2).setNetExports(false));

        DependenceAlert ended = judgeOne();
        assertThat(ended.getSentence())
                .startsWith("Turkey: policy single-source does not judge US imports of boron in 2024-01, because"
                        + " US exports more of it than it imports (2024, MCS2026): by the changed policy no alert;");
        assertThat(ended.getCause()).isEqualTo(RestatementCause.POLICY_CHANGED);
    }

    @Test
    void aWindowThatIsPassedOverEndsTheAlertAndItsDwell() {
        book = new BookKey("us-census", "US", "germanium");
        policy(PolicyOf.anyCountry().setDwellMonths(2));
        for (int month = 10; month < 14; month++) {
            month(month, "CN", 90, "BE", 10);
        }
        firstMonth = JANUARY + 10;
        // Without 2825600010, which the tariff has from January 2025 on.
        dataset("8112926000", "8112926500");

        assertThat(judge())
                .extracting(DependenceAlert::getTransition, DependenceAlert::getAsOf)
                .containsExactly(tuple(Transition.RAISED, "2024-12"), tuple(Transition.RESOLVED, "2025-01"));

        policy(PolicyOf.anyCountry().setVersion(2).setDwellMonths(2).setPartCodes(true));
        assertThat(judgeOne().getSince()).isEqualTo("2024-12");
    }

    @Test
    void theEndOfAnAlertNamesTheBasisToo() {
        basis = Optional.of(new DatasetBasis(Optional.of("CIF value, HS6"), "USD", Optional.empty(), NOW));
        policy(PolicyOf.anyCountry());
        month(0, "CN", 90, "BE", 10);
        judge();
        dataset("8110100000");
        assertThat(judgeOne().getSentence()).contains("in 2024-01 (CIF value, HS6), because");

        codes = BookCodes.NONE;
        judge();
        newestOfDataset = 2;
        assertThat(judgeOne().getSentence())
                .endsWith("in 2024-02 ($0; CIF value, HS6): resolved, more than 3 points below the 50 % warning line of"
                        + " policy single-source.");

        newestOfDataset = 0;
        judge();
        policies.clear();
        assertThat(judgeOne().getSentence()).endsWith("in US imports of antimony (CIF value, HS6).");
    }

    @Test
    void aChangeOfAShareIsAbsentAcrossABreakOfTheSeries() {
        book = new BookKey("us-census", "US", "germanium");
        policy(PolicyOf.country("CN"));
        month(6, "CN", 40, "BE", 60);
        month(18, "CN", 90, "BE", 10);
        codes = BookCodes.of("germanium", Catalogue.bundled(), Optional.empty());

        assertThat(judgeOne().getSuppliers())
                .extracting(Supplier::getShareChange)
                .containsExactly(null, null);
    }

    @Test
    void anyCountryThatReachesALineRaisesAnAlertOfItsOwn() {
        policy(PolicyOf.anyCountry().setWarning(30).setCritical(65));
        month(0, "CN", 40, "BE", 35, "AU", 25);

        assertThat(judge())
                .extracting(DependenceAlert::getAlertId, DependenceAlert::getSubject, DependenceAlert::getObserved)
                .containsExactly(
                        tuple("single-source/us-census/US/antimony/BE", "BE", 35.0),
                        tuple("single-source/us-census/US/antimony/CN", "CN", 40.0));
    }

    @Test
    void anUnknownOriginNeverRaisesAnAlert() {
        policy(PolicyOf.anyCountry());
        month(0, "XX", 90, "CN", 10);

        assertThat(judge()).isEmpty();
    }

    @Test
    void returnedGoodsAreNoSubjectAndInNoShare() {
        policy(PolicyOf.anyCountry());
        policy(PolicyOf.country("US").setId("own"));
        policy(PolicyOf.bloc("usmca").setId("bloc").setWarning(10).setCritical(26));
        policy(PolicyOf.market().setId("concentration"));
        month(0, "US", 1200, "MM", 600, "CA", 200);

        assertThat(judge())
                .extracting(DependenceAlert::getAlertId, DependenceAlert::getObserved)
                .containsExactly(
                        tuple("single-source/us-census/US/antimony/MM", 75.0),
                        tuple("bloc/us-census/US/antimony/usmca", 25.0),
                        tuple("concentration/us-census/US/antimony/market", 75.0 * 75 + 25 * 25));
    }

    @Test
    void returnedGoodsAreNoSupplierOfAnAlert() {
        policy(PolicyOf.anyCountry());
        month(0, "US", 1200, "MM", 600, "CA", 200);

        DependenceAlert alert = judgeOne();

        assertThat(alert.getTotalValueCents()).isEqualTo(2000);
        assertThat(alert.getSuppliers())
                .extracting(Supplier::getCountry, Supplier::getShare)
                .containsExactly(tuple("MM", 0.75), tuple("CA", 0.25));
        assertThat(alert.getAlternatives()).extracting(Supplier::getCountry).containsExactly("CA");
        assertThat(alert.getSentence()).contains("($8, without $12 of returned goods)");
    }

    @Test
    void theChangeOfAShareIsOneOfWhatOthersSupply() {
        policy(PolicyOf.country("MM"));
        month(0, "US", 1000, "MM", 300, "CA", 700);
        month(12, "US", 1200, "MM", 600, "CA", 200);

        assertThat(judgeOne().getSuppliers())
                .extracting(Supplier::getCountry, Supplier::getShareChange)
                .containsExactly(tuple("MM", 0.75 - 0.3), tuple("CA", 0.25 - 0.7));
    }

    @Test
    void theMinimumValueIsOneOfWhatOthersSupply() {
        policy(PolicyOf.anyCountry().setMinimumValueCents(801));
        month(0, "US", 1200, "MM", 600, "CA", 200);
        assertThat(judge()).isEmpty();

        policy(PolicyOf.anyCountry().setMinimumValueCents(800));

        assertThat(judgeOne().getSubject()).isEqualTo("MM");
    }

    @Test
    void weightsOfReturnedGoodsDoNotCountForSharesByWeight() {
        policy(PolicyOf.anyCountry().setMeasure(Measure.WEIGHT));
        month(0, "MM", 100);
        months.get(JANUARY).add(CountryCode.of("US"), 9_900, 50_000, 1);
        assertThat(judge()).isEmpty();

        month(0, "US", 9_900);
        months.get(JANUARY).add(CountryCode.of("MM"), 100, 1_000, 1);

        assertThat(judgeOne().getObserved()).isEqualTo(100);
    }

    @Test
    void anAlertCarriesTheFiguresOfTheWindowThatWasJudged() {
        policy(PolicyOf.anyCountry().setVersion(4));
        month(0, "CN", 52, "BE", 10, "AU", 9, "VN", 8, "TJ", 7, "RU", 6, "XX", 8);

        DependenceAlert alert = judgeOne();

        assertThat(alert.getNumber()).isEqualTo(1);
        assertThat(alert.getTransition()).isEqualTo(Transition.RAISED);
        assertThat(alert.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(alert.getPreviousSeverity()).isEqualTo(Severity.NONE);
        assertThat(alert.getPolicyVersion()).isEqualTo(4);
        assertThat(alert.getThreshold()).isEqualTo(50);
        assertThat(alert.getAsOf()).isEqualTo("2024-01");
        assertThat(alert.getSince()).isEqualTo("2024-01");
        assertThat(alert.getTotalValueCents()).isEqualTo(100);
        assertThat(alert.getTotalWeightGrams()).isNull();
        assertThat(alert.getToldAt()).isEqualTo(NOW);
        assertThat(alert.getSuppliers()).extracting(Supplier::getCountry).containsExactly("CN", "BE", "AU", "VN", "TJ");
        assertThat(alert.getSuppliers().get(0).getShare()).isEqualTo(0.52);
        assertThat(alert.getSuppliers().get(0).getBlocs()).containsExactly("china", "entities-of-concern");
        assertThat(alert.getAlternatives()).extracting(Supplier::getCountry).containsExactly("BE", "AU", "VN");
    }

    @Test
    void theAlternativesToABlocExcludeItsMembers() {
        policy(PolicyOf.bloc("entities-of-concern").setWarning(40).setCritical(60));
        month(0, "CN", 30, "RU", 20, "BE", 10, "AU", 40);

        DependenceAlert alert = judgeOne();

        assertThat(alert.getSubject()).isEqualTo("entities-of-concern");
        assertThat(alert.getObserved()).isEqualTo(50);
        assertThat(alert.getSuppliers()).extracting(Supplier::getCountry).containsExactly("AU", "CN", "RU", "BE");
        assertThat(alert.getAlternatives()).extracting(Supplier::getCountry).containsExactly("AU", "BE");
    }

    @Test
    void aCountryPolicyMeasuresThatCountryAlone() {
        policy(PolicyOf.country("BE"));
        month(0, "CN", 49, "BE", 51);

        assertThat(judgeOne().getAlertId()).isEqualTo("single-source/us-census/US/antimony/BE");
    }

    @Test
    void aCountryThatHasNotAppearedHasNoShare() {
        policy(PolicyOf.country("ZW"));
        month(0, "CN", 100);

        assertThat(judge()).isEmpty();
    }

    @Test
    void aBlocThatTheCatalogueDoesNotHaveIsNotJudged() {
        policy(PolicyOf.bloc("absent"));
        month(0, "CN", 100);

        assertThat(judge()).isEmpty();
    }

    @Test
    void concentrationIsThePublishedIndexToTheLastBit() {
        policy(PolicyOf.market());
        month(0, "CN", 71, "BE", 13, "AU", 11, "XX", 3, "VN", 2);

        DependenceAlert alert = judgeOne();

        Window window = windows().at(JANUARY).orElseThrow();
        assertThat(alert.getObserved())
                .isEqualTo(new Shares(Catalogue.bundled())
                        .of(ANTIMONY, window, Optional.empty())
                        .getHhi());
        assertThat(alert.getSubject()).isEqualTo("market");
        assertThat(alert.getAlternatives()).hasSize(3);
    }

    @Test
    void effectiveDependenceIsTheShareTimesTheRelianceOnImports() {
        policy(PolicyOf.anyCountry().setMetric(Metric.EFFECTIVE_DEPENDENCE));
        month(0, "CN", 60, "BE", 40);

        assertThat(judgeOne().getObserved()).isCloseTo(60 * 0.86, within(1e-9));
    }

    @Test
    void whereTheRelianceIsUnknownEffectiveDependenceRaisesNothing() {
        policy(PolicyOf.anyCountry().setMetric(Metric.EFFECTIVE_DEPENDENCE));
        month(0, "CN", 100);
        BookKey german = new BookKey("un-comtrade", "DE", "antimony");

        assertThat(judge(german, true)).isEmpty();
    }

    @Test
    void byWeightNothingIsRaisedWhileTooLittleOfTheValueHasAWeight() {
        policy(PolicyOf.anyCountry().setMeasure(Measure.WEIGHT));
        month(0, "CN", 6);
        months.get(JANUARY).add(CountryCode.of("BE"), 94, 1000, 1);
        assertThat(judge()).isEmpty();

        months.get(JANUARY).add(CountryCode.of("BE"), 26, 1000, 1);

        assertThat(judgeOne().getAlertId()).endsWith("/BE");
    }

    /** Sets a month of origins with weights: origin, value in cents and weight in grams, in turn. */
    private void weighedMonth(int month, Object... origins) {
        Totals totals = new Totals(countries);
        for (int i = 0; i < origins.length; i += 3) {
            totals.add(CountryCode.of((String) origins[i]), (int) origins[i + 1], (int) origins[i + 2], 1);
        }
        months.put(JANUARY + month, totals);
    }

    @Test
    void byWeightNothingIsRaisedWhileMuchOfTheWeightHasAnUnusualUnitValue() {
        policy(PolicyOf.country("CN").setMeasure(Measure.WEIGHT));
        weighedMonth(0, "CN", 60, 6000, "BE", 60, 60, "FR", 60, 60, "DE", 60, 60);
        assertThat(judge()).isEmpty();

        weighedMonth(0, "CN", 60, 180, "BE", 60, 60, "FR", 60, 60, "DE", 60, 60);
        policy(PolicyOf.country("CN").setVersion(2).setMeasure(Measure.WEIGHT).setWarning(45));
        assertThat(judgeOne().getObserved()).isEqualTo(50);

        weighedMonth(1, "CN", 60, 6000, "BE", 60, 60, "FR", 60, 60, "DE", 60, 60);
        policy(PolicyOf.country("CN")
                .setVersion(3)
                .setMeasure(Measure.WEIGHT)
                .setWarning(30)
                .setCritical(40));
        DependenceAlert unjudged = judgeOne();
        assertThat(unjudged.getObserved()).isNull();
        assertThat(unjudged.getSentence())
                .contains("by weight cannot be computed in 2024-02 ($2), because 97.1 % of the weight has a unit value"
                        + " more than four times off the median: ");
    }

    @Test
    void byContainedWeightTheContentOfTheFormDecides() {
        policy(PolicyOf.anyCountry().setMeasure(Measure.CONTAINED_WEIGHT));
        weighedMonth(0, "CN", 40, 60, "BE", 60, 40);
        BookKey oxide = new BookKey("us-census", "US", "antimony-oxide");

        List<DependenceAlert> transitions = judge(oxide, true);

        assertThat(transitions).hasSize(1);
        assertThat(transitions.get(0).getObserved()).isCloseTo(60, within(1e-9));
        assertThat(transitions.get(0).getSentence())
                .startsWith("China supplied 60.0 % of US imports of antimony oxide by contained weight in 2024-01");
        assertThat(transitions.get(0).getFormOf()).isEqualTo("antimony");
    }

    @Test
    void aFormOfUnknownContentIsNotJudgedByContainedWeight() {
        policy(PolicyOf.anyCountry().setMeasure(Measure.CONTAINED_WEIGHT));
        weighedMonth(0, "CN", 40, 60);

        assertThat(judge(new BookKey("us-census", "US", "antimony-ore"), true)).isEmpty();
    }

    @Test
    void theUnproducedShareAndTheDetourAreOfTheMarket() {
        policy(PolicyOf.market()
                .setId("unproduced")
                .setMetric(Metric.UNPRODUCED_SHARE)
                .setWarning(50)
                .setCritical(80)
                .setClearMargin(5));
        policy(PolicyOf.market()
                .setId("detour")
                .setMetric(Metric.DETOUR)
                .setWarning(20)
                .setCritical(60)
                .setClearMargin(5));
        month(0, "CN", 60, "BE", 40);
        assertThat(judge()).isEmpty();

        month(12, "CN", 10, "BE", 70, "FR", 15, "MX", 5);

        assertThat(judge())
                .extracting(DependenceAlert::getPolicyId, DependenceAlert::getSubject, DependenceAlert::getSeverity)
                .containsExactlyInAnyOrder(
                        tuple("unproduced", "market", Severity.CRITICAL), tuple("detour", "market", Severity.WARNING));
        assertThat(published.get("detour/us-census/US/antimony/market").getObserved())
                .isCloseTo(45, within(1e-9));
        assertThat(published.get("unproduced/us-census/US/antimony/market").getSentence())
                .startsWith("Countries that mine no antimony (MCS2026) supplied 85.0 % of US imports of antimony");
    }

    @Test
    void governanceWeightedConcentrationIsThePublishedIndexToTheLastBit() {
        policy(PolicyOf.market()
                .setMetric(Metric.HHI_GOVERNANCE)
                .setWarning(1000)
                .setCritical(90_000)
                .setClearMargin(0));
        month(0, "CN", 71, "BE", 13, "AU", 11, "XX", 3, "VN", 2);

        assertThat(judgeOne().getObserved())
                .isEqualTo(new Shares(Catalogue.bundled())
                        .of(ANTIMONY, windows().at(JANUARY).orElseThrow(), Optional.empty())
                        .getHhiGovernance());
    }

    @Test
    void aResolvedAlertOfACountrySaysWhereItsTradeWent() {
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 12; i++) {
            month(i, "CN", 60, "BE", 20, "MX", 20);
        }
        judge();
        month(12, "CN", 5, "BE", 50, "MX", 25, "FR", 15, "TH", 5);

        assertThat(judgeOne().getSentence())
                .endsWith("; where the trade went: China 5.0 % (60.0 % a year before); Belgium, Mexico and France now"
                        + " 90 %; 70 % from countries that mine none.");
    }

    @Test
    void aResolvedAlertOfABlocNamesSuppliersOutsideIt() {
        policy(PolicyOf.bloc("china"));
        for (int i = 0; i < 12; i++) {
            month(i, "CN", 55, "HK", 5, "BE", 40);
        }
        judge();
        month(12, "CN", 5, "HK", 20, "BE", 50, "MX", 25);

        assertThat(judgeOne().getSentence())
                .endsWith(
                        "; where the trade went: China with Hong Kong and Macao 25.0 % (60.0 % a year before); Belgium and"
                                + " Mexico now 75 %; 70 % from countries that mine none.");
    }

    @Test
    void whereNothingIsImportedNoTradeWentAnywhere() {
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 12; i++) {
            month(i, "CN", 60, "BE", 40);
        }
        judge();
        month(12, "CN", 0);

        assertThat(judgeOne().getSentence()).doesNotContain("where the trade went");
    }

    @Test
    void withoutAWindowAYearBeforeAResolvedAlertDoesNotSayWhereTheTradeWent() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 60, "BE", 40);
        judge();
        month(1, "CN", 5, "BE", 95);

        assertThat(judgeOne().getSentence())
                .endsWith("resolved, more than 3 points below the 50 % warning line of policy single-source.");
    }

    @Test
    void onlyCompleteWindowsAreJudgedUnlessThePolicyIncludesProvisionalOnes() {
        month(0, "CN", 10, "BE", 90);
        month(1, "CN", 90, "BE", 10);
        complete = 0;
        policy(PolicyOf.country("CN"));
        assertThat(judge()).isEmpty();

        policy(PolicyOf.country("CN").setVersion(2).setProvisional(true));

        assertThat(judgeOne().getAsOf()).isEqualTo("2024-02");
    }

    @Test
    void aWindowThatTheDatasetDoesNotCoverIsNotJudged() {
        rule = new WindowRule(3, 60);
        policy(PolicyOf.anyCountry());
        month(0, "CN", 100);
        month(1, "CN", 100);
        assertThat(judge()).isEmpty();

        month(2, "CN", 100);

        assertThat(judgeOne().getSince()).isEqualTo("2024-03");
    }

    @Test
    void aPartialWindowIsJudgedOnlyIfItIsAccepted() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 40, "BE", 60);
        month(1, "CN", 70, "BE", 30);
        states.put(1, PeriodState.PARTIAL);
        assertThat(judge()).isEmpty();

        states.put(1, PeriodState.ACCEPTED);

        DependenceAlert alert = judgeOne();
        assertThat(alert.getAsOf()).isEqualTo("2024-02");
        assertThat(alert.getSentence()).contains("($1; the window is partial: rows are missing)");
        month(2, "CN", 40, "BE", 60);
        assertThat(judgeOne().getSentence()).contains("in 2024-03 ($1): ");
    }

    @Test
    void anAlertHasTheBasisAndTheCurrencyOfTheDataset() {
        policy(PolicyOf.country("CN"));
        basis = Optional.of(new DatasetBasis(Optional.of("general imports"), "EUR", Optional.empty(), NOW));
        month(0, "CN", 70, "BE", 30);

        DependenceAlert alert = judgeOne();

        assertThat(alert.getCurrency()).isEqualTo("EUR");
        assertThat(alert.getBasis()).isEqualTo("general imports");
        assertThat(alert.getSentence()).contains("(EUR 1; general imports)");
        policies.clear();
        assertThat(judgeOne().getCurrency()).isEqualTo("EUR");
    }

    @Test
    void aStaleBookClosesItsAlertsUntilImportsComeBack() {
        rule = new WindowRule(3, 60);
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 4; i++) {
            month(i, "CN", 70, "BE", 30);
        }
        judge();
        newestOfDataset = 4;
        assertThat(judge()).isEmpty();

        newestOfDataset = 5;

        DependenceAlert closed = judgeOne();
        assertThat(closed.getTransition()).isEqualTo(Transition.RESOLVED);
        assertThat(closed.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(closed.getObserved()).isNull();
        assertThat(closed.getSince()).isNull();
        // The month in which the second period without a record ends: what was judged before stays as it was.
        assertThat(closed.getAsOf()).isEqualTo("2024-06");
        assertThat(closed.getTotalValueCents()).isEqualTo(100);
        assertThat(closed.getSentence())
                .isEqualTo(
                        "China: policy single-source does not judge US imports of antimony in the 3 months to 2024-06,"
                                + " because us-census has no record of it in the last two periods.");
        newestOfDataset = 9;
        assertThat(judge()).isEmpty();

        month(9, "CN", 80, "BE", 20);

        DependenceAlert raised = judgeOne();
        assertThat(raised.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(raised.getNumber()).isEqualTo(3);
    }

    @Test
    void anAlertOfAStaleBookWhosePolicyIsDeletedEndsWithThePolicy() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 70, "BE", 30);
        judge();
        newestOfDataset = 2;
        policies.clear();

        assertThat(judgeOne().getSentence()).startsWith("Policy single-source no longer applies");
    }

    @Test
    void aHorizonThatIsSetRestatesNothing() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 55, "BE", 45);
        for (int i = 1; i < 24; i++) {
            // Within the margin at first, so that the horizon alone would show another beginning.
            month(i, "CN", i < 20 ? 48 : 55, "BE", i < 20 ? 52 : 45);
        }
        assertThat(judgeOne().getSince()).isEqualTo("2024-01");

        rule = new WindowRule(1, 12);

        assertThat(judge()).isEmpty();
    }

    @Test
    void anAlertThatTheHorizonHidesIsHeldWithinItsMargin() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 55, "BE", 45);
        for (int i = 1; i < 24; i++) {
            month(i, "CN", 48, "BE", 52);
        }
        judge();

        rule = new WindowRule(1, 12);

        assertThat(judge()).isEmpty();
        assertThat(published.values()).extracting(DependenceAlert::getSince).containsExactly("2024-01");
    }

    @Test
    void anEpisodeThatEndedBeforeTheHorizonLeavesTheHistoryWithoutATransition() {
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 24; i++) {
            month(i, "CN", i < 3 || i > 20 ? 55 : 40, "BE", i < 3 || i > 20 ? 45 : 60);
        }
        judge();
        assertThat(onlyHistory()).containsExactly("2024-01 WARNING", "2024-04 NONE", "2025-10 WARNING");

        rule = new WindowRule(1, 12);

        assertThat(judge()).isEmpty();
        assertThat(onlyHistory()).containsExactly("2025-10 WARNING");
    }

    @Test
    void aBookWithoutAnyRecordHasNoHistoryWhateverTheHorizonHides() {
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 24; i++) {
            month(i, "CN", 55, "BE", 45);
        }
        judge();
        months.clear();
        newestOfDataset = 23;
        rule = new WindowRule(1, 12);
        rules = "another catalogue";

        DependenceAlert ended = judgeOne();

        assertThat(ended.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(ended.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(ended.getCause()).isEqualTo(RestatementCause.RECATALOGUED);
        assertThat(onlyHistory()).isEmpty();
    }

    private List<String> onlyHistory() {
        assertThat(published).hasSize(1);
        return published.values().iterator().next().getHistory().stream()
                .map(entry -> entry.getAsOf() + " " + entry.getSeverity())
                .toList();
    }

    @Test
    void aWiderHorizonShowsTheBeginningOfAnAlertWithoutCallingItCorrected() {
        rule = new WindowRule(1, 12);
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 24; i++) {
            month(i, "CN", 55, "BE", 45);
        }
        assertThat(judgeOne().getSince()).isEqualTo("2025-01");

        rule = new WindowRule(1, WindowRule.UNLIMITED);
        rules = "another horizon";

        DependenceAlert restated = judgeOne();
        assertThat(restated.getSince()).isEqualTo("2024-01");
        assertThat(restated.getCause()).isEqualTo(RestatementCause.RECATALOGUED);
        assertThat(restated.getSentence())
                .contains("raised to a warning 2024-01; published before: raised to a warning 2025-01;")
                .doesNotContain("correct");
    }

    @Test
    void nothingIsPublishedTwice() {
        policy(PolicyOf.anyCountry());
        month(0, "CN", 70, "BE", 30);
        judge();

        assertThat(judge()).isEmpty();
    }

    @Test
    void anAlertIsRaisedEscalatedEasedAndResolvedUnderConsecutiveNumbers() {
        policy(PolicyOf.country("CN"));
        int[] shares = {55, 70, 55, 40, 66};
        List<DependenceAlert> life = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            month(i, "CN", shares[i], "BE", 100 - shares[i]);
            life.addAll(judge());
        }

        assertThat(life).extracting(DependenceAlert::getNumber).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(life)
                .extracting(DependenceAlert::getTransition)
                .containsExactly(
                        Transition.RAISED,
                        Transition.ESCALATED,
                        Transition.EASED,
                        Transition.RESOLVED,
                        Transition.RAISED);
        assertThat(life)
                .extracting(DependenceAlert::getPreviousSeverity)
                .containsExactly(Severity.NONE, Severity.WARNING, Severity.CRITICAL, Severity.WARNING, Severity.NONE);
        assertThat(life)
                .extracting(DependenceAlert::getSince)
                .containsExactly("2024-01", "2024-02", "2024-03", null, "2024-05");
    }

    @Test
    void correctedFiguresThatMoveItsBeginningRestateAnAlert() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 40, "BE", 60);
        month(1, "CN", 55, "BE", 45);
        month(2, "CN", 55, "BE", 45);
        judge();

        month(1, "CN", 40, "BE", 60);

        DependenceAlert restated = judgeOne();
        assertThat(restated.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(restated.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(restated.getSince()).isEqualTo("2024-03");
        assertThat(restated.getNumber()).isEqualTo(2);
        assertThat(restated.getCause()).isEqualTo(RestatementCause.CORRECTED);
        assertThat(restated.getFormerHistory())
                .extracting(HistoryEntry::getAsOf)
                .containsExactly("2024-02");
        assertThat(restated.getHistory()).extracting(HistoryEntry::getAsOf).containsExactly("2024-03");
        assertThat(restated.getAsOf()).isEqualTo("2024-03");
        assertThat(restated.getAgeMonths()).isZero();
    }

    @Test
    void anAlertOlderThanTheHorizonIsNotRestatedEveryMonth() {
        rule = new WindowRule(1, 12);
        policy(PolicyOf.country("CN"));
        month(0, "CN", 55, "BE", 45);
        judge();
        for (int i = 1; i < 30; i++) {
            month(i, "CN", 55, "BE", 45);

            assertThat(judge()).as("month %d", i).isEmpty();
        }
    }

    @Test
    void correctedFiguresMayEndAnAlert() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 55, "BE", 45);
        judge();

        month(0, "CN", 48, "BE", 52);

        DependenceAlert ended = judgeOne();
        assertThat(ended.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(ended.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(ended.getPreviousSeverity()).isEqualTo(Severity.WARNING);
        assertThat(ended.getSince()).isNull();
        assertThat(ended.getHistory()).isEmpty();
        assertThat(ended.getSentence())
                .contains("48.0 %")
                .contains("by corrected figures no alert; published before: raised to a warning 2024-01;");
    }

    @Test
    void whenAPolicyIsDeletedItsAlertsResolve() {
        policy(PolicyOf.anyCountry());
        month(0, "CN", 55, "BE", 45);
        judge();

        policies.clear();

        DependenceAlert resolved = judgeOne();
        assertThat(resolved.getTransition()).isEqualTo(Transition.RESOLVED);
        assertThat(resolved.getPreviousSeverity()).isEqualTo(Severity.WARNING);
        assertThat(resolved.getNumber()).isEqualTo(2);
        assertThat(resolved.getThreshold()).isNull();
        assertThat(resolved.getObserved()).isNull();
        assertThat(resolved.getAsOf()).isEqualTo("2024-01");
        assertThat(resolved.getTotalValueCents()).isEqualTo(100);
        assertThat(resolved.getSentence())
                .isEqualTo("Policy single-source no longer applies to China in US imports of antimony.");
        assertThat(judge()).isEmpty();
    }

    @Test
    void whenAPolicyIsDisabledOrNoLongerSelectsTheBookItsAlertsResolve() {
        month(0, "CN", 55, "BE", 45);
        policy(PolicyOf.anyCountry());
        judge();
        policy(PolicyOf.anyCountry().setEnabled(false));
        assertThat(judgeOne().getTransition()).isEqualTo(Transition.RESOLVED);
        policy(PolicyOf.anyCountry());
        assertThat(judgeOne().getTransition()).isEqualTo(Transition.RAISED);

        policy(PolicyOf.anyCountry().setMineral("gallium"));

        assertThat(judgeOne().getNumber()).isEqualTo(4);
    }

    @Test
    void aPolicyMayChangeItsSubject() {
        month(0, "CN", 55, "BE", 45);
        policy(PolicyOf.bloc("entities-of-concern"));
        judge();
        policy(PolicyOf.anyCountry());
        assertThat(judge())
                .extracting(DependenceAlert::getSubject, DependenceAlert::getTransition)
                .containsExactly(tuple("CN", Transition.RAISED), tuple("entities-of-concern", Transition.RESOLVED));
        policy(PolicyOf.market());
        assertThat(judge()).extracting(DependenceAlert::getSubject).containsExactlyInAnyOrder("CN", "market");

        policy(PolicyOf.anyCountry());

        assertThat(judge()).extracting(DependenceAlert::getSubject).containsExactlyInAnyOrder("CN", "market");
    }

    @Test
    void aHigherLineLowersAnAlertAtOnce() {
        month(0, "CN", 70, "BE", 30);
        policy(PolicyOf.anyCountry());
        judge();

        policy(PolicyOf.anyCountry().setVersion(2).setCritical(80));

        DependenceAlert lowered = judgeOne();
        assertThat(lowered.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(lowered.getSeverity()).isEqualTo(Severity.WARNING);
        assertThat(lowered.getPreviousSeverity()).isEqualTo(Severity.CRITICAL);
        assertThat(lowered.getCause()).isEqualTo(RestatementCause.POLICY_CHANGED);
    }

    @Test
    void anAlertOfABookWhoseWindowsVanishResolves() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 70, "BE", 30);
        judge();
        months.clear();

        DependenceAlert resolved = judgeOne();

        // The month is still a window of the clock, with nothing in it.
        assertThat(resolved.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(resolved.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(resolved.getTotalValueCents()).isZero();
        assertThat(resolved.getSuppliers()).isEmpty();
    }

    @Test
    void anAlertWhoseWindowsHaveAllBecomeProvisionalResolves() {
        policy(PolicyOf.country("CN"));
        month(3, "CN", 70, "BE", 30);
        firstMonth = JANUARY + 3;
        judge();
        complete = 0;

        DependenceAlert resolved = judgeOne();

        assertThat(resolved.getTransition()).isEqualTo(Transition.RESTATED);
        assertThat(resolved.getSeverity()).isEqualTo(Severity.NONE);
        assertThat(resolved.getAsOf()).isNull();
        assertThat(resolved.getSentence())
                .isEqualTo("China: no window of US imports of antimony is left to judge: by corrected figures no alert;"
                        + " published before: raised to critical 2024-04; policy single-source.");
    }

    @Test
    void aFileOfManyMonthsGivesEachTransitionWithItsOwnMonth() {
        policy(PolicyOf.country("CN"));
        int[] shares = {55, 70, 55, 40, 66, 66};
        for (int i = 0; i < shares.length; i++) {
            month(i, "CN", shares[i], "BE", 100 - shares[i]);
        }

        List<DependenceAlert> life = judge();

        assertThat(life)
                .extracting(
                        DependenceAlert::getNumber,
                        DependenceAlert::getTransition,
                        DependenceAlert::getAsOf,
                        DependenceAlert::getObserved,
                        DependenceAlert::getThreshold,
                        DependenceAlert::getAgeMonths)
                .containsExactly(
                        tuple(1L, Transition.RAISED, "2024-01", 55.0, 50.0, 5),
                        tuple(2L, Transition.ESCALATED, "2024-02", 70.0, 65.0, 4),
                        tuple(3L, Transition.EASED, "2024-03", 55.0, 65.0, 3),
                        tuple(4L, Transition.RESOLVED, "2024-04", 40.0, 50.0, 2),
                        tuple(5L, Transition.RAISED, "2024-05", 66.0, 65.0, 1));
        assertThat(life).allMatch(alert -> alert.getSentence().contains(" in " + alert.getAsOf() + " ($"));
        assertThat(life).allMatch(alert -> alert.getHistory().isEmpty() && alert.getCurrent() == null);
        DependenceAlert status = published.values().iterator().next();
        assertThat(status.getHistory())
                .extracting(HistoryEntry::getAsOf)
                .containsExactly("2024-01", "2024-02", "2024-03", "2024-04", "2024-05");
        assertThat(status.getCurrent()).isEqualTo(new CurrentFigure("2024-06", 66.0, 100L));
        assertThat(status.getNumber()).isEqualTo(5);
    }

    @Test
    void anOpenAlertFollowsTheNewestFigureWithoutATransition() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 70, "BE", 30);
        judge();

        month(1, "CN", 80, "BE", 20);

        assertThat(judge()).isEmpty();
        DependenceAlert status = published.values().iterator().next();
        assertThat(status.getCurrent()).isEqualTo(new CurrentFigure("2024-02", 80.0, 100L));
        assertThat(status.getHistory().get(0).getHighest()).isEqualTo(80.0);
        assertThat(status.getAsOf()).isEqualTo("2024-01");
        month(2, "CN", 10, "BE", 90);
        judge();
        assertThat(published.values().iterator().next().getCurrent()).isNull();
    }

    @Test
    void aCorrectionOfAPastMonthWaitsUntilThePastIsPublished() {
        policy(PolicyOf.country("CN"));
        for (int i = 0; i < 6; i++) {
            month(i, "CN", 55, "BE", 45);
        }
        judge();
        month(0, "CN", 40, "BE", 60);

        assertThat(judge(book, false)).isEmpty();
        assertThat(judgeOne().getTransition()).isEqualTo(Transition.RESTATED);
        month(5, "CN", 70, "BE", 30);
        assertThat(judge(book, false))
                .extracting(DependenceAlert::getTransition)
                .containsExactly(Transition.ESCALATED);
    }

    @Test
    void aResolvedAlertWhosePolicyIsDeletedLosesItsHistoryWithoutATransition() {
        policy(PolicyOf.country("CN"));
        month(0, "CN", 70, "BE", 30);
        month(1, "CN", 10, "BE", 90);
        judge();
        policies.clear();

        assertThat(judge()).isEmpty();
        assertThat(onlyHistory()).isEmpty();
        policy(PolicyOf.country("CN"));
        assertThat(judge())
                .extracting(DependenceAlert::getNumber, DependenceAlert::getTransition)
                .containsExactly(tuple(3L, Transition.RAISED), tuple(4L, Transition.RESOLVED));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void alertsDependOnTheDataAndNotOnTheOrderOfArrival(long seed) {
        Random random = new Random(seed);
        policy(PolicyOf.anyCountry().setDwellMonths(1 + random.nextInt(3)));
        policy(PolicyOf.bloc("eu27").setId("eu").setMinimumValueCents(60));
        policy(PolicyOf.market().setId("concentration"));
        List<Object[]> figures = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            int china = random.nextInt(100);
            figures.add(new Object[] {"CN", china, "BE", random.nextInt(100 - china), "DE", random.nextInt(20)});
        }
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, figures.size()).boxed().toList());
        Collections.shuffle(order, random);
        // The last month comes first, so that the clock is the same throughout.
        month(23, "CN", 1);
        for (int i : order) {
            month(i, figures.get(i));
            judge(book, random.nextBoolean());
        }
        judge();
        Map<String, String> piecemeal = histories();

        published.clear();
        judge();

        assertThat(piecemeal)
                .as(
                        "seed %d, figures %s",
                        seed, figures.stream().map(Arrays::toString).toList())
                .isEqualTo(histories());
    }

    /** The history and the current figure of every alert that has one. */
    private Map<String, String> histories() {
        Map<String, String> histories = new TreeMap<>();
        published.values().stream()
                .filter(alert -> !alert.getHistory().isEmpty())
                .forEach(alert -> histories.put(
                        alert.getAlertId(), alert.getSeverity() + " " + alert.getHistory() + " " + alert.getCurrent()));
        return histories;
    }
}
