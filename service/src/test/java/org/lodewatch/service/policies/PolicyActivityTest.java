package org.lodewatch.service.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

class PolicyActivityTest {

    private static final Map<BookKey, SortedSet<Integer>> PUBLISHED = Map.of(
            new BookKey("us-census", "US", "antimony"), months("2017-12", "2023-12"),
            new BookKey("us-census", "US", "cobalt"), months("2018-03", "2023-11"));

    private final DependencePolicy policy = Policies.initial().get(0);

    private static SortedSet<Integer> months(String first, String last) {
        return new TreeSet<>(List.of(Months.of(first), Months.of(last)));
    }

    private static HistoryEntry raised(String asOf) {
        return new HistoryEntry(asOf, Transition.RAISED, Severity.WARNING, 51.0, 55.0);
    }

    private static HistoryEntry resolved(String asOf) {
        return new HistoryEntry(asOf, Transition.RESOLVED, Severity.NONE, 20.0, null);
    }

    private static DependenceAlert alert(String policy, String subject, Severity severity, HistoryEntry... history) {
        return DependenceAlert.newBuilder()
                .setAlertId("%s/us-census/US/antimony/%s".formatted(policy, subject))
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId(policy)
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject(subject)
                .setWindowMonths(12)
                .setTotalValueCents(0)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(Instant.EPOCH)
                .setSentence("")
                .setHistory(List.of(history))
                .build();
    }

    @Test
    void alertsAreCountedFromRaisedToResolvedWithinTheNewestMonths() {
        PolicyActivity activity = PolicyActivity.of(
                policy,
                PUBLISHED,
                List.of(
                        alert(
                                "single-source",
                                "CN",
                                Severity.CRITICAL,
                                raised("2017-12"),
                                resolved("2018-12"),
                                raised("2019-01"),
                                resolved("2019-04"),
                                raised("2021-01"),
                                new HistoryEntry("2021-02", Transition.ESCALATED, Severity.CRITICAL, 70.0, 70.0)),
                        alert("single-source", "BE", Severity.NONE, raised("2018-01"), resolved("2018-09")),
                        alert("other", "CN", Severity.WARNING, raised("2023-01"))),
                72);

        assertThat(activity.books()).isEqualTo(2);
        assertThat(activity.first()).hasValue(Months.of("2018-01"));
        assertThat(activity.last()).hasValue(Months.of("2023-12"));
        assertThat(activity.critical()).isEqualTo(1);
        assertThat(activity.warning()).isZero();
        assertThat(activity.raised()).as("that of 2017-12 is too old").isEqualTo(3);
        assertThat(activity.lastRaised()).hasValue(Months.of("2021-01"));
        assertThat(activity.cleared()).isEqualTo(2);
        assertThat(activity.monthsToClear()).as("median of 3 and 8").hasValue(5.5);
    }

    @Test
    void aPolicyThatSelectsNoBookHasNoMonths() {
        PolicyActivity activity = PolicyActivity.of(
                DependencePolicy.newBuilder(policy).setDataset("comext").build(), PUBLISHED, List.of(), 72);

        assertThat(activity.books()).isZero();
        assertThat(activity.first()).isEmpty();
        assertThat(activity.raised()).isZero();
        assertThat(activity.lastRaised()).isEmpty();
        assertThat(activity.monthsToClear()).isEmpty();
    }
}
