package org.lodewatch.streams.topology;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.CountryTotals;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsEnd;
import org.lodewatch.schemas.messages.PartialsSeen;

/**
 * Takes in what the input partitions send, and keeps it in a store: the books as they stand, and apart from them what a
 * partition has sent since its last begin, which takes the place of that partition's part when its end has come.
 *
 * <p>A message that was taken in before is passed over, so that reading the topic again, from wherever, never brings an
 * old figure back.
 */
final class PartialsIntake {

    private static final String SEEN = "seen";
    private static final String STANDING = "standing";
    private static final String STAGING = "staging";
    private static final String COUNTRIES = "countries";

    /** How a month was kept before it was in portions. */
    private static final String MONTH = "month";

    private static final String CLOCK = "clock";
    private static final String STAGED_BOOK = "staged-book";
    private static final String STAGED_CLOCK = "staged-clock";

    /** Stands for dependence-policies among the input partitions whose messages have been seen. */
    private static final int POLICIES = -1;

    private final KeyValueStore<String, SpecificRecord> store;
    private final WindowRule rule;
    private final String catalogue;
    private final Map<Owner, ReporterBooks> reporters =
            new TreeMap<>(Comparator.comparing(Owner::dataset).thenComparing(Owner::reporter));
    private final Set<TrackedBook> withNews = new LinkedHashSet<>();
    private final Map<Integer, PartialsSeen> seen = new HashMap<>();
    private final Map<Integer, PartialsBegin> standing = new HashMap<>();
    private final Map<Integer, PartialsBegin> staging = new HashMap<>();

    /** @param catalogue fingerprint of the catalogue that the books will be published and judged by */
    PartialsIntake(KeyValueStore<String, SpecificRecord> store, WindowRule rule, String catalogue) {
        this.store = store;
        this.rule = rule;
        this.catalogue = catalogue;
        load();
    }

    /** All books, by dataset and reporter. */
    Collection<ReporterBooks> reporters() {
        return reporters.values();
    }

    /** The books that have something to publish or to judge; whoever has done so for one takes it out. */
    Set<TrackedBook> withNews() {
        return withNews;
    }

    /** The books of a dataset and reporter. */
    ReporterBooks reporter(Owner owner) {
        return reporters.computeIfAbsent(owner, key -> {
            ReporterBooks books = new ReporterBooks(key, rule, withNews::add);
            standing.values().stream().findAny().ifPresent(part -> books.setInputPartitions(part.getInputPartitions()));
            return books;
        });
    }

    /**
     * Whether the books show the whole input: every input partition has sent all it had, and all of them under the
     * catalogue of this task. Anything else is the picture of a part, or of a mixture.
     */
    boolean isWhole() {
        Optional<PartialsBegin> any = standing.values().stream().findAny();
        return any.isPresent()
                && standing.size() == any.get().getInputPartitions()
                && standing.values().stream().map(PartialsBegin::getCatalogue).allMatch(catalogue::equals);
    }

    /** Takes in one message, which stands at this offset of the partials. */
    void take(SpecificRecord message, long offset) {
        if (message instanceof PartialsBegin begin) {
            if (isNew(begin.getInputPartition(), begin.getGeneration(), offset)) {
                begin(begin);
            }
        } else if (message instanceof PartialsEnd end) {
            if (isNew(end.getInputPartition(), end.getGeneration(), offset)) {
                end(end);
            }
        } else if (message instanceof BookPartial partial) {
            if (isNew(partial.getInputPartition(), partial.getGeneration(), offset)) {
                take(partial);
            }
        } else if (message instanceof ClockPartial partial) {
            if (isNew(partial.getInputPartition(), partial.getGeneration(), offset)) {
                take(partial);
            }
        }
    }

    /** A message further on than any before is new; so is one of a later begin, should the topic have been made anew. */
    private boolean isNew(int partition, long generation, long offset) {
        PartialsSeen last = seen.get(partition);
        if (last != null && offset <= last.getOffset() && generation <= last.getGeneration()) {
            return false;
        }
        see(new PartialsSeen(partition, generation, offset));
        return true;
    }

    /**
     * Whether a change of a policy has not been heard of yet. Policies that are read again, because offsets are gone,
     * come again from the oldest to the newest: taken for news, they would raise and resolve alerts on their way.
     *
     * @param writtenAt when it was written; a topic that was made anew has later ones
     * @param offset where it stands in dependence-policies
     */
    boolean isNewPolicy(long writtenAt, long offset) {
        PartialsSeen last = seen.get(POLICIES);
        if (last != null && offset <= last.getOffset() && writtenAt <= last.getGeneration()) {
            return false;
        }
        see(new PartialsSeen(POLICIES, last == null ? writtenAt : Math.max(writtenAt, last.getGeneration()), offset));
        return true;
    }

    private void see(PartialsSeen now) {
        seen.put(now.getInputPartition(), now);
        store.put(key(SEEN, now.getInputPartition()), now);
    }

    private void begin(PartialsBegin begin) {
        int partition = begin.getInputPartition();
        forget(STAGED_BOOK, partition);
        forget(STAGED_CLOCK, partition);
        staging.put(partition, begin);
        store.put(key(STAGING, partition), begin);
    }

    private void take(BookPartial partial) {
        int partition = partial.getInputPartition();
        if (staging.containsKey(partition)) {
            store.put(key(STAGED_BOOK, partition, bookKey(partial)), partial);
        } else {
            TrackedBook book = book(partial);
            partial.getMonths()
                    .forEach(month -> stand(partition, partial.getGeneration(), book, month, partial.getWhole()));
        }
    }

    private void take(ClockPartial partial) {
        if (staging.containsKey(partial.getInputPartition())) {
            store.put(key(STAGED_CLOCK, partial.getInputPartition(), owner(partial)), partial);
        } else {
            stand(partial);
        }
    }

    /** What the partition has sent since its begin now stands for it; what it did not send again is gone. */
    private void end(PartialsEnd end) {
        int partition = end.getInputPartition();
        PartialsBegin begin = staging.get(partition);
        if (begin == null || begin.getGeneration() != end.getGeneration()) {
            return;
        }
        staging.remove(partition);
        store.delete(key(STAGING, partition));
        PartialsBegin before = standing.put(partition, begin);
        store.put(key(STANDING, partition), begin);
        reporters.values().forEach(books -> books.setInputPartitions(begin.getInputPartitions()));

        Map<TrackedBook, Set<Integer>> sentMonths = new HashMap<>();
        for (SpecificRecord staged : forget(STAGED_BOOK, partition)) {
            BookPartial partial = (BookPartial) staged;
            TrackedBook book = book(partial);
            Set<Integer> sent = sentMonths.computeIfAbsent(book, key -> new HashSet<>());
            for (MonthPartial month : partial.getMonths()) {
                sent.add(month.getMonth());
                stand(partition, partial.getGeneration(), book, month, true);
            }
        }
        for (ReporterBooks books : reporters.values()) {
            for (TrackedBook book : books.books()) {
                Set<Integer> sent = sentMonths.getOrDefault(book, Set.of());
                for (int month : book.months(partition)) {
                    if (!sent.contains(month)) {
                        stand(partition, end.getGeneration(), book, new MonthPartial(month, List.of()), true);
                    }
                }
            }
        }
        Set<String> sentClocks = new HashSet<>();
        for (SpecificRecord staged : forget(STAGED_CLOCK, partition)) {
            ClockPartial clock = (ClockPartial) staged;
            sentClocks.add(key(CLOCK, partition, owner(clock)));
            stand(clock);
        }
        for (SpecificRecord old : all(CLOCK, partition)) {
            ClockPartial clock = (ClockPartial) old;
            if (!sentClocks.contains(key(CLOCK, partition, owner(clock)))) {
                store.delete(key(CLOCK, partition, owner(clock)));
                reporter(owner(clock)).setClock(partition, Optional.empty());
            }
        }
        if (before != null && !before.getCatalogue().equals(begin.getCatalogue())) {
            // Reliance and blocs enter the figures without showing in the totals.
            reporters
                    .values()
                    .forEach(books ->
                            books.clock().ifPresent(clock -> books.books().forEach(book -> book.unpublishAll(clock))));
        }
    }

    /** @param whole whether countries that the month does not name have nothing in it */
    private void stand(int partition, long generation, TrackedBook book, MonthPartial partial, boolean whole) {
        int month = partial.getMonth();
        Totals before = book.contribution(partition, month);
        Totals now = Partials.totals(partial, whole, before);
        BitSet changed = CountryBuckets.changed(before, now);
        if (book.replace(partition, month, now)) {
            changed.stream().forEach(portion -> keep(partition, generation, book.key(), month, portion, now));
        }
    }

    private void keep(int partition, long generation, BookKey book, int month, int portion, Totals totals) {
        List<CountryTotals> countries = Partials.countries(totals, CountryBuckets.columns(totals, portion));
        BookPartial kept = countries.isEmpty()
                ? null
                : new BookPartial(
                        partition,
                        generation,
                        book.dataset(),
                        book.reporter(),
                        book.mineral(),
                        List.of(new MonthPartial(month, countries)),
                        null,
                        false);
        store.put(key(COUNTRIES, partition, book) + "|" + month + "|" + portion, kept);
    }

    private void stand(ClockPartial partial) {
        show(partial);
        store.put(key(CLOCK, partial.getInputPartition(), owner(partial)), partial);
    }

    private TrackedBook book(BookPartial partial) {
        return reporter(new Owner(partial.getDataset(), partial.getReporter())).book(partial.getMineral());
    }

    /** Shows what the store has of a month. */
    private void show(BookPartial kept) {
        TrackedBook book = book(kept);
        int partition = kept.getInputPartition();
        MonthPartial month = kept.getMonths().get(0);
        book.replace(
                partition,
                month.getMonth(),
                Partials.totals(month, false, book.contribution(partition, month.getMonth())));
    }

    private void show(ClockPartial partial) {
        reporter(owner(partial)).setClock(partial.getInputPartition(), Optional.of(Partials.clock(partial)));
    }

    private void load() {
        Map<String, BookPartial> months = new HashMap<>();
        List<BookPartial> portions = new ArrayList<>();
        List<ClockPartial> clocks = new ArrayList<>();
        try (KeyValueIterator<String, SpecificRecord> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, SpecificRecord> entry = entries.next();
                switch (entry.key.substring(0, entry.key.indexOf('|'))) {
                    case SEEN -> {
                        PartialsSeen last = (PartialsSeen) entry.value;
                        seen.put(last.getInputPartition(), last);
                    }
                    case STANDING -> {
                        PartialsBegin begin = (PartialsBegin) entry.value;
                        standing.put(begin.getInputPartition(), begin);
                    }
                    case STAGING -> {
                        PartialsBegin begin = (PartialsBegin) entry.value;
                        staging.put(begin.getInputPartition(), begin);
                    }
                    case MONTH -> months.put(entry.key, (BookPartial) entry.value);
                    case COUNTRIES -> portions.add((BookPartial) entry.value);
                    case CLOCK -> clocks.add((ClockPartial) entry.value);
                    default -> {
                        // Staged entries stay in the store until their partition's end.
                    }
                }
            }
        }
        clocks.forEach(this::show);
        portions.forEach(this::show);
        months.forEach((key, month) -> {
            store.put(key, null);
            stand(
                    month.getInputPartition(),
                    month.getGeneration(),
                    book(month),
                    month.getMonths().get(0),
                    true);
        });
        for (TrackedBook book : withNews) {
            reporter(book.key().owner()).clock().ifPresent(clock -> book.published(book.unpublished(clock), clock));
        }
        withNews.clear();
    }

    private List<SpecificRecord> forget(String kind, int partition) {
        List<SpecificRecord> forgotten = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, SpecificRecord> entries = range(kind, partition)) {
            entries.forEachRemaining(entry -> {
                forgotten.add(entry.value);
                keys.add(entry.key);
            });
        }
        // Not delete, which would read each entry once more to return it.
        keys.forEach(key -> store.put(key, null));
        return forgotten;
    }

    private List<SpecificRecord> all(String kind, int partition) {
        List<SpecificRecord> found = new ArrayList<>();
        try (KeyValueIterator<String, SpecificRecord> entries = range(kind, partition)) {
            entries.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
    }

    /** Entries of one kind and partition: the keys that begin so, up to the one with the character behind the bar. */
    private KeyValueIterator<String, SpecificRecord> range(String kind, int partition) {
        return store.range(key(kind, partition) + "|", key(kind, partition) + "}");
    }

    private static BookKey bookKey(BookPartial partial) {
        return new BookKey(partial.getDataset(), partial.getReporter(), partial.getMineral());
    }

    private static Owner owner(ClockPartial partial) {
        return new Owner(partial.getDataset(), partial.getReporter());
    }

    private static String key(String kind, int partition) {
        return kind + "|" + partition;
    }

    private static String key(String kind, int partition, Object what) {
        return key(kind, partition) + "|" + what;
    }
}
