package org.lodewatch.streams.topology;

import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.UndecodableException;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.RejectionReason;
import org.lodewatch.streams.bundle.RecordBundle;
import org.lodewatch.streams.partials.PartialsCheck;
import org.lodewatch.streams.partials.PartialsIntake;
import org.lodewatch.streams.partials.PartialsStore;
import org.lodewatch.streams.partials.TaskBooks;

/**
 * Keeps the books from the partials of all input partitions, and publishes the windows that have changed: the current ones at
 * each flush, past ones after a delay, all past ones of a book together and only some books per flush.
 */
final class KeepBooks extends ContextualProcessor<byte[], RecordBundle, Object, Object> {

    /** A flush that has restated this many windows or books leaves further ones to the next: current shares wait for it. */
    private static final int MOST_RESTATED = 100;

    /**
     * A flush that has published this many windows leaves further books to the next. The tasks of a thread share a transaction,
     * and one that does not end before its timeout is aborted: an instance on a slow machine would then repeat it for ever.
     */
    private static final int MOST_PUBLISHED = 1_000;

    /** For the same reason a flush leaves further books to the next once this many totals have been replaced, each of a country in a month. */
    private static final int MOST_REPLACED = 20_000;

    private final TopologyParameters parameters;
    private final Shares shares;
    private final Deserializer<SpecificRecord> partials;
    private final Deserializer<DependencePolicy> policies;
    private final PartialsCheck check;
    private final StrayEntries strayEntries;

    private SkippedInput strays;
    private Set<Integer> damaged;
    private ShareLatency latency;
    private HorizonMeters horizon;
    private UnpublishedBooks unpublished;
    private SeenPolicies seenPolicies;
    private PartialsIntake intake;
    private TaskBooks books;
    private FlushTimer timer;
    private boolean wasWhole;
    private boolean publishesAll;

    KeepBooks(TopologyParameters parameters, StrayEntries strayEntries) {
        this.parameters = parameters;
        this.strayEntries = strayEntries;
        this.shares = new Shares(parameters.catalogue());
        this.partials = Topics.PARTIALS.valueSerde(parameters.formats()).deserializer();
        this.policies =
                Topics.POLICIES_BROADCAST.valueSerde(parameters.formats()).deserializer();
        this.check =
                new PartialsCheck(parameters.catalogue(), parameters.inputPartitions(), parameters.bookPartitions());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        // Kafka Streams may call init() again on the same processor object, so reset all state here.
        super.init(context);
        strays = new SkippedInput(context, Nodes.REJECT_PARTIALS, parameters.registry());
        latency = new ShareLatency(parameters.catalogue(), parameters.registry());
        KeyValueStore<String, SpecificRecord> parts = context.getStateStore(StoreNames.BOOK_PARTS);
        damaged = damaged(parts);
        PartialsStore store = new PartialsStore(parts, PackedPartsStore.countriesOf(parts));
        seenPolicies = new SeenPolicies(store);
        intake = new PartialsIntake(store, parameters.catalogue(), parameters.rule(), parameters.basis(), damaged);
        books = intake.books();
        wasWhole = intake.isWhole();
        publishesAll = false;
        unpublished = new UnpublishedBooks(context.getStateStore(StoreNames.UNPUBLISHED_BOOKS));
        horizon = new HorizonMeters(parameters.rule(), parameters.registry());
        books.reporters()
                .forEach(reporter -> reporter.clock().ifPresent(clock -> horizon.update(reporter.owner(), clock)));
        republishLeft();
        timer = new FlushTimer(context, "shares", parameters, this::flush);
        timer.wake();
    }

    /** Marks all windows of the books that the previous run left. Publishing a window twice changes nothing. */
    private void republishLeft() {
        Map<BookKey, Optional<AsOfRange>> left = unpublished.left();
        left.forEach((key, published) ->
                published.ifPresent(range -> books.reporter(key.owner()).recall(key.mineral(), range)));
        for (BookKey key : left.keySet()) {
            ReporterBooks reporter = books.reporter(key.owner());
            reporter.clock().ifPresent(clock -> reporter.book(key.mineral()).unpublishAll(clock));
        }
    }

    @Override
    public void process(Record<byte[], RecordBundle> record) {
        RecordMetadata source = context().recordMetadata().orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> records = RecordBundle.unpack(record, source);
        if (source.topic().equals(Topics.PARTIALS.name())) {
            records.forEach(this::take);
            intake.storeSeen();
            addUnpublished();
        } else {
            records.forEach(this::takePolicy);
        }
        timer.wake();
    }

    @Override
    public void close() {
        if (horizon != null) {
            horizon.close();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        try {
            take(message, partials.deserialize(message.topic(), message.value()));
        } catch (UndecodableException e) {
            strays.reject(message, new Rejection(RejectionReason.UNDECODABLE, e.getMessage()));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message, SpecificRecord partial) {
        Optional<Rejection> fault = check.fault(message.key(), partial, message.partition(), message.timestamp());
        if (fault.isPresent() && intake.isOfAnotherBasis(partial)) {
            // An earlier version, or one with another catalogue, wrote it before this instance started.
            return;
        }
        fault = fault.or(() -> intake.take(partial, message.offset()));
        fault.ifPresentOrElse(why -> strays.reject(message, why), () -> latency.add(partial));
    }

    private void takePolicy(ConsumerRecord<byte[], byte[]> record) {
        ReadPolicy read = ReadPolicy.of(record, policies);
        Optional<Rejection> fault =
                read.fault().or(() -> seenPolicies.fault(record, context().currentSystemTimeMs()));
        if (fault.isPresent()) {
            strays.reject(record, fault.get());
        } else if (seenPolicies.markSeen(record)) {
            change(read.id(), Optional.ofNullable(read.policy()));
        }
    }

    private void change(String policyId, Optional<DependencePolicy> policy) {
        long now = context().currentSystemTimeMs();
        judge(policyId, new JudgeInput.ChangedPolicy(policyId, policy), now);
        for (ReporterBooks reporter : books.reporters()) {
            if (isPublishable(reporter.owner())) {
                judgeAll(reporter, now);
            } else {
                reporter.books().forEach(TrackedBook::judgeAgain);
            }
        }
        addUnpublished();
    }

    private boolean isPublishable(Owner owner) {
        return intake.isWhole() && !intake.isOpen(owner);
    }

    /** A book whose past windows wait is judged by them when they are published, so that no half of a correction shows. */
    private void judgeAll(ReporterBooks reporter, long now) {
        reporter.clock()
                .ifPresent(clock -> reporter.books().forEach(book -> {
                    judge(book.key(), book.windows(clock), clock, List.of(), book.isPublished(), Optional.empty(), now);
                    book.releaseWindows();
                }));
    }

    private void addUnpublished() {
        for (TrackedBook book : books.changed()) {
            Optional<Clock> clock = books.reporter(book.key().owner()).clock();
            unpublished.add(book.key(), clock.flatMap(book::toDelete));
        }
    }

    /** The input partitions of which a stray entry may have taken the place of totals that the changelog has lost. */
    private Set<Integer> damaged(KeyValueStore<String, SpecificRecord> parts) {
        Set<Integer> partitions = new HashSet<>();
        for (String key :
                strayEntries.of(context().taskId(), StoreNames.BOOK_PARTS).keys()) {
            if (parts.get(key) == null) {
                PartialsStore.inputPartition(key).ifPresent(partitions::add);
            }
        }
        return partitions;
    }

    private boolean replaceStrayEntries() {
        KeyValueStore<String, SpecificRecord> parts = context().getStateStore(StoreNames.BOOK_PARTS);
        KeyValueStore<String, String> books = context().getStateStore(StoreNames.UNPUBLISHED_BOOKS);
        PartialsStore typed = new PartialsStore(parts);
        damaged.stream().filter(intake::hasNotBegun).forEach(typed::deleteBegins);
        damaged = Set.of();
        return strayEntries.of(context().taskId(), parts.name()).replace(context(), parts, strays)
                | strayEntries.of(context().taskId(), books.name()).replace(context(), books, strays);
    }

    private boolean flush(long now) {
        return replaceStrayEntries() | replaceNext() | (!intake.isReplacing() && publishChanged(now));
    }

    private boolean replaceNext() {
        if (!intake.isReplacing()) {
            return false;
        }
        intake.replaceNext(MOST_REPLACED);
        addUnpublished();
        if (intake.isReplacing()) {
            timer.wake();
        }
        return true;
    }

    private boolean publishChanged(long now) {
        if (!intake.isWhole()) {
            wasWhole = false;
            return false;
        }
        // When the books have just become whole, all windows are new: there is nothing to collect.
        publishesAll |= !wasWhole;
        wasWhole = true;
        boolean published = false;
        int restated = 0;
        int all = 0;
        for (Iterator<TrackedBook> changed = books.changed().iterator(); changed.hasNext(); ) {
            if (all >= MOST_PUBLISHED) {
                timer.wake();
                return published;
            }
            TrackedBook book = changed.next();
            Optional<Clock> clock = books.reporter(book.key().owner()).clock();
            if (clock.isEmpty() || intake.isOpen(book.key().owner())) {
                continue;
            }
            horizon.update(book.key().owner(), clock.get());
            boolean due = now - book.unpublishedSince(now)
                    >= parameters.restatementDelay().toMillis();
            boolean restate = publishesAll || due && restated < MOST_RESTATED;
            if (restate || book.isUnjudged()) {
                int windows = publish(book, clock.get(), now, restate);
                all += windows;
                restated += restate ? Math.max(1, windows) : 0;
                published = true;
            }
            if (book.isPublished()) {
                unpublished.remove(book.key());
                changed.remove();
            } else {
                timer.wake();
            }
        }
        publishesAll = false;
        latency.retain(books.changed());
        return published;
    }

    /** Publishes the changed windows, past ones only when restating, and returns their number. */
    private int publish(TrackedBook book, Clock clock, long now, boolean restate) {
        List<Integer> asOfs = book.unpublished(clock).stream()
                .filter(asOf -> restate || clock.isCurrent(asOf))
                .toList();
        Windows windows = book.windows(clock);
        for (int asOf : asOfs) {
            MineralShares changed = shares.asOf(book.key(), asOf, windows).orElse(null);
            context().forward(new Record<>(book.key().at(asOf), changed, now), Nodes.WRITE_MINERAL_SHARES);
        }
        judge(book.key(), windows, clock, asOfs, restate, latency.newestImportAt(book.key()), now);
        if (!asOfs.isEmpty()) {
            latency.published(book.key(), now);
        }
        book.published(asOfs, clock, restate);
        return asOfs.size();
    }

    private void judge(
            BookKey book,
            Windows windows,
            Clock clock,
            List<Integer> published,
            boolean settled,
            Optional<Instant> newestImportAt,
            long now) {
        judge(
                book.toString(),
                new JudgeInput.ChangedBook(book, windows, clock, Set.copyOf(published), settled, newestImportAt),
                now);
    }

    private void judge(String key, JudgeInput input, long timestamp) {
        context().forward(new Record<>(key, input, timestamp), Nodes.JUDGE_BOOKS);
    }
}
