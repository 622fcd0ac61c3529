package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.HistoryChange.Restatement;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.RestatementCause;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/** Every sentence of an alert. */
class AlertSentenceTest {

    private static final int DECEMBER = Months.of("2024-12");
    private static final long TOTAL = 17_010_000_000L;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    /** A window, and the severity after it. */
    private record Judged(Severity severity, Observation at) {}

    private static Judged judged(Severity severity, double observed) {
        return new Judged(severity, new Observation(DECEMBER, OptionalDouble.of(observed), TOTAL, 0, false));
    }

    private static Step step(Transition transition, Severity severity) {
        Severity before = switch (transition) {
            case RAISED -> Severity.NONE;
            case ESCALATED, RESOLVED -> Severity.WARNING;
            case EASED, RESTATED -> Severity.CRITICAL;
        };
        return new Step(DECEMBER, before, severity, OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static String sentence(
            DependencePolicy.Builder policy, String subject, Transition transition, Judged judged) {
        return sentence(policy, subject, transition, judged, SentenceDetails.NONE);
    }

    private static String sentence(
            DependencePolicy.Builder policy,
            String subject,
            Transition transition,
            Judged judged,
            SentenceDetails details) {
        return new AlertSentence(policy.build(), subject, "US", "rare earths", 12, "USD", details)
                .of(step(transition, judged.severity()), judged.at());
    }

    private static SentenceDetails reliance(String printed) {
        return new SentenceDetails(
                Optional.empty(),
                Optional.empty(),
                Optional.of(new NetImportReliance("gallium", Optional.empty(), "MCS2026", 2024, printed, "Table")),
                Optional.empty(),
                Optional.empty());
    }

    private static SentenceDetails producers(Optional<TradeShift> shift) {
        return new SentenceDetails(
                Optional.of("general imports, customs value"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("mine no antimony (MCS2026)"),
                shift);
    }

    private static String china(Transition transition, Judged judged) {
        return sentence(PolicyOf.anyCountry(), "China", transition, judged);
    }

    @Test
    void raised() {
        assertThat(china(Transition.RAISED, judged(Severity.WARNING, 50)))
                .isEqualTo("China supplied 50.0 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): at the 50 % warning line of policy single-source.");
    }

    @Test
    void escalated() {
        assertThat(china(Transition.ESCALATED, judged(Severity.CRITICAL, 68.34)))
                .isEqualTo("China supplied 68.3 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): above the 65 % critical line of policy single-source.");
    }

    @Test
    void eased() {
        assertThat(china(Transition.EASED, judged(Severity.WARNING, 61.9)))
                .isEqualTo("China supplied 61.9 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): back from critical to a warning, more than 3 points below the 65 % critical"
                        + " line of policy single-source.");
    }

    @Test
    void resolved() {
        assertThat(china(Transition.RESOLVED, judged(Severity.NONE, 46.95)))
                .isEqualTo("China supplied 47.0 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): resolved, more than 3 points below the 50 % warning line of policy"
                        + " single-source.");
    }

    @Test
    void resolvedWithoutAMargin() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setClearMargin(0),
                        "China",
                        Transition.RESOLVED,
                        judged(Severity.NONE, 46)))
                .endsWith("): resolved, below the 50 % warning line of policy single-source.");
    }

    @Test
    void resolvedBecauseOfTooLittleTrade() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMinimumValueCents(100_000_000_000L),
                        "China",
                        Transition.RESOLVED,
                        judged(Severity.NONE, 70)))
                .endsWith("($170.1 M): too little trade to judge under policy single-source, which requires $1.0 B.");
    }

    private static String restated(
            RestatementCause cause, Optional<Observation> newest, List<Step> present, SentenceDetails details) {
        return restated(cause, newest, present, Optional.empty(), details);
    }

    private static String restated(
            RestatementCause cause,
            Optional<Observation> newest,
            List<Step> present,
            Optional<Step> last,
            SentenceDetails details) {
        List<HistoryEntry> former =
                List.of(new HistoryEntry("2023-12", Transition.RAISED, Severity.CRITICAL, 70.0, 70.0));
        return new AlertSentence(
                        PolicyOf.anyCountry().setMeasure(Measure.WEIGHT).build(),
                        "China",
                        "US",
                        "rare earths",
                        12,
                        "USD",
                        details)
                .restated(new Restatement(former, present, last, DECEMBER, DECEMBER), cause, newest);
    }

    @Test
    void aRestatementSaysWhatIsAndWhatWasPublished() {
        Optional<Observation> newest = Optional.of(judged(Severity.NONE, 46).at());

        assertThat(restated(
                        RestatementCause.CORRECTED,
                        newest,
                        List.of(step(Transition.RAISED, Severity.WARNING), step(Transition.RESOLVED, Severity.NONE)),
                        SentenceDetails.NONE))
                .isEqualTo("China supplied 46.0 % of US imports of rare earths by weight in the 12 months to 2024-12"
                        + " ($170.1 M): by corrected figures raised to a warning 2024-12, resolved 2024-12; published"
                        + " before: raised to critical 2023-12; policy single-source.");
        assertThat(restated(RestatementCause.RECATALOGUED, newest, List.of(), SentenceDetails.NONE))
                .endsWith("): by another catalogue or length of history no alert; published before: raised to"
                        + " critical 2023-12; policy single-source.");
        assertThat(restated(RestatementCause.POLICY_CHANGED, Optional.empty(), List.of(), SentenceDetails.NONE))
                .isEqualTo("China: no window of US imports of rare earths is left to judge: by the changed policy no"
                        + " alert; published before: raised to critical 2023-12; policy single-source.");
    }

    @Test
    void aRestatementOfAnEarlierEpisodeSaysWhichAlertIsOpen() {
        Optional<Observation> newest = Optional.of(judged(Severity.WARNING, 52).at());
        Step open = step(Transition.RAISED, Severity.WARNING);

        assertThat(restated(RestatementCause.CORRECTED, newest, List.of(), Optional.of(open), SentenceDetails.NONE))
                .endsWith("): by corrected figures no alert; published before: raised to critical 2023-12; unchanged: a"
                        + " warning since 2024-12; policy single-source.");
        assertThat(restated(RestatementCause.CORRECTED, newest, List.of(open), Optional.of(open), SentenceDetails.NONE))
                .endsWith("): by corrected figures raised to a warning 2024-12; published before: raised to critical"
                        + " 2023-12; policy single-source.");
    }

    @Test
    void aRestatementWhoseNewestWindowIsNotJudgedSaysWhy() {
        assertThat(restated(
                        RestatementCause.CORRECTED,
                        Optional.of(Observation.passedOver(DECEMBER, "us-census has 1 of 2 codes: 811010")),
                        List.of(),
                        SentenceDetails.NONE))
                .startsWith("China: policy single-source does not judge US imports of rare earths in the 12 months to"
                        + " 2024-12, because us-census has 1 of 2 codes: 811010: by corrected figures no alert;");
    }

    @Test
    void anAbsentFigureHasItsReason() {
        SentenceDetails details = new SentenceDetails(
                Optional.empty(),
                Optional.of("75.8 % of the weight has a unit value more than four times off the median"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(restated(
                        RestatementCause.CORRECTED,
                        Optional.of(new Observation(DECEMBER, OptionalDouble.empty(), TOTAL, 0, false)),
                        List.of(),
                        details))
                .startsWith("China: the policy's figure for US imports of rare earths by weight cannot be"
                        + " computed in the 12 months to 2024-12 ($170.1 M), because 75.8 % of the weight has a unit"
                        + " value more than four times off the median: by corrected figures");
    }

    @Test
    void returnedGoodsAreNamedBesideTheSupply() {
        Observation at = new Observation(DECEMBER, OptionalDouble.of(75), 800_000_050, 1_200_000_025, false);

        assertThat(china(Transition.RAISED, new Judged(Severity.CRITICAL, at)))
                .isEqualTo("China supplied 75.0 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($8.0 M, without $12.0 M of returned goods): above the 65 % critical line of policy"
                        + " single-source.");
    }

    @Test
    void aPartialWindowIsCalledSo() {
        Observation at = new Observation(DECEMBER, OptionalDouble.of(75), 800_000_000, 100_000_000, true);

        assertThat(china(Transition.RAISED, new Judged(Severity.CRITICAL, at)))
                .contains("($8.0 M, without $1.0 M of returned goods; the window is partial: rows are missing):");
    }

    @Test
    void amountsAreInTheCurrencyOfTheDataset() {
        AlertSentence sentence = new AlertSentence(
                PolicyOf.anyCountry().setMinimumValueCents(100_000_000_000L).build(),
                "China",
                "DE",
                "rare earths",
                12,
                "EUR",
                SentenceDetails.NONE);

        assertThat(sentence.of(
                        step(Transition.RESOLVED, Severity.NONE),
                        judged(Severity.NONE, 70).at()))
                .endsWith(
                        "(EUR 170.1 M): too little trade to judge under policy single-source, which requires EUR 1.0 B.");
    }

    @Test
    void aBlocBeginsItsSentenceWithACapital() {
        assertThat(sentence(
                        PolicyOf.bloc("entities-of-concern").setId("entities-of-concern"),
                        "foreign entities of concern",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 65)))
                .isEqualTo("Foreign entities of concern supplied 65.0 % of US imports of rare earths by value in the 12"
                        + " months to 2024-12 ($170.1 M): at the 65 % critical line of policy entities-of-concern.");
    }

    @Test
    void concentrationDescribesTheMarket() {
        assertThat(sentence(
                        PolicyOf.market().setId("concentration"),
                        "the market",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 6123.4)))
                .isEqualTo("US imports of rare earths by value had a concentration (HHI) of 6,123 in the 12 months to"
                        + " 2024-12 ($170.1 M): above the 5,000 critical line of policy concentration.");
        assertThat(sentence(
                        PolicyOf.market().setId("concentration"),
                        "the market",
                        Transition.RESOLVED,
                        judged(Severity.NONE, 2000)))
                .endsWith("): resolved, more than 100 points below the 2,500 warning line of policy concentration.");
    }

    @Test
    void effectiveDependenceDescribesConsumption() {
        assertThat(sentence(
                        PolicyOf.anyCountry()
                                .setMetric(Metric.EFFECTIVE_DEPENDENCE)
                                .setWarning(37.5),
                        "China",
                        Transition.RAISED,
                        judged(Severity.WARNING, 45.67)))
                .isEqualTo("China accounts for 45.7 % of US consumption of rare earths, by share of imports by value"
                        + " times net import reliance, in the 12 months to 2024-12 ($170.1 M): above the 37.5 %"
                        + " warning line of policy single-source.");
    }

    @ParameterizedTest
    @CsvSource({">95, at least 45.7 %, a lower bound of net import reliance", "<25, at most 45.7 %, an upper bound"})
    void aDependenceByABoundIsCalledABound(String printed, String figure, String bound) {
        String sentence = sentence(
                PolicyOf.anyCountry().setMetric(Metric.EFFECTIVE_DEPENDENCE).setWarning(37.5),
                "China",
                Transition.RAISED,
                judged(Severity.WARNING, 45.67),
                reliance(printed));

        assertThat(sentence)
                .startsWith("China accounts for " + figure + " of US consumption of rare earths, by share of imports by"
                        + " value and by " + bound)
                .contains(
                        " of net import reliance, " + printed + " (MCS2026), in the 12 months to 2024-12 ($170.1 M):");
    }

    @Test
    void anExactRelianceIsNoBound() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMetric(Metric.EFFECTIVE_DEPENDENCE),
                        "China",
                        Transition.RAISED,
                        judged(Severity.WARNING, 52),
                        reliance("91")))
                .startsWith("China accounts for 52.0 % of US consumption of rare earths, by share of imports by value"
                        + " times net import reliance, in the");
    }

    @Test
    void theBasisOfTheDatasetIsNamed() {
        assertThat(sentence(
                        PolicyOf.anyCountry(),
                        "China",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 68.34),
                        producers(Optional.empty())))
                .isEqualTo("China supplied 68.3 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M; general imports, customs value): above the 65 % critical line of policy"
                        + " single-source.");
    }

    @Test
    void governanceWeightedConcentrationDescribesTheMarket() {
        assertThat(sentence(
                        PolicyOf.market()
                                .setMetric(Metric.HHI_GOVERNANCE)
                                .setWarning(20_000)
                                .setCritical(50_000),
                        "the market",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 55_845.4)))
                .isEqualTo("US imports of rare earths by value had a governance-weighted concentration (HHI) of 55,845"
                        + " in the 12 months to 2024-12 ($170.1 M): above the 50,000 critical line of policy"
                        + " single-source.");
    }

    @Test
    void theUnproducedShareNamesWhatTheCountriesDoNotDo() {
        assertThat(sentence(
                        PolicyOf.market()
                                .setMetric(Metric.UNPRODUCED_SHARE)
                                .setWarning(50)
                                .setCritical(80),
                        "the market",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 84.24),
                        producers(Optional.empty())))
                .isEqualTo("Countries that mine no antimony (MCS2026) supplied 84.2 % of US imports of rare earths by"
                        + " value in the 12 months to 2024-12 ($170.1 M; general imports, customs value): above the"
                        + " 80 % critical line of policy single-source.");
    }

    @Test
    void aDetourIsMeasuredInPoints() {
        DependencePolicy.Builder policy = PolicyOf.market()
                .setMetric(Metric.DETOUR)
                .setWarning(20)
                .setCritical(40)
                .setClearMargin(5);

        assertThat(sentence(
                        policy,
                        "the market",
                        Transition.RAISED,
                        judged(Severity.CRITICAL, 46.24),
                        producers(Optional.empty())))
                .isEqualTo(
                        "Countries that mine no antimony (MCS2026) gained 46.2 points of US imports of rare earths by"
                                + " value in the 12 months to 2024-12 ($170.1 M; general imports, customs value), after another"
                                + " supplier lost 10 points or more: above the 40-point critical line of policy single-source.");
        assertThat(sentence(policy, "the market", Transition.RESOLVED, judged(Severity.NONE, 0)))
                .isEqualTo("US imports of rare earths by value made no detour in the 12 months to 2024-12"
                        + " ($170.1 M): resolved, more than 5 points below the 20-point warning line of policy"
                        + " single-source.");
    }

    @Test
    void aResolvedAlertOfACountrySaysWhereTheTradeWent() {
        TradeShift shift = new TradeShift(
                "China",
                2.17,
                45.19,
                List.of("Belgium", "France", "Thailand"),
                57.38,
                OptionalDouble.of(84.24),
                "mine");

        assertThat(sentence(
                        PolicyOf.anyCountry(),
                        "China",
                        Transition.RESOLVED,
                        judged(Severity.NONE, 2.17),
                        producers(Optional.of(shift))))
                .endsWith("): resolved, more than 3 points below the 50 % warning line of policy single-source; where"
                        + " the trade went: China 2.2 % (45.2 % a year before); Belgium, France and Thailand now 57 %;"
                        + " 84 % from countries that mine none.");
        assertThat(sentence(
                        PolicyOf.anyCountry(),
                        "China",
                        Transition.EASED,
                        judged(Severity.WARNING, 55),
                        producers(Optional.of(shift))))
                .doesNotContain("where the trade went");
    }

    @Test
    void aShiftOfWhichLessIsKnownSaysLess() {
        assertThat(new TradeShift("China", 0, 9, List.of(), 0, OptionalDouble.empty(), "mine").text())
                .isEqualTo("China 0.0 % (9.0 % a year before)");
        assertThat(new TradeShift("China", 0, 9, List.of("Chile"), 100, OptionalDouble.of(0), "refine").text())
                .isEqualTo("China 0.0 % (9.0 % a year before); Chile now 100 %; 0 % from countries that refine none");
    }

    @Test
    void byWeight() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMeasure(Measure.WEIGHT),
                        "China",
                        Transition.RAISED,
                        judged(Severity.WARNING, 55)))
                .startsWith("China supplied 55.0 % of US imports of rare earths by weight in the 12 months");
    }

    @Test
    void aWindowOfOneMonthIsThatMonth() {
        AlertSentence sentence = new AlertSentence(
                PolicyOf.anyCountry().build(), "China", "US", "rare earths", 1, "USD", SentenceDetails.NONE);

        assertThat(sentence.of(
                        step(Transition.RAISED, Severity.WARNING),
                        judged(Severity.WARNING, 55).at()))
                .startsWith("China supplied 55.0 % of US imports of rare earths by value in 2024-12 ($170.1 M): above");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "fr-FR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
    void theSentenceDoesNotDependOnTheLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        escalated();
        concentrationDescribesTheMarket();
        aRestatementSaysWhatIsAndWhatWasPublished();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | $0",
                "49 | $0",
                "50 | $1",
                "99900 | $999",
                "99994999 | $999,950",
                "99995000 | $1.0 M",
                "123456789 | $1.2 M",
                "99994999999 | $999.9 M",
                "99995000000 | $1.0 B",
                "1234567890123 | $12.3 B"
            })
    void moneyIsWrittenInTheUnitThatFits(long cents, String money) {
        assertThat(AlertSentence.money(cents, "USD")).isEqualTo(money);
    }
}
