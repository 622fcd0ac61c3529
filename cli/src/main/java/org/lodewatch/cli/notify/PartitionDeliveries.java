package org.lodewatch.cli.notify;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The deliveries of one partition: the records that have arrived, the deliveries that wait, and what is settled out of order. */
final class PartitionDeliveries {

    private final DeliveryQueue<AlertBatch> queue;
    private final IncomingAlerts incoming;
    private final SettledRecords settled;

    /** @param settled by a subscriber of this name before it was stopped */
    PartitionDeliveries(RetrySchedule schedule, IncomingAlerts incoming, SettledRecords settled) {
        this.queue = new DeliveryQueue<>(schedule);
        this.incoming = incoming;
        this.settled = settled;
    }

    DeliveryQueue<AlertBatch> queue() {
        return queue;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        incoming.add(record).forEach(this::add);
    }

    /** Nothing more was published together with the last records. */
    void close() {
        incoming.close().forEach(this::add);
    }

    private void add(AlertBatch batch) {
        if (!settled.contains(batch)) {
            queue.add(batch);
        }
    }

    /** Marks a delivery as settled, which is not in the queue any more. */
    void settled(AlertBatch batch) {
        settled.add(batch);
    }

    /** Removes the first delivery from the queue and marks it as settled. */
    void settleFirst() {
        AlertBatch first = queue.first().orElseThrow();
        queue.settle();
        settled.add(first);
    }

    boolean hasSettledAll() {
        return queue.isEmpty() && incoming.isEmpty();
    }

    /**
     * What to commit.
     *
     * @param read the offset of the next record to read
     */
    OffsetAndMetadata progress(long read) {
        return settled.at(
                queue.first().map(AlertBatch::publication).or(incoming::first).orElse(read));
    }
}
