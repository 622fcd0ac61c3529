package org.lodewatch.benchmarks.loops;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.lodewatch.core.book.Book;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One book of 60 countries, 24 months and 12 input partitions: what a flush does for each book that has changed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BookLoops {

    private static final int COUNTRIES = 60;
    private static final int MONTHS = 24;
    private static final int PARTITIONS = 12;
    private static final int NEWEST = Months.of(2025, 12);
    private static final BookKey KEY = new BookKey("synthetic", "US", "antimony");
    private static final Shares SHARES = new Shares(Catalogue.bundled());
    private static final Clock CLOCK = Clock.of(
            List.of(PartitionClock.ofSpan(1, NEWEST - MONTHS + 1, NEWEST, OptionalInt.of(NEWEST - 1), true)), 1);

    private final SplittableRandom random = new SplittableRandom(20260614);
    private final Book book = new Book();
    private final Totals[] versions = new Totals[2];
    private Windows windows;
    private int next;

    /** Fills the book. */
    @Setup
    public void fill() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int month = NEWEST - MONTHS + 1; month <= NEWEST; month++) {
                book.replace(partition, month, totals());
            }
        }
        versions[0] = totals();
        versions[1] = totals();
        windows = book.windows(CLOCK, WindowRule.DEFAULT);
        MineralShares shares = shares();
        double sum = shares.getCountries().stream()
                .mapToDouble(country -> country.getValueShare())
                .sum();
        if (shares.getCountries().size() != COUNTRIES || Math.abs(sum - 1) > 1e-9) {
            throw new IllegalStateException("shares of " + sum + " in all");
        }
    }

    /** Replaces a month of an input partition, which changes the twelve windows with that month. */
    @Benchmark
    public boolean merge() {
        return book.replace(3, NEWEST - 11, versions[next++ & 1]);
    }

    /** Returns all windows of the book, whose sums are up to date. */
    @Benchmark
    public Windows windows() {
        return book.windows(CLOCK, WindowRule.DEFAULT);
    }

    /** Computes the shares of the newest window. */
    @Benchmark
    public MineralShares shares() {
        Window newest = windows.at(NEWEST).orElseThrow();
        return SHARES.of(KEY, newest, windows.yearBefore(newest));
    }

    private Totals totals() {
        Totals totals = new Totals(book.countries());
        List<Country> countries = Catalogue.bundled().countries();
        for (int country = 0; country < COUNTRIES; country++) {
            totals.add(
                    CountryCode.of(countries.get(country).iso2()),
                    random.nextLong(1, 1_000_000_000),
                    random.nextLong(1, 1_000_000_000),
                    1);
        }
        return totals;
    }
}
