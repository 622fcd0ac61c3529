package org.lodewatch.streams.topology;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
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

    /** Builds one store per task. It has neither a changelog of its own nor a cache: each record counts at once. */
    record Builder(TopologyParameters parameters) implements StoreBuilder<LedgerStore> {

        @Override
        public LedgerStore build() {
            return new LedgerStore(parameters);
        }

        @Override
        public String name() {
            return StoreNames.LEDGER;
        }

        @Override
        public StoreBuilder<LedgerStore> withCachingEnabled() {
            throw new UnsupportedOperationException("the ledger has no cache");
        }

        @Override
        public StoreBuilder<LedgerStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<LedgerStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("the ledger's changelog is customs-imports");
        }

        @Override
        public StoreBuilder<LedgerStore> withLoggingDisabled() {
            return this;
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }
    }
}
