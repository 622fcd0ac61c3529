package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
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

        assertThat(view.since(Optional.of("unknown"))).hasSize(1);
        assertThat(view.alerts(true))
                .singleElement()
                .satisfies(
                        open -> assertThat(open.alert().getCurrent().getAsOf()).isEqualTo("2026-03"));
        assertThat(gauges()).containsExactly("critical open 1.0");
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
}
