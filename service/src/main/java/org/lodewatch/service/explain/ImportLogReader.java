package org.lodewatch.service.explain;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ServiceUnavailableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;
import org.lodewatch.clients.kafka.PartitionReader;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;

/** Reads customs-imports for answers: one at a time, and only while it is short. */
final class ImportLogReader {

    /** Records that are read for one answer: some seconds, and 40 MB. */
    static final long MOST_RECORDS = 500_000;

    private static final long PATIENCE_MILLIS = 20_000;

    private final Map<String, Object> properties;
    private final WireFormats formats;
    private final ReentrantLock reading = new ReentrantLock();

    /** @param properties of Kafka clients that reach the cluster */
    ImportLogReader(Map<String, Object> properties, WireFormats formats) {
        this.properties = Map.copyOf(properties);
        this.formats = formats;
    }

    /**
     * Reads from the beginning to the present end.
     *
     * @param command answers the same from a longer log
     * @throws ServiceUnavailableResponse if another answer reads, or the log cannot be read in time
     * @throws BadRequestResponse if the log is too long
     */
    void read(ImportReading.Receiver receiver, String command) {
        if (!reading.tryLock()) {
            throw new ServiceUnavailableResponse("another answer reads the log: try again in a few seconds");
        }
        try (PartitionReader reader = PartitionReader.connect(properties)) {
            List<TopicPartition> partitions = reader.partitions(Topics.CUSTOMS_IMPORTS.name());
            reader.startAtBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.ends();
            long records = ends.values().stream().mapToLong(Long::longValue).sum();
            if (records > MOST_RECORDS) {
                throw new BadRequestResponse(
                        "the log has %,d records, more than the %,d that are read for one answer: run `%s`"
                                .formatted(records, MOST_RECORDS, command));
            }
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            boolean complete = reader.readTo(
                    ends, () -> System.nanoTime() > deadline, new ImportReading(formats, partitions.size(), receiver));
            if (!complete) {
                throw new ServiceUnavailableResponse(
                        "the log could not be read in %d s: run `%s`".formatted(PATIENCE_MILLIS / 1000, command));
            }
        } finally {
            reading.unlock();
        }
    }
}
