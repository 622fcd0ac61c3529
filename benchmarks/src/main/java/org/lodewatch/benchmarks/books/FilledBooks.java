package org.lodewatch.benchmarks.books;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Serializer;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Books with random totals of several input partitions.
 *
 * @param dense whether every cell has records in every input partition; otherwise a third of them have, each in one
 */
record FilledBooks(int books, int months, int countries, int partitions, boolean dense) {

    private static final int NEWEST = Months.of(2025, 12);
    private static final long MOST = 1_000_000_000;
    private static final String MINERAL = "bismuth";

    /**
     * What was measured.
     *
     * @param cells books, months and countries with records
     * @param parts input partitions with records, summed over the cells
     * @param bytes of the heap that the books take
     * @param windows whose shares were computed and encoded
     * @param shareSeconds processor time of that, by one thread
     */
    record Result(
            boolean dense,
            int partitions,
            int books,
            long cells,
            long parts,
            long bytes,
            long windows,
            double shareSeconds) {}

    Result measure() {
        // Loaded before the heap is read, because it is not a part of the books.
        Catalogue catalogue = Catalogue.bundled();
        Shares shares = new Shares(catalogue);
        long before = usedHeap();
        List<ReporterBooks> filled = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(20260614);
        long cells = 0;
        long parts = 0;
        long value = 0;
        for (int number = 0; number < books; number++) {
            ReporterBooks reporter = new ReporterBooks(
                    new BookKey.Owner("synthetic-" + number, "US"), catalogue, WindowRule.DEFAULT, book -> {});
            reporter.setInputPartitions(partitions);
            filled.add(reporter);
            for (int month = NEWEST - months + 1; month <= NEWEST; month++) {
                SparseTotals[] totals = monthOfEachPartition(random);
                for (int partition = 0; partition < partitions; partition++) {
                    reporter.book(MINERAL).replace(partition, month, totals[partition]);
                    parts += totals[partition].size();
                    value += month > NEWEST - WindowRule.DEFAULT.windowMonths() ? value(totals[partition]) : 0;
                }
                cells += dense
                        ? countries
                        : List.of(totals).stream().mapToInt(SparseTotals::size).sum();
            }
        }
        ShareRun run = computeShares(filled, shares, value);
        long bytes = usedHeap() - before;
        Reference.reachabilityFence(filled);
        return new Result(dense, partitions, books, cells, parts, bytes, run.windows(), run.seconds());
    }

    /** How many windows there were, and how much processor time their shares took. */
    private record ShareRun(long windows, double seconds) {}

    private SparseTotals[] monthOfEachPartition(SplittableRandom random) {
        SparseTotals[] totals = new SparseTotals[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            totals[partition] = new SparseTotals();
        }
        for (int country = 0; country < countries; country++) {
            for (int partition = 0; partition < partitions; partition++) {
                if (dense) {
                    add(totals[partition], country, random);
                }
            }
            if (!dense && random.nextInt(3) == 0) {
                add(totals[random.nextInt(partitions)], country, random);
            }
        }
        return totals;
    }

    private static void add(SparseTotals totals, int country, SplittableRandom random) {
        long value = random.nextLong(1, MOST);
        totals.set(
                CountryCode.of(Catalogue.bundled().countries().get(country).iso2()),
                1,
                value,
                random.nextLong(1, MOST),
                1,
                value);
    }

    private static long value(SparseTotals totals) {
        long value = 0;
        for (int entry = 0; entry < totals.size(); entry++) {
            value += totals.get(entry, Totals.VALUE);
        }
        return value;
    }

    /** @param value of the newest windows of all books, which the shares must have */
    private ShareRun computeShares(List<ReporterBooks> filled, Shares shares, long value) {
        Serializer<MineralShares> serializer =
                Topics.MINERAL_SHARES.valueSerde(WireFormats.WITHOUT_REGISTRY).serializer();
        long windows = 0;
        long published = 0;
        long nanos = 0;
        for (ReporterBooks reporter : filled) {
            reporter.setClock(
                    0,
                    Optional.of(
                            PartitionClock.ofSpan(1, NEWEST - months + 1, NEWEST, OptionalInt.of(NEWEST - 1), true)));
            Clock clock = reporter.clock().orElseThrow();
            TrackedBook book = reporter.book(MINERAL);
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Windows all = book.windows(clock);
            for (int asOf : clock.asOfs(WindowRule.DEFAULT)) {
                MineralShares window = shares.asOf(book.key(), asOf, all).orElseThrow();
                serializer.serialize(Topics.MINERAL_SHARES.name(), window);
                windows++;
                published += asOf == NEWEST ? window.getTotalValueCents() : 0;
            }
            nanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            book.published(book.unpublished(clock), clock, true);
        }
        if (published != value) {
            throw new BenchmarkException(
                    "the newest windows have %,d cents, and %,d were added".formatted(published, value));
        }
        return new ShareRun(windows, nanos / 1e9);
    }

    private static long usedHeap() {
        // The second collection frees what references of the first still kept.
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
