package org.lodewatch.service.explain;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Passes on the records of customs-imports, without those that the topology rejects before the ledger. */
public final class ImportReading implements Consumer<ConsumerRecord<byte[], byte[]>> {

    private final ImportDecoder decoder;
    private final Receiver receiver;

    /** Receives a decoded record, in the order of its partition. */
    public interface Receiver {

        /** @param publishedAt the record's timestamp */
        void add(Instant publishedAt, byte[] key, SpecificRecord message);
    }

    /** @param partitions of customs-imports */
    public ImportReading(WireFormats formats, int partitions, Receiver receiver) {
        this.decoder = new ImportDecoder(formats, partitions);
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
        decoder.decode(record)
                .ifPresent(message -> receiver.add(Instant.ofEpochMilli(record.timestamp()), record.key(), message));
    }
}
