package org.lodewatch.service.explain;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.ledger.QuickDecoder;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;

/** Reads customs-imports once, from its beginning to its present end. Records that the ledger would reject are left out. */
public final class ImportReading {

    private final KafkaCluster cluster;
    private final int partitions;
    private final QuickDecoder decoder;

    /** Receives a decoded record, in the order of its partition. */
    public interface Receiver {

        /** @param publishedAt the record's timestamp */
        void add(Instant publishedAt, byte[] key, SpecificRecord message);
    }

    public ImportReading(KafkaCluster cluster) {
        this.cluster = cluster;
        this.partitions =
                cluster.topics().partitions(Topics.CUSTOMS_IMPORTS.asBytes()).orElse(0);
        Deserializer<SpecificRecord> imports =
                Topics.CUSTOMS_IMPORTS.valueSerde(cluster.formats()).deserializer();
        this.decoder = new QuickDecoder(value -> imports.deserialize(Topics.CUSTOMS_IMPORTS.name(), value));
    }

    /** @throws org.lodewatch.schemas.OperatorException if the topic does not exist */
    public void readTo(Receiver receiver) {
        cluster.readRecords(Topics.CUSTOMS_IMPORTS, record -> {
            if (record.key() != null && record.key().length > 0 && record.value() != null) {
                pass(record, receiver);
            }
        });
    }

    private void pass(ConsumerRecord<byte[], byte[]> record, Receiver receiver) {
        SpecificRecord message;
        try {
            message = decoder.apply(record.value());
        } catch (UndecodableException e) {
            // The topology has rejected it.
            return;
        }
        boolean misplaced = message instanceof CustomsImport
                && ImportPartitions.partition(record.key(), partitions) != record.partition();
        if (!misplaced) {
            receiver.add(Instant.ofEpochMilli(record.timestamp()), record.key(), message);
        }
    }
}
