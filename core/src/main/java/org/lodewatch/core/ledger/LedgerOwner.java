package org.lodewatch.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Period;

/** One dataset and reporter in one input partition: its periods and its books. */
public final class LedgerOwner {

    /**
     * The largest sum of the customs values, in cents, and of the net weights, in grams, that the records of a dataset and
     * reporter may have in an input partition: 2^57 - 1, which is 1,440 trillion dollars and 144 billion tonnes.
     *
     * <p>Each record counts once in the sum of its owner. So the totals of any selection of these records (a country, month,
     * window, form or mineral, or all of them) are at most this in each input partition, and in up to 64 partitions fit a long. With more
     * partitions, {@link org.lodewatch.core.book.Totals} finds a sum that does not.
     */
    public static final long MAX_TOTAL = Long.MAX_VALUE >> 6;

    private final Owner key;
    private final Hasher128 hasher;
    private final LedgerBook uncounted;
    private final Map<String, LedgerBook> books = new LinkedHashMap<>();
    private final Periods months = new Periods(1);
    private final Periods years = new Periods(12);
    private Optional<DatasetBasis> basis;
    private final List<LedgerBook> changedBooks = new ArrayList<>();
    private boolean announced;
    private boolean changed;
    private long value;
    private long weight;

    /** The periods of one length: those with records, and what the feed has declared of them. */
    private record Periods(int length, PeriodCounts records, TreeMap<Integer, Declaration> declared) {

        Periods(int length) {
            this(length, new PeriodCounts(length), new TreeMap<>());
        }

        private List<PeriodRange> ranges() {
            List<PeriodRange> ranges = new ArrayList<>();
            int end = declared.isEmpty() ? records.end() : Math.max(records.end(), declared.lastKey() + 1);
            for (int last = records.first(); last < end; last += length) {
                Optional<PeriodState> state =
                        Optional.ofNullable(declared.get(last)).map(Declaration::state);
                boolean hasRecords = records.has(last);
                if (hasRecords || state.isPresent()) {
                    PartitionClock.add(ranges, new PeriodRange(last, last, length, hasRecords, state));
                }
            }
            return ranges;
        }
    }

    /** A feed's declaration of a period. */
    private record Declaration(PeriodState state, Instant publishedAt) {

        /** Whether it counts, and not another one: it is later, or of the same time and more cautious. */
        private boolean supersedes(Declaration other) {
            int later = publishedAt.compareTo(other.publishedAt);
            return later > 0 || later == 0 && caution() > other.caution();
        }

        private int caution() {
            return switch (state) {
                case COMPLETE -> 0;
                case ACCEPTED -> 1;
                case PARTIAL -> 2;
            };
        }
    }

    /**
     * @param uncounted holds the place of a book for the records that no book counts
     * @param basis of the dataset, if it is declared
     */
    LedgerOwner(Owner key, int uncounted, Optional<DatasetBasis> basis) {
        this.key = key;
        this.uncounted = LedgerBook.uncounted(uncounted, this);
        this.basis = basis;
        this.hasher =
                Hashing.xxh3_128(Hashing.xxh3_64().hashBytesToLong(key.dataset().getBytes(UTF_8)));
    }

    public Owner key() {
        return key;
    }

    /** Its books, in order of appearance. */
    public Collection<LedgerBook> books() {
        return Collections.unmodifiableCollection(books.values());
    }

    /** Adds a book whose totals change for the first time since {@link #takeChangedBooks}. */
    void addChanged(LedgerBook book) {
        changedBooks.add(book);
    }

    /** The books whose totals have changed since the last call, in the order in which they did. The caller takes their changes. */
    public List<LedgerBook> takeChangedBooks() {
        List<LedgerBook> taken = List.copyOf(changedBooks);
        changedBooks.clear();
        return taken;
    }

    /** How many records that are not withdrawn a period has, also of codes that no book counts. */
    public int records(int lastMonth, boolean yearly) {
        return (yearly ? years : months).records().of(lastMonth);
    }

    /** The last month of a period after every period that has records. */
    public int end() {
        return Math.max(months.records().end(), years.records().end());
    }

    /** Its periods in this partition. */
    public PartitionClock clock() {
        List<PeriodRange> ranges = new ArrayList<>(months.ranges());
        ranges.addAll(years.ranges());
        return new PartitionClock(ranges, announced, basis);
    }

    /** Whether the clock has changed since the last call. */
    public boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** The hash of a record id within the dataset. */
    HashValue128 hash(byte[] id) {
        return hasher.hashBytesTo128Bits(id);
    }

    /** Adds a record that is not withdrawn, or with sign -1 removes it. */
    void count(int lastMonth, boolean yearly, int sign) {
        changed |= (yearly ? years : months).records().count(lastMonth, sign);
    }

    /**
     * Whether the sums of its records stay at most {@link #MAX_TOTAL} with these changes.
     *
     * @param moreValue in cents, by which the value would grow; less than 0 if it would be smaller
     * @param moreWeight in grams
     */
    boolean hasRoom(long moreValue, long moreWeight) {
        return value + moreValue <= MAX_TOTAL && weight + moreWeight <= MAX_TOTAL;
    }

    /** Adds a record that a book counts to the sums, or with sign -1 subtracts it. A negative weight means that it has none. */
    void add(long recordValue, long recordWeight, int sign) {
        value += sign * recordValue;
        weight += sign * Math.max(0, recordWeight);
    }

    /** The feed will declare its periods. */
    void announceCompletion() {
        changed |= !announced;
        announced = true;
    }

    /** The feed has declared the state of a period. Of several declarations of a period the latest counts. */
    void declare(Period period, PeriodState state, Instant publishedAt) {
        Map<Integer, Declaration> declared = (period.isYear() ? years : months).declared();
        Declaration now = new Declaration(state, publishedAt);
        Declaration before = declared.get(period.lastMonth());
        if (before == null || now.supersedes(before)) {
            declared.put(period.lastMonth(), now);
            changed |= before == null || before.state() != state;
        }
    }

    /** Sets what the values of the dataset are. */
    void setBasis(DatasetBasis now) {
        changed |= !basis.equals(Optional.of(now));
        basis = Optional.of(now);
    }

    /** Holds the place of a book for the records that no book counts. */
    LedgerBook uncounted() {
        return uncounted;
    }

    /** The book of a mineral, or null if there is none yet. */
    LedgerBook book(String mineral) {
        return books.get(mineral);
    }

    void add(LedgerBook book) {
        books.put(book.key().mineral(), book);
    }
}
