package org.lodewatch.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.DatasetBasis;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;

/** What policies observe in published windows is what they observe in the windows that were published. */
class PublishedWindowsTest {

    private static final int FIRST = 600;
    private static final BookKey.Owner OWNER = new BookKey.Owner("us-census", "US");
    private static final List<String> MINERALS = List.of("antimony", "cobalt", "nickel");
    private static final List<String> ORIGINS = List.of("CN", "US", "XX", "BE", "MX", "RU", "AU", "TJ");

    private final Catalogue catalogue = Catalogue.bundled();
    private final CatalogueFacts facts = new CatalogueFacts(catalogue);
    private WindowRule rule = new WindowRule(12, 0);
    private ReporterBooks books = new ReporterBooks(OWNER, catalogue, rule, changed -> {});

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    private void rule(WindowRule other) {
        rule = other;
        books = new ReporterBooks(OWNER, catalogue, rule, changed -> {});
    }

    private void clock(int periodMonths, int newest, Random random, Optional<DatasetBasis> basis) {
        List<PeriodRange> periods = new ArrayList<>();
        for (int last = FIRST + periodMonths - 1; last <= newest; last += periodMonths) {
            PeriodState state = PeriodState.values()[random.nextInt(12) == 0 ? random.nextInt(3) : 0];
            Optional<PeriodState> declared = last == newest ? Optional.empty() : Optional.of(state);
            PartitionClock.add(periods, new PeriodRange(last, last, periodMonths, true, declared));
        }
        books.setInputPartitions(1);
        books.setClock(0, Optional.of(new PartitionClock(periods, true, basis)));
    }

    private void put(String book, int month, Random random) {
        TrackedBook of = books.book(book);
        Totals totals = new Totals(of.contribution(0, month).countries());
        for (int record = random.nextInt(6); record >= 0; record--) {
            int country = CountryCode.of(ORIGINS.get(random.nextInt(ORIGINS.size())));
            long cents = random.nextInt(8) == 0 ? 0 : random.nextLong(10_000_000_000_000L);
            long grams = random.nextInt(20) == 0 ? -1 : random.nextInt(20) == 0 ? 0 : random.nextLong(10_000_000_000L);
            totals.add(country, cents, grams, 1);
        }
        of.replace(0, month, totals);
    }

    private List<String> forms() {
        return MINERALS.stream()
                .flatMap(mineral -> catalogue.parts(mineral).isEmpty()
                        ? List.of(mineral).stream()
                        : catalogue.parts(mineral).stream())
                .toList();
    }

    private Clock clock() {
        return books.clock().orElseThrow();
    }

    private PublishedWindows published() {
        Shares shares = new Shares(catalogue);
        PublishedWindows published = new PublishedWindows(OWNER, catalogue);
        for (TrackedBook book : books.books()) {
            Windows windows = book.windows(clock());
            windows.all()
                    .forEach(window ->
                            shares.asOf(book.key(), window.asOf(), windows).ifPresent(published::add));
        }
        return published;
    }

    private void compare(PublishedWindows published) {
        assertThat(published.books()).isNotEmpty();
        for (TrackedBook book : books.books()) {
            Windows original = book.windows(clock());
            Windows rebuilt = published.of(book.key().mineral());
            if (rebuilt.all().isEmpty()) {
                continue;
            }
            assertThat(states(rebuilt)).isEqualTo(states(original));
            assertThat(rebuilt.basis()).isEqualTo(original.basis());
            assertThat(rebuilt.currency()).isEqualTo(original.currency());
            assertThat(rebuilt.horizonMonths()).isEqualTo(original.horizonMonths());
            for (Metric metric : Metric.values()) {
                for (Measure measure : Measure.values()) {
                    if (!Measurement.isOfValue(metric) || measure == Measure.VALUE) {
                        assertThat(observed(metric, measure, book.key(), rebuilt))
                                .as("%s by %s of %s", metric, measure, book.key())
                                .isEqualTo(observed(metric, measure, book.key(), original));
                    }
                }
            }
        }
    }

    /** What a window is besides its totals, and its totals that policies read by country. */
    private static List<String> states(Windows windows) {
        return windows.all().stream()
                .map(window -> "%d %d %s %s %s %s %d %d %d %d"
                        .formatted(
                                window.asOf(),
                                window.months(),
                                window.state(),
                                window.stale(),
                                window.closed(),
                                windows.codes().coverage(window),
                                window.totals().sum(Totals.VALUE),
                                window.totals().sum(Totals.WEIGHT),
                                window.totals().sum(Totals.WEIGHED_VALUE),
                                window.totals().of(CountryCode.of("US"), Totals.WEIGHED_VALUE)))
                .toList();
    }

    /** Every observation, and every reason why there is none. */
    private List<String> observed(Metric metric, Measure measure, BookKey book, Windows windows) {
        Measurement measurement = new Measurement(metric, measure, book, windows, facts);
        List<AlertSubject> subjects = Measurement.isOfMarket(metric)
                ? List.of(AlertSubject.MARKET)
                : List.of(
                        new AlertSubject("CN", "China", List.of(CountryCode.of("CN"))),
                        new AlertSubject("XX", "unknown", List.of(CountryCode.UNKNOWN)),
                        new AlertSubject("g", "a group", List.of(CountryCode.of("BE"), CountryCode.of("US"))));
        List<String> observed = new ArrayList<>();
        for (Window window : windows.all()) {
            subjects.forEach(subject -> observed.add(measurement.observe(window, subject)
                    + " " + measurement.absence(window)
                    + " "
                    + measurement.countriesThatMayReach(30, window).stream()
                            .sorted()
                            .toList()));
        }
        return observed;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatPoliciesObserveIsTheSame(long seed) {
        Random random = new Random(seed);
        int periodMonths = random.nextInt(4) == 0 ? 12 : 1;
        int months = 24 + 12 * random.nextInt(3);
        rule(new WindowRule(periodMonths == 12 || random.nextBoolean() ? 12 : 1 + random.nextInt(12), 0));
        Optional<DatasetBasis> basis = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new DatasetBasis(
                        Optional.of("general imports"),
                        "EUR",
                        Optional.of(List.of("8110100000", "8105203000")),
                        Instant.EPOCH));
        clock(periodMonths, FIRST + months - 1, random, basis);
        for (String form : forms()) {
            int from = FIRST + random.nextInt(months / 2);
            int to = FIRST + months - 1 - (random.nextBoolean() ? 0 : random.nextInt(months / 2));
            for (int month = from; month <= to; month++) {
                if ((month + 1) % periodMonths == 0 && random.nextInt(4) > 0) {
                    put(form, month, random);
                }
            }
        }
        // Some book has a record in each period, as the clock says.
        for (int month = FIRST + periodMonths - 1; month < FIRST + months; month += periodMonths) {
            put("barite", month, random);
        }

        compare(published());
    }
}
