package org.lodewatch.streams.partials;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookParts;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.schemas.messages.BookPartial;
import org.lodewatch.schemas.messages.MonthPartial;

/**
 * The entries of the store with totals in force ({@code countries|P|book|month|bucket}), packed. As a key and a value each would take
 * about 300 bytes for one or two countries, most of it for the key. The books of the task use the same {@link BookParts}.
 */
public final class PackedCountries {

    static final String KIND = "countries";
    private static final Pattern KEY =
            Pattern.compile(KIND + "\\|([0-9]{1,6})\\|([^/|]+/[^/|]+/[^/|]+)\\|([0-9]{1,6})\\|([0-7])");

    private final Map<BookKey, BookParts> books = new HashMap<>();

    /**
     * What identifies an entry.
     *
     * @param bucket of countries, as {@link CountryBuckets} numbers them
     */
    record Key(int inputPartition, BookKey book, int month, int bucket) {

        /** Empty if a key is not that of totals in force. */
        static Optional<Key> of(String text) {
            Matcher key = KEY.matcher(text);
            return key.matches()
                    ? Optional.of(new Key(
                            Integer.parseInt(key.group(1)),
                            BookKey.of(key.group(2)),
                            Integer.parseInt(key.group(3)),
                            Integer.parseInt(key.group(4))))
                    : Optional.empty();
        }

        private static Key of(String text, BookPartial entry) {
            return new Key(
                    entry.getInputPartition(),
                    new BookKey(entry.getDataset(), entry.getReporter(), entry.getMineral()),
                    entry.getMonths().get(0).getMonth(),
                    text.charAt(text.length() - 1) - '0');
        }

        @Override
        public String toString() {
            return KIND + "|" + inputPartition + "|" + book + "|" + month + "|" + bucket;
        }
    }

    /** Whether an entry has totals in force. */
    public static boolean areIn(String key) {
        return key.startsWith(KIND + "|");
    }

    /** The entries of a store. */
    static PackedCountries of(PartialsStore store) {
        PackedCountries packed = new PackedCountries();
        store.forEachCountries(packed::put);
        return packed;
    }

    /** The books that have entries. */
    Set<BookKey> books() {
        return Set.copyOf(books.keySet());
    }

    /** What input partitions contribute to a book. Who changes it puts the changed entries, for the changelog. */
    BookParts of(BookKey book) {
        return books.computeIfAbsent(book, key -> new BookParts());
    }

    /** The value of an entry; null if it has none. Its generation is not kept, because nothing reads it. */
    public BookPartial get(String key) {
        return Key.of(key).map(this::get).orElse(null);
    }

    private BookPartial get(Key key) {
        BookParts parts = books.get(key.book());
        return parts == null
                ? null
                : entry(key, CountryBuckets.only(key.bucket(), parts.part(key.inputPartition(), key.month())));
    }

    /** Sets the value of an entry that {@link PartialsStore#fault} accepts. */
    public void put(String key, BookPartial entry) {
        put(Key.of(key, entry), totals -> MonthTotals.apply(entry.getMonths().get(0), totals));
    }

    /** Removes the value of an entry, if it has one. */
    public void remove(String key) {
        Key.of(key).ifPresent(entry -> put(entry, totals -> {}));
    }

    /** @param figures adds the countries of the entry to those of the others */
    private void put(Key key, Consumer<SparseTotals> figures) {
        BookParts parts = of(key.book());
        SparseTotals totals = CountryBuckets.without(key.bucket(), parts.part(key.inputPartition(), key.month()));
        figures.accept(totals);
        parts.set(key.inputPartition(), key.month(), totals);
    }

    private static BookPartial entry(Key key, SparseTotals totals) {
        return totals.size() == 0 ? null : entry(key, 0, MonthTotals.message(key.month(), totals));
    }

    /** An entry of some countries. */
    static BookPartial entry(Key key, long generation, MonthPartial countries) {
        BookKey book = key.book();
        return new BookPartial(
                key.inputPartition(),
                generation,
                book.dataset(),
                book.reporter(),
                book.mineral(),
                List.of(countries),
                null,
                false,
                false);
    }
}
