package org.lodewatch.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.DatedAlert;

/** Which records of a partition are delivered at once, and when. */
class IncomingAlertsTest {

    private final IncomingAlerts incoming = new IncomingAlerts(Catalogue.bundled(), 3, IncomingAlertsTest::decode);
    private long offset;

    /** The record's value is its subject, and may have a month and an age after it, as in CN 2010-01 190; "?" is no alert. */
    private static Optional<DatedAlert> decode(ConsumerRecord<byte[], byte[]> record) {
        String subject = new String(record.value());
        if (subject.equals("?")) {
            return Optional.empty();
        }
        String[] parts = subject.split(" ");
        String[] book = new String(record.key()).split("/");
        return Optional.of(new DatedAlert(
                Instant.ofEpochMilli(record.timestamp()),
                DependenceAlert.newBuilder()
                        .setAlertId("p/" + new String(record.key()) + "/" + parts[0])
                        .setNumber(1)
                        .setTransition(Transition.RAISED)
                        .setSeverity(Severity.WARNING)
                        .setPreviousSeverity(Severity.NONE)
                        .setPolicyId("p")
                        .setPolicyVersion(1)
                        .setMetric(Metric.SHARE)
                        .setMeasure(Measure.VALUE)
                        .setDataset(book[0])
                        .setReporter(book[1])
                        .setMineral(book[2])
                        .setSubject(parts[0])
                        .setAsOf(parts.length == 1 ? "2024-12" : parts[1])
                        .setAgeMonths(parts.length == 1 ? 0 : Integer.parseInt(parts[2]))
                        .setWindowMonths(12)
                        .setTotalValueCents(1)
                        .setSuppliers(List.of())
                        .setAlternatives(List.of())
                        .setToldAt(Instant.EPOCH)
                        .setSentence("s.")
                        .build()));
    }

    private List<List<Long>> add(String mineral, long time, String subject) {
        return offsets(incoming.add(new ConsumerRecord<>(
                "t",
                0,
                offset++,
                time,
                TimestampType.CREATE_TIME,
                0,
                0,
                ("d/US/" + mineral).getBytes(),
                subject.getBytes(),
                new RecordHeaders(),
                Optional.empty())));
    }

    private static List<List<Long>> offsets(List<AlertBatch> batches) {
        return batches.stream()
                .map(batch ->
                        batch.records().stream().map(ConsumerRecord::offset).toList())
                .toList();
    }

    @Test
    void relatedRecordsAreDeliveredAtOnceWhenAnotherBookFollows() {
        assertThat(add("antimony", 1, "entities-of-concern")).isEmpty();
        assertThat(add("antimony", 1, "BE")).isEmpty();
        assertThat(add("antimony", 1, "CN")).isEmpty();
        assertThat(incoming.first()).contains(0L);

        assertThat(add("gallium", 1, "CN")).containsExactly(List.of(0L, 2L), List.of(1L));
        assertThat(incoming.first()).contains(3L);
        assertThat(offsets(incoming.close())).containsExactly(List.of(3L));
        assertThat(incoming.isEmpty()).isTrue();
    }

    @Test
    void recordsOfAnotherTimeAreDeliveredOnTheirOwn() {
        add("antimony", 1, "CN");

        assertThat(add("antimony", 2, "entities-of-concern")).containsExactly(List.of(0L));
    }

    @Test
    void theTransitionsOfOneAlertStayInOrder() {
        add("antimony", 1, "CN");
        add("antimony", 1, "BE");

        assertThat(add("antimony", 1, "CN")).isEmpty();
        assertThat(offsets(incoming.close())).containsExactly(List.of(0L), List.of(1L), List.of(2L));
    }

    @Test
    void theMonthsOfACountryAndItsBlocArePairedAlsoIfEachAlertWasPublishedOnItsOwn() {
        add("antimony", 1, "CN 2024-10 2");
        add("antimony", 1, "CN 2024-12 0");
        add("antimony", 1, "entities-of-concern 2024-10 2");
        add("antimony", 1, "entities-of-concern 2024-12 0");

        assertThat(offsets(incoming.close())).containsExactly(List.of(0L, 2L), List.of(1L, 3L));
    }

    @Test
    void oldTransitionsOfABookAreOneSummaryBeforeItsNews() {
        add("antimony", 1, "CN 2010-01 179");
        add("antimony", 1, "CN 2012-01 155");
        add("antimony", 1, "CN 2024-12 0");
        add("antimony", 1, "BE 2024-08 4");
        add("antimony", 1, "BE 2024-09 3");

        List<AlertBatch> batches = incoming.close();

        assertThat(offsets(batches)).containsExactly(List.of(0L, 1L, 3L), List.of(4L), List.of(2L));
        assertThat(batches).extracting(AlertBatch::summary).containsExactly(true, false, false);
        assertThat(batches).extracting(AlertBatch::publication).containsOnly(0L);
    }

    @Test
    void eachBookAndEachTimeHasItsOwnSummary() {
        add("antimony", 1, "CN 2010-01 179");

        assertThat(add("gallium", 1, "CN 2010-01 179")).containsExactly(List.of(0L));
        assertThat(add("gallium", 2, "CN 2012-01 155")).containsExactly(List.of(1L));
        assertThat(incoming.close()).extracting(AlertBatch::publication).containsExactly(2L);
    }

    @Test
    void aRecordThatIsNoAlertIsDeliveredOnItsOwnAndInOrder() {
        add("antimony", 1, "CN");

        assertThat(add("antimony", 1, "?")).containsExactly(List.of(0L), List.of(1L));
    }
}
