package org.lodewatch.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.serde.AvroSerde;
import org.lodewatch.schemas.serde.WireFormats;

class AlertStatusesTest {

    private static final BookKey BISMUTH = new BookKey("us-census", "US", "bismuth");
    private static final String ID = "single-source/us-census/US/bismuth/CN";
    private static final Instant PUBLISHED = Instant.parse("2026-06-07T12:00:00Z");

    private final KeyValueStore<String, DependenceAlert> store = TopologyRig.store(
            StoreNames.ALERTS, AvroSerde.of(WireFormats.WITHOUT_REGISTRY.internal(), DependenceAlert.class));
    private final AlertStatuses alerts = new AlertStatuses(store);

    private static DependenceAlert alert(Severity severity) {
        return DependenceAlert.newBuilder()
                .setAlertId(ID)
                .setNumber(1)
                .setTransition(severity == Severity.NONE ? Transition.RESOLVED : Transition.RAISED)
                .setSeverity(severity)
                .setPreviousSeverity(Severity.NONE)
                .setPolicyId("single-source")
                .setPolicyVersion(1)
                .setMetric(Metric.SHARE)
                .setMeasure(Measure.VALUE)
                .setDataset(BISMUTH.dataset())
                .setReporter(BISMUTH.reporter())
                .setMineral(BISMUTH.mineral())
                .setSubject("CN")
                .setWindowMonths(12)
                .setTotalValueCents(0)
                .setSuppliers(List.of())
                .setAlternatives(List.of())
                .setToldAt(PUBLISHED)
                .setSentence("")
                .build();
    }

    @Test
    void theAlertsOfABookAreThoseLastPut() {
        alerts.put(alert(Severity.WARNING));
        alerts.put(alert(Severity.CRITICAL));

        assertThat(alerts.of(BISMUTH)).containsOnlyKeys(ID).containsValue(alert(Severity.CRITICAL));
        assertThat(alerts.of(new BookKey("us-census", "US", "gallium"))).isEmpty();
    }

    @Test
    void aRestartLoadsThem() {
        alerts.put(alert(Severity.NONE));

        assertThat(new AlertStatuses(store).of(BISMUTH)).containsValue(alert(Severity.NONE));
    }

    @Test
    void aResolvedAlertExpiresOnceUntilItIsPutAgain() {
        long published = PUBLISHED.toEpochMilli();
        alerts.put(alert(Severity.NONE));

        assertThat(alerts.expire(published - 1)).isEmpty();
        assertThat(alerts.expire(published)).containsExactly(ID);
        assertThat(alerts.expire(published)).isEmpty();
        alerts.put(alert(Severity.NONE));
        assertThat(alerts.expire(published)).containsExactly(ID);
    }

    @Test
    void aResolvedAlertWithAHistoryNeverExpires() {
        alerts.put(DependenceAlert.newBuilder(alert(Severity.NONE))
                .setHistory(List.of(new HistoryEntry("2024-12", Transition.RAISED, Severity.WARNING, 55.0, 55.0)))
                .build());

        assertThat(alerts.expire(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void whatOnlyTheNextJudgementComparesDoesNotBringAnExpiredAlertBack() {
        alerts.put(alert(Severity.NONE));
        alerts.expire(Long.MAX_VALUE);

        alerts.keep(DependenceAlert.newBuilder(alert(Severity.NONE))
                .setJudgedTo("2025-01")
                .build());

        assertThat(alerts.expire(Long.MAX_VALUE)).isEmpty();
        assertThat(new AlertStatuses(store).of(BISMUTH).get(ID).getJudgedTo()).isEqualTo("2025-01");
    }

    @Test
    void anOpenAlertNeverExpires() {
        alerts.put(alert(Severity.WARNING));

        assertThat(alerts.expire(Long.MAX_VALUE)).isEmpty();
    }
}
