package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Message;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

class AlertStatusTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final AlertStatus status = new AlertStatus();

    @Test
    void theSeverityOfABookIsThatOfItsWorstAlert() {
        put("a", "antimony", Severity.WARNING);
        put("b", "antimony", Severity.CRITICAL);
        put("c", "cobalt", Severity.WARNING);

        assertThat(status.severity(book("antimony"))).isEqualTo(Severity.CRITICAL);
        assertThat(status.severity(book("cobalt"))).isEqualTo(Severity.WARNING);
        assertThat(status.severity(book("nickel"))).isEqualTo(Severity.NONE);
    }

    @Test
    void aTombstoneDeletesAnAlertFromItsBook() {
        put("a", "antimony", Severity.WARNING);
        put("b", "antimony", Severity.CRITICAL);

        status.take(new Message<>("b", Optional.empty(), 0, 0, NOW));
        status.take(new Message<>("unknown", Optional.empty(), 0, 0, NOW));

        assertThat(status.severity(book("antimony"))).isEqualTo(Severity.WARNING);
        assertThat(status.all()).hasSize(1);
    }

    @Test
    void theTimeOfAnAlertIsThatOfItsTransition() {
        put("a", "antimony", Severity.WARNING);

        DependenceAlert rewritten = DependenceAlert.newBuilder(
                        status.all().get(0).alert())
                .setCurrent(new CurrentFigure("2025-01", 70.0, 1L))
                .build();
        status.take(new Message<>("a", Optional.of(rewritten), 0, 1, NOW.plusSeconds(60)));

        assertThat(status.all()).containsExactly(new DatedAlert(NOW, rewritten));
    }

    @Test
    void aResolvedAlertIsRecentFor30DaysAndItsHistoryStays() {
        put("a", "antimony", Severity.WARNING);
        DependenceAlert resolved = DependenceAlert.newBuilder(
                        status.all().get(0).alert())
                .setAlertId("b")
                .setTransition(Transition.RESOLVED)
                .setSeverity(Severity.NONE)
                .setHistory(List.of(
                        new HistoryEntry("2006-12", Transition.RAISED, Severity.WARNING, 70.0, 71.0),
                        new HistoryEntry("2008-12", Transition.RESOLVED, Severity.NONE, 1.0, null)))
                .build();
        status.take(new Message<>("b", Optional.of(resolved), 0, 1, NOW));

        assertThat(status.recent(NOW.plus(Duration.ofDays(29)))).hasSize(2);
        assertThat(status.recent(NOW.plus(Duration.ofDays(30))))
                .singleElement()
                .satisfies(open -> assertThat(open.alert().getAlertId()).isEqualTo("a"));
        assertThat(status.histories()).containsExactly(resolved);
    }

    private void put(String id, String mineral, Severity severity) {
        DependenceAlert alert = DependenceAlert.newBuilder()
                .setAlertId(id)
                .setNumber(1)
                .setTransition(Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset("us-census")
                .setReporter("US")
                .setMineral(mineral)
                .setSubject("CN")
                .setWindowMonths(12)
                .setTotalValueCents(1)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(NOW)
                .setSentence("China supplied a share.")
                .build();
        status.take(new Message<>(id, Optional.of(alert), 0, 0, NOW));
    }

    private static MineralShares book(String mineral) {
        return MineralShares.newBuilder()
                .setDataset("us-census")
                .setReporter("US")
                .setMineral(mineral)
                .setAsOf("2024-12")
                .setWindowMonths(12)
                .setCoveredMonths(12)
                .setComplete(true)
                .setTotalValueCents(1)
                .setWeightCoverage(1)
                .setRecords(1)
                .setCountries(List.of())
                .setHhi(1.0)
                .setEffectiveSuppliers(1.0)
                .setTop3Share(1.0)
                .setWithoutTopValueCents(0)
                .build();
    }
}
