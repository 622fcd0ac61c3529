package org.lodewatch.service.explain;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Decodes the records of customs-imports, and leaves out those that the topology rejects before the ledger. */
public final class ImportReading implements Consumer<ConsumerRecord<byte[], byte[]>> {

    private final QuickDecoder decoder;
    private final int partitions;
    private final Receiver receiver;

    /** Receives a decoded record, in the order of its partition. */
    public interface Receiver {

        /** @param publishedAt the record's timestamp */
        void add(Instant publishedAt, byte[] key, SpecificRecord message);
    }

    /** @param partitions of customs-imports */
    public ImportReading(WireFormats formats, int partitions, Receiver receiver) {
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(formats).deserializer();
        this.decoder = new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
        this.partitions = partitions;
        this.receiver = receiver;
    }

    /** Reads the topic once, from its beginning to its present end. @throws OperatorException if it does not exist */
    public static void read(KafkaCluster cluster, Receiver receiver) {
        int partitions =
                cluster.topics().partitions(Topics.CUSTOMS_IMPORTS.asBytes()).orElse(0);
        cluster.readRecords(Topics.CUSTOMS_IMPORTS, new ImportReading(cluster.formats(), partitions, receiver));
    }

    @Override
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.key().length == 0 || record.value() == null) {
            return;
        }
        SpecificRecord message;
        try {
            message = decoder.apply(record.value());
        } catch (UndecodableException e) {
            return;
        }
        boolean misplaced = message instanceof CustomsImport
                && ImportPartitions.partition(record.key(), partitions) != record.partition();
        if (!misplaced) {
            receiver.add(Instant.ofEpochMilli(record.timestamp()), record.key(), message);
        }
    }
}
