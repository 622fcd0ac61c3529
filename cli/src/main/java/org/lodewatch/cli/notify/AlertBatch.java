package org.lodewatch.cli.notify;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is delivered at once: one alert, or those of a country and its bloc.
 *
 * @param records of one partition, at least one, in the order of their offsets
 */
record AlertBatch(List<ConsumerRecord<byte[], byte[]>> records) {

    AlertBatch {
        records = List.copyOf(records);
    }

    /** The first offset; offsets of later deliveries may be smaller than others of this one. */
    long offset() {
        return records.get(0).offset();
    }
}
