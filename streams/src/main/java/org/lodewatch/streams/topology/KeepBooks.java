package org.lodewatch.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.AsOfRange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;

/**
 * Puts the books together from what the input partitions send, and publishes the windows that have changed: the newest
 * and the newest complete one at every flush, past ones a little later, those of a book together and some books a flush.
 *
 * <p>A second store names the books that have been taken in but not yet published in full; their names go out of it in
 * the transaction that publishes them, and a restart goes on from it.
 */
final class KeepBooks extends ContextualProcessor<Object, Object, String, Object> {

    static final String PARTS = "mineral-book-parts";
    static final String UNPUBLISHED = "mineral-book-unpublished";

    /** A flush that has restated so many windows leaves the other books to the next, since today's shares wait for it. */
    private static final int MOST_RESTATED = 100;

    private final Catalogue catalogue;
    private final WindowRule rule;
    private final String fingerprint;
    private final Duration flushInterval;
    private final Duration restatementDelay;
    private final RecordBundles bundles;
    private final Deserializer<SpecificRecord> partials;
    private final MeterRegistry registry;

    private final ShareLatency latency;
    private Timer flushes;
    private KeyValueStore<String, String> unpublished;
    private PartialsIntake intake;
    private FlushTimer timer;
    private boolean awaitingTheWhole;
    private final Set<TrackedBook> noted = new HashSet<>();

    KeepBooks(
            Catalogue catalogue,
            WindowRule rule,
            String fingerprint,
            Duration flushInterval,
            Duration restatementDelay,
            RecordBundles bundles,
            Deserializer<SpecificRecord> partials,
            MeterRegistry registry) {
        this.catalogue = catalogue;
        this.rule = rule;
        this.fingerprint = fingerprint;
        this.flushInterval = flushInterval;
        this.restatementDelay = restatementDelay;
        this.bundles = bundles;
        this.partials = partials;
        this.registry = registry;
        this.latency = new ShareLatency(registry);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        super.init(context);
        flushes = FlushTime.of("shares", registry);
        unpublished = context.getStateStore(UNPUBLISHED);
        intake = new PartialsIntake(context.getStateStore(PARTS), rule, fingerprint);
        awaitingTheWhole = !intake.isWhole();
        // A task that Kafka Streams revives begins anew with the processor that it had.
        noted.clear();
        resume();
        timer = new FlushTimer(context, flushInterval, this::flush);
        timer.wake();
    }

    @Override
    public void process(Record<Object, Object> record) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        if (place.topic().equals(Topics.POLICIES_BROADCAST.name())) {
            OptionalLong policyPlace = CheckPolicies.place(record.headers());
            if (policyPlace.isEmpty() || intake.isNewPolicy(record.timestamp(), policyPlace.getAsLong())) {
                change((String) record.key(), Optional.ofNullable((DependencePolicy) record.value()));
            }
        } else {
            bundles.open(record.withKey((byte[]) record.key()).withValue((byte[]) record.value()), place)
                    .forEach(this::take);
            noteUnpublished();
        }
        timer.wake();
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        SpecificRecord partial = partials.deserialize(message.topic(), message.value());
        intake.take(partial, message.offset());
        latency.hear(partial);
    }

    private void change(String policyId, Optional<DependencePolicy> policy) {
        long now = context().currentSystemTimeMs();
        toDesk(policyId, new JudgeInput.PolicyChanged(policyId, policy), now);
        if (intake.isWhole()) {
            showEveryBook(now);
        } else {
            intake.reporters().forEach(books -> books.books().forEach(TrackedBook::judgeAgain));
            noteUnpublished();
        }
    }

    /**
     * Books whose names were left in the store go out again, whole: publishing a window twice changes nothing. A reset
     * leaves the name of every book there, with the windows that readers have seen.
     */
    private void resume() {
        Map<BookKey, String> left = new LinkedHashMap<>();
        try (KeyValueIterator<String, String> names = unpublished.all()) {
            while (names.hasNext()) {
                KeyValue<String, String> name = names.next();
                left.put(BookKey.of(name.key), name.value);
            }
        }
        left.forEach((key, shown) -> {
            if (!shown.isEmpty()) {
                intake.reporter(key.owner()).recall(key.mineral(), AsOfRange.of(shown));
            }
        });
        for (BookKey key : left.keySet()) {
            ReporterBooks books = intake.reporter(key.owner());
            books.clock().ifPresent(clock -> books.book(key.mineral()).unpublishAll(clock));
            noted.add(books.book(key.mineral()));
        }
    }

    private void flush(long now) {
        if (!intake.isWhole()) {
            awaitingTheWhole = true;
            return;
        }
        // A picture that has just become whole is new in all its windows: there is nothing to collect.
        boolean allAtOnce = awaitingTheWhole;
        awaitingTheWhole = false;
        Timer.Sample begun = Timer.start();
        boolean published = false;
        int restated = 0;
        Iterator<TrackedBook> books = intake.withNews().iterator();
        while (books.hasNext()) {
            TrackedBook book = books.next();
            Optional<Clock> clock = intake.reporter(book.key().owner()).clock();
            if (clock.isPresent()) {
                boolean due = now - book.unpublishedSince(now) >= restatementDelay.toMillis();
                boolean restate = allAtOnce || due && restated < MOST_RESTATED;
                if (restate || book.isUnjudged()) {
                    int windows = publish(book, clock.get(), now, restate);
                    restated += restate ? windows : 0;
                    published = true;
                }
                if (book.isPublished()) {
                    unpublished.delete(book.key().toString());
                    noted.remove(book);
                    books.remove();
                } else {
                    timer.wake();
                }
            }
        }
        latency.keepOnly(intake.withNews());
        if (published) {
            begun.stop(flushes);
            context().commit();
        }
    }

    /** A change stays noted in the store until it has been published in full. */
    private void noteUnpublished() {
        for (TrackedBook book : intake.withNews()) {
            if (noted.add(book)) {
                unpublished.put(book.key().toString(), "");
            }
        }
    }

    /** Publishes what has changed, past windows only when restating; returns how many windows that were. */
    private int publish(TrackedBook book, Clock clock, long now, boolean restate) {
        List<Integer> asOfs = book.unpublished(clock).stream()
                .filter(asOf -> restate || isCurrent(asOf, clock))
                .toList();
        Windows windows = book.windows(clock);
        for (int asOf : asOfs) {
            write(book.key(), asOf, windows, now);
        }
        toDesk(
                book.key().toString(),
                new JudgeInput.BookShown(
                        book.key(), windows, clock, Set.copyOf(asOfs), latency.newestImportAt(book.key())),
                now);
        if (!asOfs.isEmpty()) {
            latency.published(book.key(), now);
        }
        book.published(asOfs, clock);
        return asOfs.size();
    }

    /** Whether people look at this window now: the newest one, or the newest complete one. */
    private static boolean isCurrent(int asOf, Clock clock) {
        OptionalInt complete = clock.completeMonth();
        return asOf > clock.newestMonth() - clock.periodMonths()
                || complete.isPresent()
                        && asOf <= complete.getAsInt()
                        && asOf > complete.getAsInt() - clock.periodMonths();
    }

    private void write(BookKey book, int asOf, Windows windows, long now) {
        Optional<MineralShares> shares = shares(catalogue, book, asOf, windows);
        context()
                .forward(
                        new Record<>(book.at(asOf), shares.orElse(null), now), DependenceTopology.WRITE_MINERAL_SHARES);
    }

    /** The shares of one window; empty where there is no such window, or nothing in it. */
    static Optional<MineralShares> shares(Catalogue catalogue, BookKey book, int asOf, Windows windows) {
        return windows.at(asOf)
                .filter(window -> !window.totals().isEmpty())
                .map(window -> Shares.of(
                        book, window, windows.yearBefore(window), catalogue.reliance(book.reporter(), book.mineral())));
    }

    private void showEveryBook(long timestamp) {
        for (ReporterBooks books : intake.reporters()) {
            books.clock()
                    .ifPresent(clock -> books.books()
                            .forEach(book -> toDesk(
                                    book.key().toString(),
                                    new JudgeInput.BookShown(
                                            book.key(), book.windows(clock), clock, Set.of(), Optional.empty()),
                                    timestamp)));
        }
    }

    private void toDesk(String key, JudgeInput input, long timestamp) {
        context().forward(new Record<>(key, input, timestamp), DependenceTopology.JUDGE_BOOKS);
    }
}
