package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.clients.kafka.ImportPartitions;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.bundle.RecordBundle;
import org.lodewatch.streams.partials.PartialsWriter;

/**
 * Applies each record to the ledger, forwards the rejected ones, counts outcomes, and at each flush sends the totals that
 * have changed.
 *
 * <p>After a start it sends nothing until it has reached the end that the log had at the start. Then it sends everything that
 * the ledger holds, which replaces everything that this partition has sent before.
 */
final class ReportChanges extends ContextualProcessor<byte[], RecordBundle, Object, Object> {

    /**
     * The input lags if a record waited longer than this in the log. With the default session timeout, the partitions of a killed instance
     * are idle for less.
     */
    private static final long LAGGING_MILLIS = 10_000;

    /** While the input lags, the interval between flushes is this many times longer: shares would be outdated anyway. */
    private static final int LAGGING_STRETCH = 10;

    /**
     * After a start, a flush that has sent this many totals, each of a country in a month, leaves further books to the next. The tasks
     * of a thread share a transaction, and one that does not end before its timeout is aborted: an instance on a slow machine would then
     * repeat it for ever.
     */
    private static final int MOST_SENT = 50_000;

    private static final long NONE = -1;

    private static final Set<Outcome> CHANGES_A_BOOK = EnumSet.of(Outcome.ADDED, Outcome.REVISED, Outcome.WITHDRAWN);

    private final TopologyParameters parameters;

    private ImportCounts counts;
    private LedgerSize size;
    private LedgerStore store;
    private ImportLedger ledger;
    private FlushTimer timer;

    /** The last record of the log at the start; empty once it has been read. */
    private OptionalLong lastUnread;

    /** Null until the log has been read to the end that it had at the start. */
    private PartialsWriter partials;

    private boolean hasSentAll;
    private long newestImportAt;

    ReportChanges(TopologyParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        // Kafka Streams may call init() again on the same processor object, so reset all state here.
        super.init(context);
        int partition = context.taskId().partition();
        if (partition >= parameters.inputPartitions()) {
            throw new OperatorException(
                    ("%s has more partitions than the %d that it had when this instance started, so revisions of one id"
                                    + " would be in two partitions and count twice: %s")
                            .formatted(
                                    Topics.CUSTOMS_IMPORTS.name(),
                                    parameters.inputPartitions(),
                                    ImportPartitions.REMEDY));
        }
        store = context.getStateStore(StoreNames.LEDGER);
        ledger = store.ledger();
        counts = new ImportCounts(partition, parameters.registry());
        size = new LedgerSize(partition, parameters.registry());
        lastUnread = parameters.logEnds().lastUnread(partition);
        partials = null;
        hasSentAll = false;
        newestImportAt = NONE;
        timer = new FlushTimer(context, "partials", parameters, this::flush);
        timer.wake();
    }

    @Override
    public void process(Record<byte[], RecordBundle> record) {
        List<ConsumerRecord<byte[], byte[]>> imports =
                RecordBundle.unpack(record, context().recordMetadata().orElseThrow());
        imports.forEach(this::apply);
        ConsumerRecord<byte[], byte[]> last = imports.get(imports.size() - 1);
        if (lastUnread.isPresent() && last.offset() >= lastUnread.getAsLong()) {
            lastUnread = OptionalLong.empty();
            timer.wake();
        }
        boolean lagging = context().currentSystemTimeMs() - last.timestamp() > LAGGING_MILLIS;
        timer.wake(lastUnread.isPresent() || lagging ? LAGGING_STRETCH : 1);
    }

    @Override
    public void close() {
        if (size != null) {
            size.close();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> line) {
        Outcome outcome = store.apply(line.key(), line.value());
        counts.count(outcome);
        if (CHANGES_A_BOOK.contains(outcome)) {
            newestImportAt = Math.max(newestImportAt, line.timestamp());
        } else if (outcome == Outcome.REJECTED) {
            reject(line, store.rejection());
        }
    }

    private void reject(ConsumerRecord<byte[], byte[]> line, Rejection rejection) {
        counts.reject(rejection.reason());
        context().forward(RejectedCopy.of(line, rejection, context().currentSystemTimeMs()), Nodes.REJECT_IMPORTS);
    }

    private boolean flush(long now) {
        counts.flush();
        size.update(ledger);
        if (lastUnread.isPresent()) {
            return false;
        }
        Instant newest = newestImportAt == NONE ? null : Instant.ofEpochMilli(newestImportAt);
        newestImportAt = NONE;
        BiConsumer<String, SpecificRecord> out =
                (key, partial) -> context().forward(new Record<>(key, partial, now), Nodes.SEND_PARTIALS);
        if (partials == null) {
            partials = new PartialsWriter(ledger, context().taskId().partition(), now);
            partials.begin(parameters.inputPartitions(), parameters.basis(), out);
        }
        if (!hasSentAll) {
            hasSentAll = partials.writeNext(MOST_SENT, newest, out);
            if (!hasSentAll) {
                timer.wake();
            }
            return true;
        }
        return partials.writeChanges(newest, out);
    }
}
