package org.lodewatch.benchmarks.raw;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.Months;

/** The state of one thread of the raw loop: the last line of each record id, and the totals of each book. */
final class RawLedger {

    /** In place of a month: none is complete. */
    private static final int NONE = -1;

    private static final long NO_CELL = -1;
    private static final int ROUTES = 1 << 14;
    private static final int HEAD_BYTES = 1 + 3 * 2;

    private final Catalogue catalogue = Catalogue.bundled();
    private final Deserializer<SpecificRecord> avro =
            Topics.CUSTOMS_IMPORTS.valueSerde(WireFormats.WITHOUT_REGISTRY).deserializer();
    private final Hasher128 hasher = Hashing.xxh3_128();
    private final RawTable table = new RawTable();
    private final RawLine line = new RawLine();
    private final Countries countries = new Countries();
    private final Map<BookKey.Owner, RawOwner> owners = new HashMap<>();
    private final Map<BookKey, Integer> numbers = new HashMap<>();
    private final List<RawBook> books = new ArrayList<>();

    private final int threads;
    private final int partitions;
    private Optional<String> basis = Optional.empty();
    private boolean partial;

    /** A hash table of the lines' routes by dataset, reporter and commodity code. */
    private final Route[] routes = new Route[ROUTES];

    /** The book of lines. @param bytes dataset, reporter and code @param book its number, or {@link #NONE} */
    private record Route(byte[] bytes, RawOwner owner, int book) {}

    /**
     * @param threads of the loop; with three, the first one has the partitions 0, 3, 6 and so on
     * @param partitions that this thread reads
     */
    RawLedger(int threads, int partitions) {
        this.threads = threads;
        this.partitions = partitions;
    }

    /** What the values of the log's dataset are; empty until it is declared. */
    Optional<String> basis() {
        return basis;
    }

    /** Whether rows of the log's periods were rejected, which an operator has accepted. */
    boolean isPartial() {
        return partial;
    }

    List<RawBook> books() {
        return books;
    }

    void apply(ConsumerRecord<byte[], byte[]> record) {
        if (!RawLine.isImport(record.value())) {
            SpecificRecord message = avro.deserialize(record.topic(), record.value());
            if (message instanceof PeriodComplete period) {
                partial |= period.getState() != PeriodState.COMPLETE;
                complete(record.partition(), period);
            } else if (message instanceof DatasetProperties properties) {
                basis = DatasetBasis.of(properties).text();
            }
            return;
        }
        line.read(record.value());
        Route route = route();
        route.owner().see(line.month);
        // The record id alone identifies a line, because the log has one dataset.
        HashValue128 id = hasher.hashBytesTo128Bits(record.key());
        if (table.select(id.getMostSignificantBits(), id.getLeastSignificantBits())) {
            if (line.revision <= table.get(RawTable.REVISION)) {
                return;
            }
            count(-1);
        }
        boolean counted = !line.withdrawn && route.book() != NONE;
        table.set(
                line.revision,
                counted ? (long) route.book() << 32 | (long) line.month << 16 | line.country : NO_CELL,
                line.value,
                line.weight);
        count(1);
    }

    private void count(int sign) {
        long cell = table.get(RawTable.CELL);
        if (cell != NO_CELL) {
            books.get((int) (cell >> 32))
                    .count(
                            (int) (cell >> 16 & 0xFFFF),
                            (int) (cell & 0xFFFF),
                            table.get(RawTable.VALUE),
                            table.get(RawTable.WEIGHT),
                            sign);
        }
    }

    private void complete(int partition, PeriodComplete period) {
        RawOwner owner = owner(new BookKey.Owner(period.getDataset(), period.getReporter()));
        int month = Months.of(period.getPeriod());
        owner.see(month);
        owner.complete(partition / threads, month);
    }

    private Route route() {
        int at = line.hashOfRoute() & ROUTES - 1;
        while (routes[at] != null && !line.hasRoute(routes[at].bytes())) {
            at = at + 1 & ROUTES - 1;
        }
        if (routes[at] == null) {
            BookKey.Owner owner = new BookKey.Owner(line.dataset(), line.reporter());
            routes[at] = new Route(
                    line.route(),
                    owner(owner),
                    catalogue
                            .classify(line.commodityCode())
                            .map(found -> book(new BookKey(owner.dataset(), owner.reporter(), found.book())))
                            .orElse(NONE));
        }
        return routes[at];
    }

    private int book(BookKey key) {
        return numbers.computeIfAbsent(key, added -> {
            RawOwner owner = owner(key.owner());
            RawBook book = new RawBook(key, owner, countries);
            owner.books.add(book);
            books.add(book);
            return books.size() - 1;
        });
    }

    private RawOwner owner(BookKey.Owner owner) {
        return owners.computeIfAbsent(owner, added -> new RawOwner(partitions));
    }

    /** The months of a dataset and reporter that this thread has read. */
    static final class RawOwner {

        private final List<RawBook> books = new ArrayList<>();
        private final int[] completeMonths;
        private int firstMonth = Short.MAX_VALUE;
        private int newestMonth = NONE;

        RawOwner(int partitions) {
            completeMonths = new int[partitions];
            Arrays.fill(completeMonths, NONE);
        }

        void see(int month) {
            if (month < firstMonth || month > newestMonth) {
                firstMonth = Math.min(firstMonth, month);
                newestMonth = Math.max(newestMonth, month);
                books.forEach(book -> book.changed = true);
            }
        }

        /** @param partition 0 for the first one of this thread */
        void complete(int partition, int month) {
            if (month > completeMonths[partition]) {
                completeMonths[partition] = month;
                books.forEach(book -> book.changed = true);
            }
        }
    }

    /** The totals of one book, with the months that have changed since they were last encoded. */
    static final class RawBook {

        final BookKey key;
        private final RawOwner owner;
        private final MonthlyTotals totals;
        private final BitSet changedMonths = new BitSet();
        private boolean changed;

        RawBook(BookKey key, RawOwner owner, Countries countries) {
            this.key = key;
            this.owner = owner;
            this.totals = new MonthlyTotals(countries);
        }

        /** Adds a line, or removes it with -1. */
        void count(int month, int country, long value, long weight, int sign) {
            totals.add(month, country, value, weight, sign);
            changedMonths.set(month);
            changed = true;
        }

        boolean isChanged() {
            return changed;
        }

        /** Encodes the thread, the owner's months, and the whole totals of every month that has changed. */
        byte[] takePartial(int thread) {
            byte[] partial = totals.encode(HEAD_BYTES, changedMonths.stream().toArray());
            ByteBuffer.wrap(partial)
                    .put((byte) thread)
                    .putShort((short) owner.firstMonth)
                    .putShort((short) owner.newestMonth)
                    .putShort((short) Arrays.stream(owner.completeMonths).min().orElse(NONE));
            changedMonths.clear();
            changed = false;
            return partial;
        }
    }

    /** Reads the months of an owner in a partial, behind the thread. A month is complete if it is so in all partitions. */
    static PartitionClock clock(ByteBuffer partial) {
        int first = partial.getShort();
        int newest = partial.getShort();
        int complete = partial.getShort();
        return PartitionClock.ofSpan(
                1, first, newest, complete == NONE ? OptionalInt.empty() : OptionalInt.of(complete), true);
    }
}
