package org.lodewatch.streams.topology;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.internals.AbstractStoreBuilder;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The ledger as a state store that is restored from customs-imports: the log of facts is its changelog (KIP-813). Restoring
 * applies records exactly as normal processing does.
 */
final class LedgerStore implements StateStore {

    private final TopologyParameters parameters;
    private QuickDecoder decoder;
    private int partition;
    private ImportLedger ledger;

    /** Null unless the record applied last is in the wrong partition. */
    private Rejection wrongPartition;

    private LedgerStore(TopologyParameters parameters) {
        this.parameters = parameters;
    }

    ImportLedger ledger() {
        return ledger;
    }

    /**
     * Applies one record of the log to the ledger. A record in another partition than its key belongs to is rejected, in a restore
     * too: another revision of it would count in that partition.
     */
    Outcome apply(byte[] key, byte[] value) {
        wrongPartition = null;
        if (key != null && key.length > 0) {
            int expected = ImportPartitions.partition(key, parameters.inputPartitions());
            if (expected != partition && isImport(value)) {
                wrongPartition = new Rejection(
                        RejectionReason.WRONG_PARTITION,
                        ("the record is in partition %d, and its key belongs to partition %d of %d: set the producer's"
                                        + " partitioner (Java, kafkajs: the default; kcat, librdkafka: partitioner=murmur2_random;"
                                        + " @platformatic/kafka: compatibilityPartitioner; others: docs/producing.md) and publish"
                                        + " the record again; run `lodewatch topics repartition` if the number of partitions was"
                                        + " changed")
                                .formatted(partition, expected, parameters.inputPartitions()));
                return Outcome.REJECTED;
            }
        }
        return ledger.apply(key, value);
    }

    /** Why the record applied last was rejected. */
    Rejection rejection() {
        return wrongPartition == null ? ledger.rejection() : wrongPartition;
    }

    /** Other messages are in every partition. */
    private boolean isImport(byte[] value) {
        try {
            return value != null && decoder.apply(value) instanceof CustomsImport;
        } catch (UndecodableException e) {
            return false;
        }
    }

    @Override
    public String name() {
        return StoreNames.LEDGER;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(parameters.formats()).deserializer();
        decoder = new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
        ledger = new ImportLedger(decoder, parameters.catalogue(), parameters.rule());
        partition = context.taskId().partition();
        context.register(root, (key, value) -> apply(key, value));
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
