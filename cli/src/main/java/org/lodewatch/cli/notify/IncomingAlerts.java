package org.lodewatch.cli.notify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.cli.alerts.AlertSummary;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.DatedAlert;

/**
 * The records of a partition that may not be complete yet: transitions of one book with one time of publication, which
 * follow each other. They are divided into deliveries once something else follows them, or nothing: a summary of those that are too
 * old, and notices of the others by month. The division depends on the records alone.
 */
final class IncomingAlerts {

    private final Catalogue catalogue;
    private final int maxAgeMonths;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<DatedAlert>> decoder;
    private final List<Incoming> open = new ArrayList<>();

    private record Incoming(ConsumerRecord<byte[], byte[]> record, DatedAlert alert) {}

    /**
     * @param maxAgeMonths the age up to which a transition is not summarised
     * @param decoder empty for a record that is no alert, which is delivered on its own
     */
    IncomingAlerts(
            Catalogue catalogue,
            int maxAgeMonths,
            Function<ConsumerRecord<byte[], byte[]>, Optional<DatedAlert>> decoder) {
        this.catalogue = catalogue;
        this.maxAgeMonths = maxAgeMonths;
        this.decoder = decoder;
    }

    /**
     * Adds the next record of the partition.
     *
     * @return the deliveries that are complete with it
     */
    List<AlertBatch> add(ConsumerRecord<byte[], byte[]> record) {
        Optional<DatedAlert> alert = decoder.apply(record);
        List<AlertBatch> complete = new ArrayList<>();
        if (alert.isEmpty() || !continues(record)) {
            complete.addAll(close());
        }
        alert.ifPresentOrElse(
                dated -> open.add(new Incoming(record, dated)),
                () -> complete.add(new AlertBatch(List.of(record), record.offset(), false)));
        return complete;
    }

    /** Divides the open records into deliveries. The transitions of one alert stay in order: each is about a later month. */
    List<AlertBatch> close() {
        Predicate<Incoming> isOld = incoming -> AlertSummary.covers(incoming.alert(), maxAgeMonths);
        List<Incoming> byMonth = open.stream()
                .sorted(Comparator.comparing(
                        incoming -> incoming.alert().month().orElse("")))
                .toList();
        List<Incoming> old = byMonth.stream().filter(isOld).toList();
        List<AlertBatch> complete = new ArrayList<>();
        if (!old.isEmpty()) {
            complete.add(batch(old, true));
        }
        AlertNotice.divide(catalogue, byMonth.stream().filter(isOld.negate()).toList(), Incoming::alert)
                .forEach(notice -> complete.add(batch(notice, false)));
        open.clear();
        return complete;
    }

    private AlertBatch batch(List<Incoming> records, boolean summary) {
        return new AlertBatch(
                records.stream().map(Incoming::record).toList(),
                open.get(0).record().offset(),
                summary);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The offset of the first record that is not in a delivery. */
    Optional<Long> first() {
        return open.stream().findFirst().map(incoming -> incoming.record().offset());
    }

    private boolean continues(ConsumerRecord<byte[], byte[]> record) {
        return !open.isEmpty()
                && Arrays.equals(open.get(0).record().key(), record.key())
                && open.get(0).record().timestamp() == record.timestamp();
    }
}
