package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.EventStreams;

/** What is an event, and what is counted, now that the status of an alert is also written without a transition. */
class PublishedViewTest {

    private final EventStreams streams = new EventStreams();
    private final PublishedView view = new PublishedView(streams);

    @AfterEach
    void close() {
        streams.close();
    }

    @Test
    void aStatusThatIsWrittenAgainIsNeitherAnEventNorASecondAlert() {
        DependenceAlert raised = alert("a", Transition.RAISED, Severity.CRITICAL, Severity.NONE, Instant.now());
        view.takeTransition(message(raised));
        view.takeStatus(message(raised));
        for (int month = 1; month <= 3; month++) {
            view.takeStatus(message(DependenceAlert.newBuilder(raised)
                    .setCurrent(new CurrentFigure("2026-0" + month, 70.0 + month, 1L))
                    .build()));
        }

        assertThat(view.missed(Optional.of("unknown"), false)).hasSize(1);
        assertThat(view.alerts(true))
                .singleElement()
                .satisfies(
                        open -> assertThat(open.alert().getCurrent().getAsOf()).isEqualTo("2026-03"));
        assertThat(gauges()).containsExactly("critical open 1.0");
    }

    @Test
    void aClientContinuesAfterAnEventAndIsSentAResetInPlaceOfAllEventsIfItIsNotStored() {
        Instant then = Instant.parse("2026-06-14T08:00:00Z");
        for (int number = 1; number <= 3; number++) {
            take(numbered("a", number), then.plusSeconds(60L * number));
        }
        take(numbered("b", 1), then.plusSeconds(175));

        assertThat(ids(view.missed(Optional.of("a#2"), true))).containsExactly(Optional.of("a#3"), Optional.of("b#1"));
        assertThat(ids(view.missed(Optional.of("a#3"), true)))
                .as("what was published shortly before it, because partitions have no common order")
                .containsExactly(Optional.of("b#1"));
        assertThat(view.missed(Optional.empty(), false)).isEmpty();
        assertThat(view.missed(Optional.of("a#9"), true)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEmpty();
            assertThat(event.name()).isEqualTo("reset");
            assertThat(event.data())
                    .contains("\"after\":\"a#9\"")
                    .contains("this event is not among the newest 2,000: read /api/alerts, new events follow");
        });
        assertThat(view.missed(Optional.of("a#9"), false)).hasSize(4);
        assertThat(view.transitions("a"))
                .extracting(dated -> dated.alert().getNumber())
                .containsExactly(1L, 2L, 3L);
        assertThat(view.transitions("c")).isEmpty();
        view.takeStatus(message(numbered("a", 3)));
        assertThat(view.numbers().last()).isEqualTo("b#1");
        assertThat(view.numbers().newestPublishedAt()).isEqualTo("2026-06-14T08:03:00Z");
        assertThat(view.numbers().numbers()).containsExactly(entry("a", 3L));
    }

    @Test
    void aRecordWithAFaultLeavesThePolicyThatItWouldReplaceInForce() {
        DependencePolicy policy = Policies.initial().get(0);
        view.takePolicy(policyRecord(policy.getId(), policy));
        view.takePolicy(policyRecord(
                policy.getId(),
                DependencePolicy.newBuilder(policy).setWarning(Double.NaN).build()));
        view.takePolicy(policyRecord("other", policy));
        view.takePolicy(policyRecord(null, policy));

        assertThat(view.policies()).containsExactly(entry(policy.getId(), policy));
    }

    @Test
    void aHistoryUpToAMonthHasTheSeverityOfThatMonthAndNoLaterFigure() {
        AlertHistoryJson history = AlertHistoryJson.of(DependenceAlert.newBuilder(
                        alert("a", Transition.RESOLVED, Severity.NONE, Severity.WARNING, Instant.now()))
                .setHistory(List.of(
                        new HistoryEntry("2025-03", Transition.RAISED, Severity.CRITICAL, 70.0, 75.0),
                        new HistoryEntry("2025-06", Transition.EASED, Severity.WARNING, 60.0, 61.0),
                        new HistoryEntry("2025-09", Transition.RESOLVED, Severity.NONE, 40.0, null)))
                .build());

        assertThat(history.upTo("2025-02")).isEmpty();
        assertThat(history.upTo("2025-08")).hasValueSatisfying(then -> {
            assertThat(then.severity()).isEqualTo("warning");
            assertThat(then.since()).isEqualTo("2025-06");
            assertThat(then.current()).isNull();
            assertThat(then.history())
                    .extracting(HistoryEntryJson::asOf, HistoryEntryJson::highest)
                    .containsExactly(tuple("2025-03", 75.0), tuple("2025-06", null));
        });
        assertThat(history.upTo("2025-09")).hasValueSatisfying(then -> {
            assertThat(then.severity()).isEqualTo("none");
            assertThat(then.since()).isNull();
        });
    }

    private void take(DependenceAlert alert, Instant publishedAt) {
        view.takeTransition(new Message<>(alert.getAlertId(), Optional.of(alert), 0, 0, publishedAt));
    }

    private static DependenceAlert numbered(String id, long number) {
        return DependenceAlert.newBuilder(alert(id, Transition.RAISED, Severity.WARNING, Severity.NONE, Instant.EPOCH))
                .setNumber(number)
                .build();
    }

    private static List<Optional<String>> ids(List<EventStreams.Event> events) {
        return events.stream().map(EventStreams.Event::id).toList();
    }

    @Test
    void anAlertThatResolvedLongAgoIsCountedNoMoreAndOneWhoseHistoryAloneChangedNeverWas() {
        Instant now = Instant.now();
        view.takeStatus(message(alert("a", Transition.RESOLVED, Severity.NONE, Severity.WARNING, now)));
        view.takeStatus(message(
                alert("b", Transition.RESOLVED, Severity.NONE, Severity.WARNING, now.minus(Duration.ofDays(31)))));
        view.takeStatus(message(alert("c", Transition.RESTATED, Severity.NONE, Severity.NONE, now)));

        assertThat(gauges()).containsExactly("warning resolved 1.0");
        assertThat(view.alerts(true))
                .extracting(dated -> dated.alert().getAlertId())
                .containsExactly("a", "c");
        assertThat(view.alerts(false)).isEmpty();
    }

    private List<String> gauges() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        view.show(new PublishedViewMeters(registry));
        TreeMap<String, Double> found = new TreeMap<>();
        for (Gauge gauge : registry.find("lodewatch.alerts").gauges()) {
            found.put(gauge.getId().getTag("severity") + " " + gauge.getId().getTag("state"), gauge.value());
        }
        return found.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private static Message<String, DependenceAlert> message(DependenceAlert alert) {
        return new Message<>(alert.getAlertId(), Optional.of(alert), 0, 0, Instant.now());
    }

    private static DependenceAlert alert(
            String id, Transition transition, Severity severity, Severity before, Instant at) {
        return DependenceAlert.newBuilder()
                .setAlertId(id)
                .setNumber(1)
                .setTransition(transition)
                .setSeverity(severity)
                .setPreviousSeverity(before)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral("antimony")
                .setSubject("CN")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(at)
                .setSentence("China supplied a share.")
                .build();
    }

    private static Message<String, DependencePolicy> policyRecord(String key, DependencePolicy policy) {
        return new Message<>(key, Optional.of(policy), 0, 0, Instant.EPOCH);
    }
}
