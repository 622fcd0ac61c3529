package org.lodewatch.streams.partials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.ledger.Rejection;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.ClockPartial;
import org.lodewatch.schemas.messages.MonthPartial;
import org.lodewatch.schemas.messages.PartialsBegin;
import org.lodewatch.schemas.messages.PartialsSeen;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The typed view of the store of partials. Its entries by key, where P is an input partition:
 *
 * <pre>
 * seen|P                             PartialsSeen   the last message of P; with P = -1, the last policy
 * standing|P                         PartialsBegin  the begin of the totals in force for P
 * staging|P                          PartialsBegin  the begin whose end has not been read
 * countries|P|book|month|bucket      BookPartial    totals in force for P: some countries of one month
 * clock|P|dataset/reporter           ClockPartial   the clock in force for P
 * staged-book|P|book                 BookPartial    a message that was read after P's begin, neither whole nor with a month if it
 *                                                   says what is in force; without a begin that is staged: totals in force that
 *                                                   the book has not taken over
 * staged-clock|P|dataset/reporter    ClockPartial   a message that was read after P's begin
 * </pre>
 */
public final class PartialsStore {

    private static final String SEEN = "seen";
    private static final String IN_FORCE = "standing";
    private static final String STAGING = "staging";
    private static final String CLOCK = "clock";
    private static final String STAGED_BOOK = "staged-book";
    private static final String STAGED_CLOCK = "staged-clock";

    private static final Pattern OF_INPUT_PARTITION =
            Pattern.compile("(?:standing|staging|countries|clock|staged-book|staged-clock)\\|([0-9]{1,6})(?:\\|.*)?");

    private static final PartialFields FIELDS = PartialFields.ofAnyCatalogue();

    private final KeyValueStore<String, SpecificRecord> store;
    private final Optional<PackedCountries> packed;

    public PartialsStore(KeyValueStore<String, SpecificRecord> store) {
        this(store, Optional.empty());
    }

    /** @param packed what the store holds its totals in force in, if it does */
    public PartialsStore(KeyValueStore<String, SpecificRecord> store, Optional<PackedCountries> packed) {
        this.store = store;
        this.packed = packed;
    }

    /** Why no instance can have written an entry, under whatever catalogue; empty if one can. */
    public static Optional<Rejection> fault(String key, SpecificRecord entry) {
        if (!keyMatches(key, entry)) {
            return Optional.of(new Rejection(
                    RejectionReason.WRONG_KEY,
                    "the key is not that of a " + entry.getSchema().getName()));
        }
        if (entry instanceof BookPartial book) {
            return FIELDS.fault(book);
        }
        return entry instanceof ClockPartial clock ? FIELDS.fault(clock) : Optional.empty();
    }

    private static boolean keyMatches(String key, SpecificRecord entry) {
        if (entry instanceof PartialsSeen seen) {
            return key.equals(key(SEEN, seen.getInputPartition()));
        }
        if (entry instanceof PartialsBegin begin) {
            return Stream.of(IN_FORCE, STAGING).anyMatch(kind -> key.equals(key(kind, begin.getInputPartition())));
        }
        if (entry instanceof ClockPartial clock) {
            return Stream.of(CLOCK, STAGED_CLOCK)
                    .anyMatch(kind -> key.equals(key(kind, clock.getInputPartition(), owner(clock))));
        }
        if (!(entry instanceof BookPartial book)) {
            return false;
        }
        BookKey of = key(book);
        if (key.equals(key(STAGED_BOOK, book.getInputPartition(), of))) {
            return true;
        }
        if (book.getMonths().size() != 1) {
            return false;
        }
        int month = book.getMonths().get(0).getMonth();
        return PackedCountries.Key.of(key)
                .filter(expected -> expected.inputPartition() == book.getInputPartition()
                        && expected.book().equals(of)
                        && expected.month() == month)
                .isPresent();
    }

    /** The input partition whose totals, clock or begin has a key; empty for other keys, and for that of the last message. */
    public static OptionalInt inputPartition(String key) {
        Matcher matcher = OF_INPUT_PARTITION.matcher(key);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** Deletes the begins of an input partition, so that its totals are not in force until it begins again. */
    public void deleteBegins(int inputPartition) {
        store.put(key(IN_FORCE, inputPartition), null);
        deleteStaging(inputPartition);
    }

    /** Returns the last seen message of an input partition, or with -1 the last seen policy. */
    public Optional<PartialsSeen> seen(int partition) {
        return Optional.ofNullable((PartialsSeen) store.get(key(SEEN, partition)));
    }

    /** Returns the last seen message of each input partition, and the last seen policy. */
    List<PartialsSeen> seen() {
        return values(SEEN, PartialsSeen.class);
    }

    public void putSeen(PartialsSeen seen) {
        store.put(key(SEEN, seen.getInputPartition()), seen);
    }

    List<PartialsBegin> inForce() {
        return values(IN_FORCE, PartialsBegin.class);
    }

    void putInForce(PartialsBegin begin) {
        store.put(key(IN_FORCE, begin.getInputPartition()), begin);
    }

    List<PartialsBegin> staging() {
        return values(STAGING, PartialsBegin.class);
    }

    void putStaging(PartialsBegin begin) {
        store.put(key(STAGING, begin.getInputPartition()), begin);
    }

    void deleteStaging(int partition) {
        store.put(key(STAGING, partition), null);
    }

    /** The totals in force, packed: those that the store itself holds, or a copy. */
    PackedCountries packedCountries() {
        return packed.orElseGet(() -> PackedCountries.of(this));
    }

    /** Passes on each entry with totals in force. There are too many for a list of all. */
    void forEachCountries(BiConsumer<String, BookPartial> each) {
        try (KeyValueIterator<String, SpecificRecord> entries = entries(PackedCountries.KIND)) {
            entries.forEachRemaining(entry -> each.accept(entry.key, (BookPartial) entry.value));
        }
    }

    /** Stores the countries of one bucket of a month; deletes the entry if none of them has a record. */
    void putCountries(int partition, long generation, BookKey book, int month, int bucket, SparseTotals totals) {
        MonthPartial countries = MonthTotals.message(month, CountryBuckets.only(bucket, totals));
        PackedCountries.Key key = new PackedCountries.Key(partition, book, month, bucket);
        store.put(
                key.toString(),
                countries.getCountries().isEmpty() ? null : PackedCountries.entry(key, generation, countries));
    }

    List<ClockPartial> clocks() {
        return values(CLOCK, ClockPartial.class);
    }

    List<ClockPartial> clocks(int partition) {
        return values(key(CLOCK, partition), ClockPartial.class);
    }

    void putClock(ClockPartial clock) {
        store.put(key(CLOCK, clock.getInputPartition(), owner(clock)), clock);
    }

    void deleteClock(ClockPartial clock) {
        store.put(key(CLOCK, clock.getInputPartition(), owner(clock)), null);
    }

    void stage(BookPartial book) {
        store.put(key(STAGED_BOOK, book.getInputPartition(), key(book)), book);
    }

    void stage(ClockPartial clock) {
        store.put(key(STAGED_CLOCK, clock.getInputPartition(), owner(clock)), clock);
    }

    /** Returns the staged books, by input partition. */
    Map<Integer, Set<BookKey>> stagedBooks() {
        Map<Integer, Set<BookKey>> staged = new HashMap<>();
        try (KeyValueIterator<String, SpecificRecord> entries = entries(STAGED_BOOK)) {
            entries.forEachRemaining(entry -> {
                BookPartial book = (BookPartial) entry.value;
                staged.computeIfAbsent(book.getInputPartition(), partition -> new LinkedHashSet<>())
                        .add(key(book));
            });
        }
        return staged;
    }

    /** Returns and deletes the staged message of a book. */
    BookPartial takeStaged(int partition, BookKey book) {
        String key = key(STAGED_BOOK, partition, book);
        BookPartial staged = (BookPartial) store.get(key);
        store.put(key, null);
        return staged;
    }

    /** Deletes the staged messages of an input partition. */
    void deleteStaged(int partition) {
        take(key(STAGED_BOOK, partition), BookPartial.class);
        take(key(STAGED_CLOCK, partition), ClockPartial.class);
    }

    /** Returns and deletes the staged clocks of an input partition. */
    List<ClockPartial> takeStagedClocks(int partition) {
        return take(key(STAGED_CLOCK, partition), ClockPartial.class);
    }

    static BookKey key(BookPartial book) {
        return new BookKey(book.getDataset(), book.getReporter(), book.getMineral());
    }

    static Owner owner(ClockPartial clock) {
        return new Owner(clock.getDataset(), clock.getReporter());
    }

    private <V> List<V> values(String prefix, Class<V> type) {
        List<V> values = new ArrayList<>();
        try (KeyValueIterator<String, SpecificRecord> entries = entries(prefix)) {
            entries.forEachRemaining(entry -> values.add(type.cast(entry.value)));
        }
        return values;
    }

    private <V> List<V> take(String prefix, Class<V> type) {
        List<V> values = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, SpecificRecord> entries = entries(prefix)) {
            entries.forEachRemaining(entry -> {
                values.add(type.cast(entry.value));
                keys.add(entry.key);
            });
        }
        // Not delete, which would read each entry once more to return it.
        keys.forEach(key -> store.put(key, null));
        return values;
    }

    /** Returns the entries whose keys start with the prefix and a bar. A brace is the character after the bar. */
    private KeyValueIterator<String, SpecificRecord> entries(String prefix) {
        return store.range(prefix + "|", prefix + "}");
    }

    private static String key(String kind, int partition) {
        return kind + "|" + partition;
    }

    private static String key(String kind, int partition, Object what) {
        return kind + "|" + partition + "|" + what;
    }
}
