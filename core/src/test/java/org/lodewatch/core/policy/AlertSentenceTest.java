package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
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

    private static Verdict verdict(Severity severity, double observed) {
        return new Verdict(
                severity,
                Months.of("2024-10"),
                false,
                OptionalInt.empty(),
                Optional.of(new Observation(DECEMBER, OptionalDouble.of(observed), TOTAL, 0, false)));
    }

    private static Verdict unknown(Severity severity) {
        return new Verdict(
                severity,
                0,
                false,
                OptionalInt.empty(),
                Optional.of(new Observation(DECEMBER, OptionalDouble.empty(), TOTAL, 0, false)));
    }

    private static String sentence(
            DependencePolicy.Builder policy, String subject, Transition transition, Verdict verdict) {
        return sentence(policy, subject, transition, verdict, SentenceDetails.NONE);
    }

    private static String sentence(
            DependencePolicy.Builder policy,
            String subject,
            Transition transition,
            Verdict verdict,
            SentenceDetails details) {
        return new AlertSentence(policy.build(), subject, "US", "rare earths", 12, "USD", details)
                .of(transition, verdict);
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

    private static String china(Transition transition, Verdict verdict) {
        return sentence(PolicyOf.anyCountry(), "China", transition, verdict);
    }

    @Test
    void raised() {
        assertThat(china(Transition.RAISED, verdict(Severity.WARNING, 50)))
                .isEqualTo("China supplied 50.0 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): at the 50 % warning line of policy single-source.");
    }

    @Test
    void escalated() {
        assertThat(china(Transition.ESCALATED, verdict(Severity.CRITICAL, 68.34)))
                .isEqualTo("China supplied 68.3 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): above the 65 % critical line of policy single-source.");
    }

    @Test
    void raisedWithinTheMarginAfterAHigherValue() {
        assertThat(china(Transition.RAISED, verdict(Severity.WARNING, 48)))
                .endsWith("): not yet clear of the 50 % warning line of policy single-source.");
    }

    @Test
    void raisedWhileTheNewestFigureCannotBeComputed() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMeasure(Measure.WEIGHT),
                        "China",
                        Transition.RAISED,
                        unknown(Severity.WARNING)))
                .isEqualTo(
                        "China: the policy's figure for US imports of rare earths by weight cannot be computed in the"
                                + " 12 months to 2024-12 ($170.1 M): the last known value was not clear of the 50 % warning line"
                                + " of policy single-source.");
    }

    @Test
    void eased() {
        assertThat(china(Transition.EASED, verdict(Severity.WARNING, 61.9)))
                .isEqualTo("China supplied 61.9 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($170.1 M): back from critical to a warning, more than 3 points below the 65 % critical"
                        + " line of policy single-source.");
    }

    @Test
    void easedWithoutHavingFallen() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setDwellMonths(6),
                        "China",
                        Transition.EASED,
                        verdict(Severity.WARNING, 70)))
                .endsWith("): back from critical to a warning, because by the present figures the 65 % critical line"
                        + " of policy single-source was never reached for 6 months.");
    }

    @Test
    void resolved() {
        assertThat(china(Transition.RESOLVED, verdict(Severity.NONE, 46.95)))
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
                        verdict(Severity.NONE, 46)))
                .endsWith("): resolved, below the 50 % warning line of policy single-source.");
    }

    @Test
    void resolvedBecauseOfTooLittleTrade() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMinimumValueCents(100_000_000_000L),
                        "China",
                        Transition.RESOLVED,
                        verdict(Severity.NONE, 70)))
                .endsWith("($170.1 M): too little trade to judge under policy single-source, which requires $1.0 B.");
    }

    @Test
    void resolvedByCorrectedFigures() {
        assertThat(china(Transition.RESOLVED, verdict(Severity.NONE, 49)))
                .endsWith("): resolved, because by the present figures the 50 % warning line of policy single-source"
                        + " was never reached.");
    }

    @Test
    void resolvedWhileTheNewestFigureCannotBeComputed() {
        assertThat(china(Transition.RESOLVED, unknown(Severity.NONE)))
                .endsWith("cannot be computed in the 12 months to 2024-12 ($170.1 M): resolved, because by the present"
                        + " figures the 50 % warning line of policy single-source was never reached.");
    }

    @Test
    void restated() {
        assertThat(china(Transition.RESTATED, verdict(Severity.CRITICAL, 68)))
                .endsWith("($170.1 M): by the present figures critical since 2024-10 by policy single-source.");
        assertThat(china(Transition.RESTATED, verdict(Severity.WARNING, 55)))
                .endsWith("($170.1 M): by the present figures a warning since 2024-10 by policy single-source.");
    }

    @Test
    void returnedGoodsAreNamedBesideTheSupply() {
        Verdict verdict = new Verdict(
                Severity.CRITICAL,
                DECEMBER,
                false,
                OptionalInt.empty(),
                Optional.of(new Observation(DECEMBER, OptionalDouble.of(75), 800_000_050, 1_200_000_025, false)));

        assertThat(china(Transition.RAISED, verdict))
                .isEqualTo("China supplied 75.0 % of US imports of rare earths by value in the 12 months to 2024-12"
                        + " ($8.0 M, without $12.0 M of returned goods): above the 65 % critical line of policy"
                        + " single-source.");
    }

    @Test
    void aPartialWindowIsCalledSo() {
        Verdict verdict = new Verdict(
                Severity.CRITICAL,
                DECEMBER,
                false,
                OptionalInt.empty(),
                Optional.of(new Observation(DECEMBER, OptionalDouble.of(75), 800_000_000, 100_000_000, true)));

        assertThat(china(Transition.RAISED, verdict))
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

        assertThat(sentence.of(Transition.RESOLVED, verdict(Severity.NONE, 70)))
                .endsWith(
                        "(EUR 170.1 M): too little trade to judge under policy single-source, which requires EUR 1.0 B.");
    }

    @Test
    void aLineThatNoWindowWithinTheHorizonReachesIsNotCalledNeverReached() {
        Verdict verdict = new Verdict(
                Severity.NONE,
                0,
                false,
                OptionalInt.of(Months.of("2023-06")),
                verdict(Severity.NONE, 49).last());

        assertThat(china(Transition.RESOLVED, verdict))
                .endsWith(
                        "): resolved, because by the present figures the 50 % warning line of policy single-source was"
                                + " not reached in any window from 2023-06 on, where the horizon begins.");
    }

    @Test
    void withoutAnyWindowLeft() {
        assertThat(china(
                        Transition.RESOLVED,
                        new Verdict(Severity.NONE, 0, false, OptionalInt.empty(), Optional.empty())))
                .isEqualTo("China: no window of US imports of rare earths is left to judge by policy single-source.");
    }

    @Test
    void aBlocBeginsItsSentenceWithACapital() {
        assertThat(sentence(
                        PolicyOf.bloc("entities-of-concern").setId("entities-of-concern"),
                        "foreign entities of concern",
                        Transition.RAISED,
                        verdict(Severity.CRITICAL, 65)))
                .isEqualTo("Foreign entities of concern supplied 65.0 % of US imports of rare earths by value in the 12"
                        + " months to 2024-12 ($170.1 M): at the 65 % critical line of policy entities-of-concern.");
    }

    @Test
    void concentrationDescribesTheMarket() {
        assertThat(sentence(
                        PolicyOf.market().setId("concentration"),
                        "the market",
                        Transition.RAISED,
                        verdict(Severity.CRITICAL, 6123.4)))
                .isEqualTo("US imports of rare earths by value had a concentration (HHI) of 6,123 in the 12 months to"
                        + " 2024-12 ($170.1 M): above the 5,000 critical line of policy concentration.");
        assertThat(sentence(
                        PolicyOf.market().setId("concentration"),
                        "the market",
                        Transition.RESOLVED,
                        verdict(Severity.NONE, 2000)))
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
                        verdict(Severity.WARNING, 45.67)))
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
                verdict(Severity.WARNING, 45.67),
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
                        verdict(Severity.WARNING, 52),
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
                        verdict(Severity.CRITICAL, 68.34),
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
                        verdict(Severity.CRITICAL, 55_845.4)))
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
                        verdict(Severity.CRITICAL, 84.24),
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
                        verdict(Severity.CRITICAL, 46.24),
                        producers(Optional.empty())))
                .isEqualTo(
                        "Countries that mine no antimony (MCS2026) gained 46.2 points of US imports of rare earths by"
                                + " value in the 12 months to 2024-12 ($170.1 M; general imports, customs value), after another"
                                + " supplier lost 10 points or more: above the 40-point critical line of policy single-source.");
        assertThat(sentence(policy, "the market", Transition.RESOLVED, verdict(Severity.NONE, 0)))
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
                        verdict(Severity.NONE, 2.17),
                        producers(Optional.of(shift))))
                .endsWith("): resolved, more than 3 points below the 50 % warning line of policy single-source; where"
                        + " the trade went: China 2.2 % (45.2 % a year before); Belgium, France and Thailand now 57 %;"
                        + " 84 % from countries that mine none.");
        assertThat(sentence(
                        PolicyOf.anyCountry(),
                        "China",
                        Transition.EASED,
                        verdict(Severity.WARNING, 55),
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
    void anAbsentFigureHasItsReason() {
        SentenceDetails details = new SentenceDetails(
                Optional.empty(),
                Optional.of("75.8 % of the weight has a unit value more than four times off the median"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(sentence(
                        PolicyOf.anyCountry().setMeasure(Measure.CONTAINED_WEIGHT),
                        "China",
                        Transition.RAISED,
                        unknown(Severity.WARNING),
                        details))
                .startsWith("China: the policy's figure for US imports of rare earths by contained weight cannot be"
                        + " computed in the 12 months to 2024-12 ($170.1 M), because 75.8 % of the weight has a unit"
                        + " value more than four times off the median: the last known value");
    }

    @Test
    void byWeight() {
        assertThat(sentence(
                        PolicyOf.anyCountry().setMeasure(Measure.WEIGHT),
                        "China",
                        Transition.RAISED,
                        verdict(Severity.WARNING, 55)))
                .startsWith("China supplied 55.0 % of US imports of rare earths by weight in the 12 months");
    }

    @Test
    void aWindowOfOneMonthIsThatMonth() {
        AlertSentence sentence = new AlertSentence(
                PolicyOf.anyCountry().build(), "China", "US", "rare earths", 1, "USD", SentenceDetails.NONE);

        assertThat(sentence.of(Transition.RAISED, verdict(Severity.WARNING, 55)))
                .startsWith("China supplied 55.0 % of US imports of rare earths by value in 2024-12 ($170.1 M): above");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "fr-FR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR"})
    void theSentenceDoesNotDependOnTheLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        escalated();
        concentrationDescribesTheMarket();
        easedWithoutHavingFallen();
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
