package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.partials.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of internal topics that no instance can have written, and policies that break the rules. They change nothing: each is
 * counted, kept in customs-imports-rejected with its reason, and named in the log with its topic, partition and offset.
 *
 * <p>The copy is written in the transaction that commits the offset of the record, so that each is kept once.
 */
final class SkippedInput {

    private static final Logger LOG = LoggerFactory.getLogger(SkippedInput.class);

    /** Further ones within a minute are not logged. A program that writes to the wrong topic may write millions. */
    private static final int MOST_LINES = 20;

    private static final long A_MINUTE = TimeUnit.MINUTES.toMillis(1);

    private final ProcessorContext<Object, Object> context;
    private final String sink;
    private final MeterRegistry registry;
    private long minute;
    private int lines;

    /** @param sink the node that writes to customs-imports-rejected */
    SkippedInput(ProcessorContext<Object, Object> context, String sink, MeterRegistry registry) {
        this.context = context;
        this.sink = sink;
        this.registry = registry;
    }

    /** Rejects a record. */
    void reject(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        Rejection rejection = new Rejection(why.reason(), Shown.message(why.message()));
        Counter.builder("lodewatch.stray.records")
                .description("Records of other topics than customs-imports, and entries of stores, that were skipped.")
                .tag("topic", record.topic())
                .tag("reason", rejection.reason().code())
                .register(registry)
                .increment();
        context.forward(RejectedCopy.of(record, rejection, context.currentSystemTimeMs()), sink);
        log(record, rejection);
    }

    /** Rejects an entry of a store, which was read from its changelog. */
    void rejectEntry(String changelog, byte[] key, byte[] value, Rejection why) {
        ConsumerRecord<byte[], byte[]> entry = new ConsumerRecord<>(
                changelog,
                context.taskId().partition(),
                RejectedCopy.NO_OFFSET,
                context.currentSystemTimeMs(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
        String named = "the entry '%s': %s".formatted(Shown.message(StrayEntries.text(key)), why.message());
        reject(entry, new Rejection(why.reason(), named));
    }

    private void log(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        long now = context.currentSystemTimeMs() / A_MINUTE;
        lines = now == minute ? lines + 1 : 1;
        minute = now;
        if (lines <= MOST_LINES) {
            LOG.error(
                    "skipped the record in {}, partition {}{}: {} ({}); it is kept in {}, and `lodewatch topics check"
                            + " --deep` lists all such records",
                    record.topic(),
                    record.partition(),
                    record.offset() == RejectedCopy.NO_OFFSET ? "" : ", offset " + record.offset(),
                    rejection.message(),
                    rejection.reason(),
                    Topics.CUSTOMS_IMPORTS_REJECTED.name());
        } else if (lines == MOST_LINES + 1) {
            LOG.error("further skipped records of this minute are counted and kept, but not logged");
        }
    }
}
