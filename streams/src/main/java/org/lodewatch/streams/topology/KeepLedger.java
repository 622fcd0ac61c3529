package org.lodewatch.streams.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.streams.bundle.RecordBundle;

/**
 * Kafka Streams requires this processor beside a store that is restored from its topic. It must not forward anything, so
 * {@link ReportChanges} applies the records to the ledger and forwards the outcome.
 */
final class KeepLedger extends ContextualProcessor<byte[], RecordBundle, Void, Void> {

    @Override
    public void process(Record<byte[], RecordBundle> record) {
        // ReportChanges applies it.
    }
}
