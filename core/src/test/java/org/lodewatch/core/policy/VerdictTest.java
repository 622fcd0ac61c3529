package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lodewatch.schemas.messages.Severity.CRITICAL;
import static org.lodewatch.schemas.messages.Severity.NONE;
import static org.lodewatch.schemas.messages.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

class VerdictTest {

    /** An observation without a value. */
    private static final double UNKNOWN = -1;

    private static final int FIRST = 600;

    private final DependencePolicy.Builder policy = PolicyOf.anyCountry();

    private static Observation observation(int asOf, double observed, long totalCents) {
        return new Observation(
                asOf, observed == UNKNOWN ? OptionalDouble.empty() : OptionalDouble.of(observed), totalCents, 0, false);
    }

    private Verdict after(double... observed) {
        return afterPeriodsOf(1, observed);
    }

    private Verdict afterPeriodsOf(int period, double... observed) {
        List<Observation> observations = new ArrayList<>();
        for (double value : observed) {
            observations.add(observation(FIRST + observations.size() * period, value, 1000));
        }
        return Verdict.of(policy.build(), observations, period, true);
    }

    private Severity severity(double... observed) {
        return after(observed).severity();
    }

    @Test
    void withoutAnObservationThereIsNoAlert() {
        assertThat(after().severity()).isEqualTo(NONE);
        assertThat(after().last()).isEmpty();
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
        assertThat(after(40, 55, 56, 57).since()).isEqualTo(FIRST + 1);
        assertThat(after(40, 55, 70, 71).since()).isEqualTo(FIRST + 2);
        assertThat(after(40, 55, 30, 55).since()).isEqualTo(FIRST + 3);
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
        assertThat(after(55, 55, 55).since()).isEqualTo(FIRST + 2);
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
        assertThat(after(70, UNKNOWN, 70).since()).isEqualTo(FIRST);
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

        assertThat(Verdict.of(floor, List.of(observation(1, 70, 999)), 1, false).severity())
                .isEqualTo(NONE);
        assertThat(Verdict.of(floor, List.of(observation(1, 70, 1000)), 1, false)
                        .severity())
                .isEqualTo(CRITICAL);
        assertThat(Verdict.of(floor, List.of(observation(1, 70, 1000), observation(2, 70, 999)), 1, false)
                        .severity())
                .isEqualTo(NONE);
    }

    @Test
    void aWindowUnderTheMinimumInterruptsTheDwell() {
        policy.setMinimumValueCents(1000).setDwellMonths(2);

        List<Observation> observations =
                List.of(observation(1, 70, 1000), observation(2, 70, 1), observation(3, 70, 1000));

        assertThat(Verdict.of(policy.build(), observations, 1, false).severity())
                .isEqualTo(NONE);
    }

    @Test
    void theLastObservationIsTheOneThatWasJudgedLast() {
        assertThat(after(70, 40).last()).hasValue(observation(FIRST + 1, 40, 1000));
    }

    @Test
    void aSeverityHeldSinceTheFirstObservationMayBeOlder() {
        assertThat(after(55, 56).unbroken()).isTrue();
        assertThat(after(70, 70).unbroken()).isTrue();
        assertThat(after(40, 56).unbroken()).isFalse();
        assertThat(after(55, 70).unbroken()).isFalse();
        assertThat(after(70, 55).unbroken()).isFalse();
    }

    @Test
    void aSeverityReachedByADwellFromTheFirstObservationOnMayBeOlder() {
        policy.setDwellMonths(3);

        assertThat(after(55, 55, 55, 55).unbroken()).isTrue();
        assertThat(after(40, 55, 55, 55).unbroken()).isFalse();
    }
}
