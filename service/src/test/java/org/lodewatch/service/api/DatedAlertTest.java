package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/** The month and the order of transitions. */
class DatedAlertTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private static DatedAlert alert(Instant at, String id, long number, Transition transition, String asOf, int age) {
        return new DatedAlert(
                at,
                DependenceAlert.newBuilder()
                        .setAlertId(id)
                        .setNumber(number)
                        .setTransition(transition)
                        .setSeverity(Severity.WARNING)
                        .setPreviousSeverity(Severity.NONE)
                        .setPolicyId("single-source")
                        .setPolicyVersion(1)
                        .setMetric(Metric.SHARE)
                        .setMeasure(Measure.VALUE)
                        .setDataset("us-census")
                        .setReporter("US")
                        .setMineral("antimony")
                        .setSubject("CN")
                        .setAsOf(asOf)
                        .setAgeMonths(age)
                        .setWindowMonths(12)
                        .setTotalValueCents(1)
                        .setSuppliers(List.of())
                        .setAlternatives(List.of())
                        .setToldAt(at)
                        .setSentence("China supplied a share.")
                        .build());
    }

    @Test
    void aRestatementIsAboutTheLastMonthThatItChanges() {
        assertThat(alert(NOW, "a", 1, Transition.RAISED, "2024-01", 23).month()).contains("2024-01");
        assertThat(alert(NOW, "a", 1, Transition.RESTATED, "2025-12", 23).month())
                .contains("2024-01");
        assertThat(alert(NOW, "a", 1, Transition.RESOLVED, null, 0).month()).isEmpty();
    }

    @Test
    void transitionsAreInTheOrderOfPublicationThenOfMonthAndThoseOfAnAlertInTheirOwn() {
        DatedAlert earlier = alert(NOW.minusMillis(1), "z", 1, Transition.RAISED, "2025-12", 0);
        DatedAlert restated = alert(NOW, "b", 4, Transition.RESTATED, "2025-12", 3);
        DatedAlert raised = alert(NOW, "b", 5, Transition.RAISED, "2025-11", 1);
        DatedAlert other = alert(NOW, "a", 1, Transition.RAISED, "2025-10", 2);

        assertThat(Stream.of(raised, other, restated, earlier).sorted(DatedAlert.BY_TIME))
                .containsExactly(earlier, restated, other, raised);
    }
}
