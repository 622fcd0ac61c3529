package org.lodewatch.cli.producers;

import java.util.zip.CRC32;
import org.apache.kafka.common.utils.Utils;

/** Partitioners that are the default of a client and differ from that of Kafka's Java client. */
enum ForeignPartitioner {
    /** CRC-32 of the key, {@code consistent_random}. */
    LIBRDKAFKA("librdkafka, as kcat and confluent-kafka have it by default", "set partitioner=murmur2_random") {
        @Override
        int partition(byte[] key, int count) {
            CRC32 crc = new CRC32();
            crc.update(key);
            return (int) (crc.getValue() % count);
        }
    },
    /** The same hash as Java's, taken as an unsigned number. With a power of two of partitions there is no difference. */
    PLATFORMATIC("@platformatic/kafka, as it is by default", "set partitioner: compatibilityPartitioner") {
        @Override
        int partition(byte[] key, int count) {
            return Integer.remainderUnsigned(Utils.murmur2(key), count);
        }
    };

    private final String client;
    private final String remedy;

    ForeignPartitioner(String client, String remedy) {
        this.client = client;
        this.remedy = remedy;
    }

    /** The partition of a key, which is not empty, among {@code count}. */
    abstract int partition(byte[] key, int count);

    /** Which client chooses so, and what to set there. */
    String remedy() {
        return "the partitioner is that of %s: %s".formatted(client, remedy);
    }
}
