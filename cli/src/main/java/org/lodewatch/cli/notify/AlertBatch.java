package org.lodewatch.cli.notify;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is delivered at once: one alert, those of a country and its bloc, or a summary.
 *
 * @param records of one partition, at least one
 * @param publication the first offset of all that was published together with them. A subscriber that starts again reads from
 *     there, so that it divides the records in the same way.
 * @param summary whether they are delivered as a summary
 */
record AlertBatch(List<ConsumerRecord<byte[], byte[]>> records, long publication, boolean summary) {

    AlertBatch {
        records = List.copyOf(records);
    }
}
