package org.lodewatch.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.WindowSums;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.PublishedState;

/** Antimony from China: 54 % in 2024-01 and 2024-02, then 40 %, in windows of one month. */
public final class PublishedAntimony implements PublishedState {

    private static final BookKey BOOK = new BookKey("us-census", "US", "antimony");
    private static final int FIRST = Months.of("2024-01");
    private static final int[] CHINA = {7_000, 7_000, 4_000};

    private final Catalogue catalogue = Catalogue.bundled();
    private final Map<String, DependencePolicy> policies;
    private final Runnable beforeWindows;

    /** @param beforeWindows runs before windows are returned */
    public PublishedAntimony(Collection<DependencePolicy> policies, Runnable beforeWindows) {
        this.policies = new TreeMap<>(
                policies.stream().collect(Collectors.toMap(DependencePolicy::getId, Function.identity())));
        this.beforeWindows = beforeWindows;
    }

    @Override
    public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
        beforeWindows.run();
        Countries countries = new Countries();
        TreeMap<Integer, Totals> months = new TreeMap<>();
        for (int i = 0; i < CHINA.length; i++) {
            Totals totals = new Totals(countries);
            totals.add(CountryCode.of("CN"), CHINA[i], -1, 1);
            totals.add(CountryCode.of("BE"), 3_000, -1, 1);
            totals.add(CountryCode.of("MX"), 3_000, -1, 1);
            months.put(FIRST + i, totals);
        }
        int last = FIRST + CHINA.length - 1;
        Clock clock = Clock.of(List.of(PartitionClock.ofSpan(1, FIRST, last, OptionalInt.of(last), true)), 1);
        Windows windows = new WindowSums(months, countries).windows(clock, new WindowRule(1, 0));
        PublishedWindows published = new PublishedWindows(BOOK.owner(), catalogue);
        windows.all()
                .forEach(window ->
                        new Shares(catalogue).asOf(BOOK, window.asOf(), windows).ifPresent(published::add));
        return List.of(published);
    }

    @Override
    public Map<String, DependencePolicy> policies() {
        return policies;
    }

    @Override
    public Map<BookKey, SortedSet<Integer>> months() {
        return Map.of(BOOK, new TreeSet<>(List.of(FIRST, FIRST + 1, FIRST + CHINA.length - 1)));
    }

    @Override
    public List<DependenceAlert> statuses() {
        return List.of();
    }
}
