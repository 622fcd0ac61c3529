package org.lodewatch.cli.rejected;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.rejected.RejectedRecord;

/** The newest of the rows and records that could not be used, and the number of all, by reason. Not thread-safe. */
public final class RejectedRecords {

    /**
     * Which ones are wanted.
     *
     * @param feed the id of a feed, or the name of a file or topic
     * @param reason a code, such as {@code unknown-country}
     */
    public record Filter(Optional<String> feed, Optional<String> reason) {

        private boolean accepts(RejectedRecord record) {
            return feed.map(record::isOf).orElse(true)
                    && reason.map(record.reason()::equals).orElse(true);
        }
    }

    private record Found(RejectedRecord record, int partition, long offset) {

        private static final Comparator<Found> BY_TIME = Comparator.<Found, Instant>comparing(
                        found -> found.record().rejectedAt())
                .thenComparing(Found::partition)
                .thenComparing(Found::offset);
    }

    private final Filter filter;
    private final int limit;
    private final WireFormats formats;
    private final PriorityQueue<Found> newest = new PriorityQueue<>(Found.BY_TIME);
    private final SortedMap<String, Long> counts = new TreeMap<>();

    /** @param limit how many are kept; more than 0 */
    RejectedRecords(Filter filter, int limit, WireFormats formats) {
        this.filter = filter;
        this.limit = limit;
        this.formats = formats;
    }

    /** Reads the topic to its present end. @throws org.lodewatch.schemas.OperatorException if it does not exist */
    public static RejectedRecords read(KafkaCluster cluster, Filter filter, int limit) {
        RejectedRecords records = new RejectedRecords(filter, limit, cluster.formats());
        cluster.readRecords(Topics.CUSTOMS_IMPORTS_REJECTED, records::add);
        return records;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        RejectedRecord rejected = RejectedRecord.of(record, formats);
        if (filter.accepts(rejected)) {
            counts.merge(rejected.reason(), 1L, Long::sum);
            newest.add(new Found(rejected, record.partition(), record.offset()));
            if (newest.size() > limit) {
                newest.remove();
            }
        }
    }

    /** The newest, the last one last. */
    public List<RejectedRecord> newest() {
        return newest.stream().sorted(Found.BY_TIME).map(Found::record).toList();
    }

    /** How many there are of each reason, also those that are not kept. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** How many there are. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The reasons, the most frequent first. */
    public List<Map.Entry<String, Long>> reasons() {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }
}
