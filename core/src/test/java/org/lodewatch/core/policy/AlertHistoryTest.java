package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.lodewatch.schemas.messages.Severity.CRITICAL;
import static org.lodewatch.schemas.messages.Severity.NONE;
import static org.lodewatch.schemas.messages.Severity.WARNING;
import static org.lodewatch.schemas.messages.Transition.EASED;
import static org.lodewatch.schemas.messages.Transition.ESCALATED;
import static org.lodewatch.schemas.messages.Transition.RAISED;
import static org.lodewatch.schemas.messages.Transition.RESOLVED;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

class AlertHistoryTest {

    /** An observation without a value. */
    private static final double UNKNOWN = -1;

    private static final int FIRST = Months.of("2020-01");

    private final DependencePolicy.Builder policy = PolicyOf.anyCountry();

    private static Observation observation(int asOf, double observed, long totalCents) {
        return new Observation(
                asOf, observed == UNKNOWN ? OptionalDouble.empty() : OptionalDouble.of(observed), totalCents, 0, false);
    }

    private AlertHistory after(double... observed) {
        return afterPeriodsOf(1, observed);
    }

    private AlertHistory afterPeriodsOf(int period, double... observed) {
        List<Observation> observations = new ArrayList<>();
        for (double value : observed) {
            observations.add(observation(FIRST + observations.size() * period, value, 1000));
        }
        return AlertHistory.of(policy.build(), observations, period, List.of());
    }

    private Severity severity(double... observed) {
        return after(observed).severity();
    }

    @Test
    void withoutAnObservationThereIsNoAlert() {
        assertThat(after().severity()).isEqualTo(NONE);
        assertThat(after().newest()).isEmpty();
    }

    @Test
    void aLineThatIsReachedExactlyIsReached() {
        assertThat(severity(49.999)).isEqualTo(NONE);
        assertThat(severity(50)).isEqualTo(WARNING);
        assertThat(severity(64.999)).isEqualTo(WARNING);
        assertThat(severity(65)).isEqualTo(CRITICAL);
    }

    @Test
    void aSeverityHoldsSinceTheMonthInWhichItRose() {
        assertThat(after(40, 55, 56, 57).last().orElseThrow().asOf()).isEqualTo(FIRST + 1);
        assertThat(after(40, 55, 70, 71).last().orElseThrow().asOf()).isEqualTo(FIRST + 2);
        assertThat(after(40, 55, 30, 55).last().orElseThrow().asOf()).isEqualTo(FIRST + 3);
    }

    @Test
    void anAlertEasesOnlyOnceItIsMoreThanTheMarginBelowItsLine() {
        assertThat(severity(70, 62)).isEqualTo(CRITICAL);
        assertThat(severity(70, 61.999)).isEqualTo(WARNING);
        assertThat(severity(55, 47)).isEqualTo(WARNING);
        assertThat(severity(55, 46.999)).isEqualTo(NONE);
        assertThat(severity(70, 46.999)).isEqualTo(NONE);
    }

    @Test
    void theMarginHoldsAnAlertAndNeverRaisesOne() {
        assertThat(severity(48, 48)).isEqualTo(NONE);
        assertThat(severity(55, 63)).isEqualTo(WARNING);
    }

    @Test
    void criticalThatEasesIntoTheWarningsMarginIsAWarning() {
        assertThat(severity(70, 48)).isEqualTo(WARNING);
    }

    @Test
    void withoutAMarginAnAlertEasesRightBelowItsLine() {
        policy.setClearMargin(0);

        assertThat(severity(70, 64.999)).isEqualTo(WARNING);
        assertThat(severity(55, 49.999)).isEqualTo(NONE);
    }

    @Test
    void aLineMustBeReachedForTheWholeDwell() {
        policy.setDwellMonths(3);

        assertThat(severity(55, 55)).isEqualTo(NONE);
        assertThat(severity(55, 55, 55)).isEqualTo(WARNING);
        assertThat(after(55, 55, 55).last().orElseThrow().asOf()).isEqualTo(FIRST + 2);
        assertThat(severity(55, 49, 55, 55)).isEqualTo(NONE);
        assertThat(severity(70, 70, 55)).isEqualTo(WARNING);
        assertThat(severity(55, 55, 55, 70, 70)).isEqualTo(WARNING);
        assertThat(severity(55, 55, 55, 70, 70, 70)).isEqualTo(CRITICAL);
    }

    @Test
    void aYearlyObservationCountsTwelveMonthsOfDwell() {
        policy.setDwellMonths(12);
        assertThat(afterPeriodsOf(12, 55).severity()).isEqualTo(WARNING);

        policy.setDwellMonths(13);
        assertThat(afterPeriodsOf(12, 55).severity()).isEqualTo(NONE);
        assertThat(afterPeriodsOf(12, 55, 55).severity()).isEqualTo(WARNING);
    }

    @Test
    void anObservationWithoutAValueKeepsTheSeverity() {
        assertThat(severity(70, UNKNOWN)).isEqualTo(CRITICAL);
        assertThat(severity(UNKNOWN, UNKNOWN)).isEqualTo(NONE);
        assertThat(after(70, UNKNOWN, 70).last().orElseThrow().asOf()).isEqualTo(FIRST);
    }

    @Test
    void anObservationWithoutAValueInterruptsTheDwell() {
        policy.setDwellMonths(2);

        assertThat(severity(55, UNKNOWN, 55)).isEqualTo(NONE);
    }

    @Test
    void aWindowBelowTheMinimumHasNoAlert() {
        policy.setMinimumValueCents(1000);
        DependencePolicy floor = policy.build();

        assertThat(AlertHistory.of(floor, List.of(observation(1, 70, 999)), 1, List.of())
                        .severity())
                .isEqualTo(NONE);
        assertThat(AlertHistory.of(floor, List.of(observation(1, 70, 1000)), 1, List.of())
                        .severity())
                .isEqualTo(CRITICAL);
        assertThat(AlertHistory.of(floor, List.of(observation(1, 70, 1000), observation(2, 70, 999)), 1, List.of())
                        .severity())
                .isEqualTo(NONE);
    }

    @Test
    void aWindowUnderTheMinimumInterruptsTheDwell() {
        policy.setMinimumValueCents(1000).setDwellMonths(2);

        List<Observation> observations =
                List.of(observation(1, 70, 1000), observation(2, 70, 1), observation(3, 70, 1000));

        assertThat(AlertHistory.of(policy.build(), observations, 1, List.of()).severity())
                .isEqualTo(NONE);
    }

    @Test
    void theLastObservationIsTheOneThatWasJudgedLast() {
        assertThat(after(70, 40).newest()).hasValue(observation(FIRST + 1, 40, 1000));
    }

    @Test
    void everyChangeOfSeverityIsAStepOfItsOwnMonth() {
        assertThat(after(40, 55, 70, 71, 55, 40, 66).steps())
                .extracting(Step::asOf, Step::transition, Step::severity, Step::observed)
                .containsExactly(
                        tuple(FIRST + 1, RAISED, WARNING, OptionalDouble.of(55)),
                        tuple(FIRST + 2, ESCALATED, CRITICAL, OptionalDouble.of(70)),
                        tuple(FIRST + 4, EASED, WARNING, OptionalDouble.of(55)),
                        tuple(FIRST + 5, RESOLVED, NONE, OptionalDouble.of(40)),
                        tuple(FIRST + 6, RAISED, CRITICAL, OptionalDouble.of(66)));
    }

    @Test
    void aStepHasTheHighestFigureUntilTheNext() {
        assertThat(after(55, 58, UNKNOWN, 52, 70, 68, 40, 49).steps())
                .extracting(Step::highest)
                .containsExactly(OptionalDouble.of(58), OptionalDouble.of(70), OptionalDouble.empty());
    }

    @Test
    void aHistoryGoesOnFromTheSeverityThatTheHorizonHides() {
        HistoryEntry raised = new HistoryEntry("2010-05", RAISED, CRITICAL, 80.0, 81.0);

        AlertHistory held = AlertHistory.of(
                policy.build(),
                List.of(observation(FIRST, 62, 1000), observation(FIRST + 1, 90, 1000)),
                1,
                List.of(raised));
        AlertHistory eased = AlertHistory.of(policy.build(), List.of(observation(FIRST, 61, 1000)), 1, List.of(raised));

        assertThat(held.entries()).containsExactly(new HistoryEntry("2010-05", RAISED, CRITICAL, 80.0, 90.0));
        assertThat(eased.entries()).containsExactly(raised, new HistoryEntry("2020-01", EASED, WARNING, 61.0, 61.0));
    }

    @Test
    void aWindowThatIsPassedOverEndsTheAlert() {
        List<Observation> observations = List.of(
                observation(FIRST, 70, 1000),
                Observation.passedOver(FIRST + 1, "it is not judged"),
                observation(FIRST + 2, 55, 1000));

        assertThat(AlertHistory.of(policy.build(), observations, 1, List.of()).steps())
                .extracting(Step::transition)
                .containsExactly(RAISED, RESOLVED, RAISED);
    }
}
