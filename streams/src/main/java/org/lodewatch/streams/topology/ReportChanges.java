package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.lodewatch.schemas.topics.RejectedHeaders;
import org.lodewatch.streams.ledger.ImportLedger;
import org.lodewatch.streams.ledger.LedgerBook;
import org.lodewatch.streams.ledger.LedgerOwner;
import org.lodewatch.streams.ledger.Outcome;
import org.lodewatch.streams.ledger.Rejection;

/**
 * Tells what the ledger made of the records: rejects what it refused, counts outcomes, and at every flush sends the whole
 * totals of the months that have changed.
 *
 * <p>On start it is silent until the log end of that moment is reached; then it sends all it has, between a begin and an
 * end, so that whatever stood for this partition before is replaced at once.
 */
final class ReportChanges extends ContextualProcessor<byte[], byte[], Object, Object> {

    /** A record that waited longer than this in the log shows that the input lags. */
    private static final long LAGGING_MILLIS = 5_000;

    /** While the input lags, flushes are this many times rarer: nobody waits for a share of five seconds ago. */
    private static final int LAGGING_STRETCH = 10;

    private static final Set<Outcome> CHANGES_A_BOOK = EnumSet.of(Outcome.ADDED, Outcome.REVISED, Outcome.WITHDRAWN);

    private final String fingerprint;
    private final int inputPartitions;
    private final Duration flushInterval;
    private final LogEnds logEnds;
    private final MeterRegistry registry;

    private ImportCounts counts;
    private LedgerSize size;
    private Timer flushes;
    private ImportLedger ledger;
    private LedgerStore store;
    private OptionalLong unread;
    private Partials partials;
    private FlushTimer timer;
    private Instant newestImportAt;

    ReportChanges(
            String fingerprint, int inputPartitions, Duration flushInterval, LogEnds logEnds, MeterRegistry registry) {
        this.fingerprint = fingerprint;
        this.inputPartitions = inputPartitions;
        this.flushInterval = flushInterval;
        this.logEnds = logEnds;
        this.registry = registry;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        store = context.getStateStore(LedgerStore.NAME);
        ledger = store.ledger();
        int partition = context.taskId().partition();
        counts = new ImportCounts(partition, inputPartitions, registry);
        size = new LedgerSize(partition, registry);
        flushes = FlushTime.of("partials", registry);
        unread = logEnds.lastUnread(partition);
        timer = new FlushTimer(context, flushInterval, this::flush);
        timer.wake();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Outcome outcome = store.outcome();
        counts.count(outcome, record.key());
        if (CHANGES_A_BOOK.contains(outcome)
                && (newestImportAt == null || record.timestamp() > newestImportAt.toEpochMilli())) {
            newestImportAt = Instant.ofEpochMilli(record.timestamp());
        }
        if (outcome == Outcome.REJECTED) {
            counts.reject(ledger.rejection().reason());
            context().forward(rejected(record), DependenceTopology.REJECT_IMPORTS);
        }
        if (unread.isPresent() && context().recordMetadata().orElseThrow().offset() >= unread.getAsLong()) {
            unread = OptionalLong.empty();
            timer.wake();
        }
        boolean lagging = context().currentSystemTimeMs() - record.timestamp() > LAGGING_MILLIS;
        timer.wake(unread.isPresent() || lagging ? LAGGING_STRETCH : 1);
    }

    @Override
    public void close() {
        if (size != null) {
            size.close();
        }
    }

    private Record<Object, Object> rejected(Record<byte[], byte[]> record) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        Rejection rejection = ledger.rejection();
        Headers headers = new RecordHeaders(record.headers().toArray());
        RejectedHeaders.put(
                headers, rejection.reason(), rejection.message(), place.topic(), place.partition(), place.offset());
        return new Record<>(record.key(), record.value(), record.timestamp(), headers);
    }

    private void flush(long now) {
        counts.flush();
        size.tell(ledger);
        if (unread.isPresent()) {
            return;
        }
        if (partials == null) {
            partials = new Partials(context().taskId().partition(), now);
            flushes.record(() -> sendAll(now));
            context().commit();
        } else {
            Timer.Sample begun = Timer.start();
            if (sendChanges(now)) {
                begun.stop(flushes);
                context().commit();
            }
        }
        newestImportAt = null;
    }

    private void sendAll(long now) {
        send("begin", partials.begin(inputPartitions, fingerprint), now);
        for (LedgerOwner owner : ledger.owners()) {
            owner.takeChanged();
            send(owner.key().toString(), partials.clock(owner), now);
        }
        for (LedgerBook book : ledger.books()) {
            book.takeChanged();
            send(book.key().toString(), partials.months(book, book.months(), newestImportAt), now);
        }
        send("end", partials.end(), now);
    }

    private boolean sendChanges(long now) {
        boolean sent = false;
        for (LedgerBook book : ledger.books()) {
            List<Integer> months = book.takeChanged();
            if (!months.isEmpty()) {
                send(book.key().toString(), partials.months(book, months, newestImportAt), now);
                sent = true;
            }
        }
        // Clocks last: whoever hears that a month is complete has heard what is in it.
        for (LedgerOwner owner : ledger.owners()) {
            if (owner.takeChanged()) {
                send(owner.key().toString(), partials.clock(owner), now);
                sent = true;
            }
        }
        return sent;
    }

    private void send(String what, SpecificRecord partial, long now) {
        String key = what + "#" + context().taskId().partition();
        context().forward(new Record<>(key, partial, now), DependenceTopology.SEND_PARTIALS);
    }
}
