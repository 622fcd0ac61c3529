package org.lodewatch.cli.copy;

import java.util.List;
import java.util.Locale;

/**
 * The result of comparing topics with their copies.
 *
 * @param source where the topics are, {@code host:port}
 * @param copy where the copies are, {@code host:port}
 * @param topics what was compared
 * @param faults by topic, in the order of the topics; none if every copy is complete
 */
public record CopyResult(String source, String copy, List<ComparedTopic> topics, List<CopyFault> faults) {

    /**
     * A topic and its copy.
     *
     * @param compacted whether only the last record of each key is compared, because compaction deletes the others
     */
    public record ComparedTopic(String topic, boolean compacted, List<ComparedPartition> partitions) {

        long records() {
            return partitions.stream()
                    .mapToLong(ComparedPartition::sourceRecords)
                    .sum();
        }
    }

    /**
     * A partition and its copy.
     *
     * @param sourceBegin the first offset of the source; more than 0 if its first records are gone
     * @param sourceRecords the number of committed records
     * @param sourceChecksum the CRC-32C of keys, values, headers and timestamps in their order
     */
    public record ComparedPartition(
            int partition,
            long sourceBegin,
            long copyBegin,
            long sourceRecords,
            long copyRecords,
            long sourceChecksum,
            long copyChecksum) {}

    public CopyResult {
        topics = List.copyOf(topics);
        faults = List.copyOf(faults);
    }

    /** Whether the copies can be used in place of the source. */
    public boolean isSame() {
        return faults.isEmpty();
    }

    /** The result in a sentence. */
    public String sentence() {
        String compared = String.format(
                Locale.ROOT,
                "%d topics with %,d records at %s compared with their copies at %s: ",
                topics.size(),
                topics.stream().mapToLong(ComparedTopic::records).sum(),
                source,
                copy);
        return compared
                + (isSame()
                        ? "every record is there, with the same content and timestamp"
                        : "do not start anything with these copies");
    }
}
