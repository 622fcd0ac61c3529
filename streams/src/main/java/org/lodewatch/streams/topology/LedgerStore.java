package org.lodewatch.streams.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.topics.Topics;

/**
 * The ledger as a state store that is restored from customs-imports: the log of facts is its changelog (KIP-813). Restoring
 * applies records exactly as normal processing does.
 */
final class LedgerStore implements StateStore {

    private final TopologyParameters parameters;
    private ImportLedger ledger;

    private LedgerStore(TopologyParameters parameters) {
        this.parameters = parameters;
    }

    ImportLedger ledger() {
        return ledger;
    }

    @Override
    public String name() {
        return StoreNames.LEDGER;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(parameters.formats()).deserializer();
        QuickDecoder decoder = new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
        ledger = new ImportLedger(decoder, parameters.catalogue(), parameters.rule());
        context.register(root, (key, value) -> ledger.apply(key, value));
    }

    @Override
    public void close() {
        ledger = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return ledger != null;
    }

    /** Builds one store per task, without a changelog of its own. */
    static final class Builder extends AbstractStoreBuilder<Void, Void, LedgerStore> {

        private final TopologyParameters parameters;

        Builder(TopologyParameters parameters) {
            super(StoreNames.LEDGER, null, null, Time.SYSTEM);
            this.parameters = parameters;
            withLoggingDisabled();
        }

        @Override
        public LedgerStore build() {
            return new LedgerStore(parameters);
        }
    }
}
