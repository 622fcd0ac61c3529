package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

class VerdictTransitionTest {

    private static final int MAY = Months.of("2024-05");

    private static DependenceAlert published(Severity severity, int since) {
        return DependenceAlert.newBuilder()
                .setAlertId("p/us-census/US/antimony/CN")
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("p")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setWindowMonths(12)
                .setSince(severity == Severity.NONE ? null : Months.text(since))
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("")
                .build();
    }

    private static Verdict verdict(Severity severity, int since, boolean unbroken) {
        return verdict(severity, since, unbroken, OptionalInt.empty());
    }

    private static Verdict verdict(Severity severity, int since, boolean unbroken, OptionalInt shownFrom) {
        return new Verdict(severity, since, unbroken, shownFrom, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE, ",
        "NONE, WARNING, RAISED",
        "NONE, CRITICAL, RAISED",
        "WARNING, NONE, RESOLVED",
        "WARNING, WARNING, ",
        "WARNING, CRITICAL, ESCALATED",
        "CRITICAL, NONE, RESOLVED",
        "CRITICAL, WARNING, EASED",
        "CRITICAL, CRITICAL, "
    })
    void aTransitionLeadsFromThePublishedSeverityToThePresentOne(Severity before, Severity now, Transition transition) {
        assertThat(verdict(now, MAY, false).transitionFrom(Optional.of(published(before, MAY))))
                .isEqualTo(Optional.ofNullable(transition));
    }

    @Test
    void anAlertThatWasNeverPublishedIsRaisedOrHasNoTransition() {
        assertThat(verdict(Severity.WARNING, MAY, false).transitionFrom(Optional.empty()))
                .hasValue(Transition.RAISED);
        assertThat(verdict(Severity.NONE, 0, false).transitionFrom(Optional.empty()))
                .isEmpty();
    }

    @Test
    void anotherFirstMonthIsRestated() {
        Optional<DependenceAlert> published = Optional.of(published(Severity.WARNING, MAY));

        assertThat(verdict(Severity.WARNING, MAY + 1, false).transitionFrom(published))
                .hasValue(Transition.RESTATED);
        assertThat(verdict(Severity.WARNING, MAY - 1, true).transitionFrom(published))
                .hasValue(Transition.RESTATED);
    }

    @Test
    void aHorizonThatMovesOnRestatesNothing() {
        Optional<DependenceAlert> published = Optional.of(published(Severity.WARNING, MAY));

        assertThat(verdict(Severity.WARNING, MAY + 1, true, OptionalInt.of(MAY + 1))
                        .transitionFrom(published))
                .isEmpty();
    }

    @Test
    void aHorizonThatHidesTheBeginningOfAnAlertRestatesNothing() {
        Optional<DependenceAlert> published = Optional.of(published(Severity.WARNING, MAY));

        assertThat(verdict(Severity.WARNING, MAY + 9, false, OptionalInt.of(MAY + 1))
                        .transitionFrom(published))
                .isEmpty();
        assertThat(verdict(Severity.WARNING, MAY + 9, false, OptionalInt.of(MAY))
                        .transitionFrom(published))
                .hasValue(Transition.RESTATED);
    }

    @Test
    void withoutAHorizonALaterFirstMonthIsRestatedEvenIfItIsTheFirstOfAll() {
        assertThat(verdict(Severity.WARNING, MAY + 1, true)
                        .transitionFrom(Optional.of(published(Severity.WARNING, MAY))))
                .hasValue(Transition.RESTATED);
    }
}
