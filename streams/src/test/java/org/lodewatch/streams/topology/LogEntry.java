package org.lodewatch.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * One record as a producer publishes it.
 *
 * @param reaches of a record for every input partition: how many partitions it reached before the producer stopped;
 *     empty for a record that goes to the partition of its key
 */
record LogEntry(byte[] key, byte[] value, OptionalInt reaches) {

    /** A record that goes to the partition of its key. */
    static LogEntry byKey(String key, SpecificRecord message) {
        return new LogEntry(key.getBytes(UTF_8), TopologyRig.encoded(message), OptionalInt.empty());
    }

    /** A record that goes into every partition. */
    static LogEntry everywhere(String key, SpecificRecord message, int reached) {
        return new LogEntry(key.getBytes(UTF_8), TopologyRig.encoded(message), OptionalInt.of(reached));
    }

    /** A record that cannot be used. */
    static LogEntry invalid(byte[] key, byte[] value) {
        return new LogEntry(key, value, OptionalInt.empty());
    }

    /** Whether it is in an input partition; keys go where Kafka's default partitioner puts them. */
    boolean standsIn(int partition, int partitions) {
        return reaches.isPresent()
                ? partition < reaches.getAsInt()
                : partition == (key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitions);
    }
}
