package org.lodewatch.cli.notify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.cli.alerts.AlertNotice;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.DatedAlert;

/**
 * The records of a partition that may not be complete yet: transitions of one book with one time of publication, which
 * follow each other. They are divided into deliveries once something else follows them, or nothing.
 */
final class IncomingAlerts {

    private final Catalogue catalogue;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<DatedAlert>> decoder;
    private final List<Incoming> open = new ArrayList<>();

    private record Incoming(ConsumerRecord<byte[], byte[]> record, DatedAlert alert) {}

    /** @param decoder empty for a record that is no alert, which is delivered on its own */
    IncomingAlerts(Catalogue catalogue, Function<ConsumerRecord<byte[], byte[]>, Optional<DatedAlert>> decoder) {
        this.catalogue = catalogue;
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
        if (alert.isEmpty() || !continues(record, alert.get())) {
            complete.addAll(close());
        }
        alert.ifPresentOrElse(
                dated -> open.add(new Incoming(record, dated)), () -> complete.add(new AlertBatch(List.of(record))));
        return complete;
    }

    /** Divides the open records into deliveries. */
    List<AlertBatch> close() {
        List<AlertBatch> complete = AlertNotice.divide(catalogue, open, Incoming::alert).stream()
                .map(notice ->
                        new AlertBatch(notice.stream().map(Incoming::record).toList()))
                .toList();
        open.clear();
        return complete;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The offset of the first record that is not in a delivery. */
    Optional<Long> first() {
        return open.stream().findFirst().map(incoming -> incoming.record().offset());
    }

    private boolean continues(ConsumerRecord<byte[], byte[]> record, DatedAlert alert) {
        return !open.isEmpty()
                && Arrays.equals(open.get(0).record().key(), record.key())
                && open.get(0).record().timestamp() == record.timestamp()
                // The transitions of one alert stay in order.
                && open.stream()
                        .noneMatch(incoming -> incoming.alert()
                                .alert()
                                .getAlertId()
                                .equals(alert.alert().getAlertId()));
    }
}
