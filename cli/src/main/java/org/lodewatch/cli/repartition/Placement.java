package org.lodewatch.cli.repartition;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/**
 * Chooses the new partitions of the records of customs-imports. A record goes to the partition of its key. A message that feeds
 * write into every partition goes into every new partition once; its copies in the other old partitions are left out.
 */
final class Placement {

    /** The field in which the copies of a message differ, because each has the time of its writing. */
    private static final String WRITTEN_AT = "publishedAt";

    private final WireFormats formats;
    private final int partitions;
    private final Map<String, Copies> everywhere = new HashMap<>();

    /** How often a message was read from each old partition. A feed may write the same message again later. */
    private static final class Copies {

        private final Map<Integer, Integer> read = new HashMap<>();
        private int placed;
    }

    /** @param partitions the new number of partitions */
    Placement(WireFormats formats, int partitions) {
        this.formats = formats;
        this.partitions = partitions;
    }

    /** The new partitions of the next record; none if it is another copy of a message that has been placed. */
    int[] of(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return new int[] {record.partition() % partitions};
        }
        SpecificRecord message = decoded(record.value());
        if (message == null || message instanceof CustomsImport) {
            return new int[] {ImportPartitions.partition(record.key(), partitions)};
        }
        Copies copies = everywhere.computeIfAbsent(contents(message), contents -> new Copies());
        int read = copies.read.merge(record.partition(), 1, Integer::sum);
        if (read <= copies.placed) {
            return new int[0];
        }
        copies.placed = read;
        return IntStream.range(0, partitions).toArray();
    }

    private SpecificRecord decoded(byte[] value) {
        try {
            return value == null
                    ? null
                    : Topics.CUSTOMS_IMPORTS
                            .valueSerde(formats)
                            .deserializer()
                            .deserialize(Topics.CUSTOMS_IMPORTS.name(), value);
        } catch (UndecodableException e) {
            return null;
        }
    }

    private static String contents(SpecificRecord message) {
        StringBuilder contents = new StringBuilder(message.getSchema().getName());
        for (Schema.Field field : message.getSchema().getFields()) {
            if (!field.name().equals(WRITTEN_AT)) {
                contents.append('\n').append(message.get(field.pos()));
            }
        }
        return contents.toString();
    }
}
