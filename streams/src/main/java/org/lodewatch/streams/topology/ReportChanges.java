package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.lodewatch.core.ledger.ImportLedger;
import org.lodewatch.core.ledger.LedgerBook;
import org.lodewatch.core.ledger.LedgerOwner;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.topics.RejectedHeaders;

/**
 * Applies every record to the ledger and tells what it made of them: rejects what it refused, counts outcomes, and at every
 * flush sends those totals that have changed, as they are now.
 *
 * <p>On start it is silent until the log end of that moment is reached; then it sends all it has, between a begin and an
 * end, so that whatever stood for this partition before is replaced at once.
 */
final class ReportChanges extends ContextualProcessor<byte[], byte[], Object, Object> {

    /** A record that waited longer than this in the log shows that the input lags. */
    private static final long LAGGING_MILLIS = 5_000;

    /** While the input lags, flushes are this many times rarer: nobody waits for a share of five seconds ago. */
    private static final int LAGGING_STRETCH = 10;

    private static final long NONE = -1;

    private static final Set<Outcome> CHANGES_A_BOOK = EnumSet.of(Outcome.ADDED, Outcome.REVISED, Outcome.WITHDRAWN);

    private final String fingerprint;
    private final int inputPartitions;
    private final Duration flushInterval;
    private final LogEnds logEnds;
    private final RecordBundles bundles;
    private final MeterRegistry registry;

    private ImportCounts counts;
    private LedgerSize size;
    private Timer flushes;
    private ImportLedger ledger;
    private OptionalLong unread;
    private Partials partials;
    private FlushTimer timer;
    private long newestImportAt = NONE;

    ReportChanges(
            String fingerprint,
            int inputPartitions,
            Duration flushInterval,
            LogEnds logEnds,
            RecordBundles bundles,
            MeterRegistry registry) {
        this.fingerprint = fingerprint;
        this.inputPartitions = inputPartitions;
        this.flushInterval = flushInterval;
        this.logEnds = logEnds;
        this.bundles = bundles;
        this.registry = registry;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        ledger = context.<LedgerStore>getStateStore(LedgerStore.NAME).ledger();
        int partition = context.taskId().partition();
        counts = new ImportCounts(partition, inputPartitions, registry);
        size = new LedgerSize(partition, registry);
        flushes = FlushTime.of("partials", registry);
        unread = logEnds.lastUnread(partition);
        // A task that Kafka Streams revives begins anew with the processor that it had.
        partials = null;
        newestImportAt = NONE;
        timer = new FlushTimer(context, flushInterval, this::flush);
        timer.wake();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> imports =
                bundles.open(record, context().recordMetadata().orElseThrow());
        imports.forEach(this::take);
        ConsumerRecord<byte[], byte[]> last = imports.get(imports.size() - 1);
        if (unread.isPresent() && last.offset() >= unread.getAsLong()) {
            unread = OptionalLong.empty();
            timer.wake();
        }
        boolean lagging = context().currentSystemTimeMs() - last.timestamp() > LAGGING_MILLIS;
        timer.wake(unread.isPresent() || lagging ? LAGGING_STRETCH : 1);
    }

    private void take(ConsumerRecord<byte[], byte[]> line) {
        Outcome outcome = ledger.apply(line.key(), line.value());
        counts.count(outcome, line.key());
        if (CHANGES_A_BOOK.contains(outcome)) {
            newestImportAt = Math.max(newestImportAt, line.timestamp());
        } else if (outcome == Outcome.REJECTED) {
            counts.reject(ledger.rejection().reason().code());
            context().forward(rejected(line), DependenceTopology.REJECT_IMPORTS);
        }
    }

    @Override
    public void close() {
        if (size != null) {
            size.close();
        }
    }

    private Record<Object, Object> rejected(ConsumerRecord<byte[], byte[]> line) {
        Rejection rejection = ledger.rejection();
        Headers headers = new RecordHeaders(line.headers().toArray());
        RejectedHeaders.put(
                headers, rejection.reason().code(), rejection.message(), line.topic(), line.partition(), line.offset());
        return new Record<>(line.key(), line.value(), Math.max(0, line.timestamp()), headers);
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
        newestImportAt = NONE;
    }

    private void sendAll(long now) {
        send("begin", partials.begin(inputPartitions, fingerprint), now);
        for (LedgerOwner owner : ledger.owners()) {
            owner.takeChanged();
            send(owner.key().toString(), partials.clock(owner), now);
        }
        for (LedgerBook book : ledger.books()) {
            book.takeChanged();
            send(book.key().toString(), partials.whole(book, newestImportAt()), now);
        }
        send("end", partials.end(), now);
    }

    private boolean sendChanges(long now) {
        boolean sent = false;
        for (LedgerBook book : ledger.books()) {
            SortedMap<Integer, BitSet> changed = book.takeChanged();
            if (!changed.isEmpty()) {
                send(book.key().toString(), partials.changes(book, changed, newestImportAt()), now);
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

    private Instant newestImportAt() {
        return newestImportAt == NONE ? null : Instant.ofEpochMilli(newestImportAt);
    }

    private void send(String what, SpecificRecord partial, long now) {
        String key = what + "#" + context().taskId().partition();
        context().forward(new Record<>(key, partial, now), DependenceTopology.SEND_PARTIALS);
    }
}
