package org.lodewatch.service.explain;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Decodes the records of customs-imports that reach the ledger of the topology. Not safe for use by several threads. */
public final class ImportDecoder {

    private final QuickDecoder decoder;
    private final int partitions;

    /** @param partitions of customs-imports */
    public ImportDecoder(WireFormats formats, int partitions) {
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        this.decoder = new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
        this.partitions = partitions;
    }

    /**
     * Empty for a record that the topology rejects before the ledger: without a key or a value, damaged, or in another partition
     * than its key belongs to.
     */
    public Optional<SpecificRecord> decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0 || record.value() == null) {
            return Optional.empty();
        }
        try {
            SpecificRecord message = decoder.apply(record.value());
            boolean misplaced = message instanceof CustomsImport
                    && ImportPartitions.partition(record.key(), partitions) != record.partition();
            return misplaced ? Optional.empty() : Optional.of(message);
        } catch (UndecodableException e) {
            return Optional.empty();
        }
    }
}
