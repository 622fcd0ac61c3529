package org.lodewatch.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/** Which transitions a subscriber to a severity gets. */
class SubscriptionTest {

    private static final HistoryEntry WARNING =
            new HistoryEntry("2024-10", Transition.RAISED, Severity.WARNING, 55.0, 60.0);
    private static final HistoryEntry CRITICAL =
            new HistoryEntry("2024-11", Transition.ESCALATED, Severity.CRITICAL, 70.0, 72.0);

    private final Subscription critical =
            new Subscription("pager", Subscription.Start.NOW, Set.of(Severity.CRITICAL), Duration.ofDays(1), false);

    private static DependenceAlert.Builder alert(Transition transition, Severity before, Severity after) {
        return DependenceAlert.newBuilder()
                .setAlertId("p/us-census/US/antimony/CN")
                .setNumber(3)
                .setTransition(transition)
                .setSeverity(after)
                .setPreviousSeverity(before)
                .setPolicyId("p")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("s.");
    }

    @Test
    void theBeginningAndTheEndOfACriticalAlert() {
        assertThat(critical.wants(alert(Transition.RAISED, Severity.NONE, Severity.CRITICAL)
                        .build()))
                .isTrue();
        assertThat(critical.wants(alert(Transition.EASED, Severity.CRITICAL, Severity.WARNING)
                        .build()))
                .isTrue();
        assertThat(critical.wants(alert(Transition.RESOLVED, Severity.WARNING, Severity.NONE)
                        .build()))
                .isFalse();
    }

    @Test
    void aRestatementThatEndsLowersOrTakesBackACriticalAlert() {
        assertThat(critical.wants(alert(Transition.RESTATED, Severity.CRITICAL, Severity.NONE)
                        .build()))
                .isTrue();
        assertThat(critical.wants(alert(Transition.RESTATED, Severity.CRITICAL, Severity.WARNING)
                        .build()))
                .isTrue();
        assertThat(critical.wants(alert(Transition.RESTATED, Severity.WARNING, Severity.WARNING)
                        .setFormerHistory(List.of(WARNING, CRITICAL))
                        .setHistory(List.of(WARNING))
                        .build()))
                .isTrue();
        assertThat(critical.wants(alert(Transition.RESTATED, Severity.NONE, Severity.NONE)
                        .setFormerHistory(List.of(WARNING))
                        .setHistory(List.of(WARNING, CRITICAL))
                        .build()))
                .isTrue();
    }

    @Test
    void noRestatementOfWarningsAlone() {
        assertThat(critical.wants(alert(Transition.RESTATED, Severity.WARNING, Severity.NONE)
                        .setFormerHistory(List.of(WARNING))
                        .build()))
                .isFalse();
    }
}
