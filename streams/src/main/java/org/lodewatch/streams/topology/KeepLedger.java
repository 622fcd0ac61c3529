package org.lodewatch.streams.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Stands where Kafka Streams expects the processor that keeps a store which the log restores. Such a one may send nothing
 * on, so {@link ReportChanges} applies each record and tells at once what came of it.
 */
final class KeepLedger extends ContextualProcessor<byte[], byte[], Void, Void> {

    @Override
    public void process(Record<byte[], byte[]> record) {
        // ReportChanges does.
    }
}
