package org.lodewatch.streams.topology;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.lodewatch.core.ledger.ImportLedger;

/**
 * The ledger as a state store that customs-imports itself restores: the log of facts is its changelog (KIP-813), and
 * restoring applies records exactly as living does.
 */
final class LedgerStore implements StateStore {

    static final String NAME = "import-ledger";

    private final Supplier<ImportLedger> emptyLedger;
    private ImportLedger ledger;

    private LedgerStore(Supplier<ImportLedger> emptyLedger) {
        this.emptyLedger = emptyLedger;
    }

    ImportLedger ledger() {
        return ledger;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        ledger = emptyLedger.get();
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

    /** Builds a store for each task. Without a changelog of its own, and without a cache: every record counts at once. */
    record Builder(Supplier<ImportLedger> emptyLedger) implements StoreBuilder<LedgerStore> {

        @Override
        public LedgerStore build() {
            return new LedgerStore(emptyLedger);
        }

        @Override
        public String name() {
            return NAME;
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
