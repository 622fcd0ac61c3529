package org.lodewatch.streams.topology;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Applies every record to the ledger, and nothing else: {@link ReportChanges} tells what came of it. */
final class KeepLedger extends ContextualProcessor<byte[], byte[], Void, Void> {

    private LedgerStore store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        store = context.getStateStore(LedgerStore.NAME);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        store.apply(record.key(), record.value());
    }
}
