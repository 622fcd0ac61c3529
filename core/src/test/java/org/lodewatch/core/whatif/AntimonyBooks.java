package org.lodewatch.core.whatif;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PartitionClock;
import org.lodewatch.core.book.PeriodRange;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.ReporterBooks;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Published windows of a yearly dataset of the United States. {@link #CENSUS_OXIDE_2024} and {@link #CENSUS_METAL_2024} are general
 * imports of 2024 (US Census Bureau, public domain).
 */
final class AntimonyBooks {

    static final BookKey ANTIMONY = new BookKey("us-census-annual", "US", "antimony");

    /** Customs value in dollars by country, antimony oxide, 2825.80. */
    static final String CENSUS_OXIDE_2024 =
            "CN:128512696 BE:46990979 BO:16954078 FR:14539519 TH:5400000 MX:2052449 IN:1225406"
                    + " JP:1167004 CA:934400 TW:586980 NL:306602 KR:129967 IT:72463 DE:32810";

    /** Customs value in dollars by country, unwrought antimony, 8110.10. */
    static final String CENSUS_METAL_2024 =
            "TH:29835106 VN:14470306 IN:13405181 CN:10304066 GB:6472224 TJ:3443140 DO:2303894"
                    + " MM:2188116 OM:1815362 BO:1248928 JP:865251 ID:777077 MA:328132 TR:325769 KR:201366 FR:113913 MX:99404 CA:33596"
                    + " NL:22770 ES:3500 TW:2111";

    private final Catalogue catalogue = Catalogue.bundled();
    private final Map<String, Map<Integer, String>> valuesOfBooks = new TreeMap<>();

    /** Those of 2024, by country and form. */
    static AntimonyBooks census() {
        return new AntimonyBooks()
                .with("antimony-oxide", 2024, CENSUS_OXIDE_2024)
                .with("antimony-metal", 2024, CENSUS_METAL_2024);
    }

    /** Adds a year of a form. @param values {@code CN:100} or, with kilograms, {@code CN:100/50}, in dollars */
    AntimonyBooks with(String form, int year, String values) {
        valuesOfBooks.computeIfAbsent(form, id -> new TreeMap<>()).put(year, values);
        return this;
    }

    PublishedWindows published() {
        ReporterBooks books = new ReporterBooks(ANTIMONY.owner(), catalogue, new WindowRule(12, 0), changed -> {});
        books.setInputPartitions(1);
        List<PeriodRange> periods = valuesOfBooks.values().stream()
                .flatMap(years -> years.keySet().stream())
                .distinct()
                .sorted()
                .map(year -> Months.of(year, 12))
                .map(month -> new PeriodRange(month, month, 12, true, Optional.of(PeriodState.COMPLETE)))
                .toList();
        books.setClock(0, Optional.of(new PartitionClock(periods, true, Optional.empty())));
        valuesOfBooks.forEach((form, years) -> years.forEach((year, values) -> {
            TrackedBook book = books.book(form);
            Totals totals = new Totals(book.contribution(0, 0).countries());
            for (String value : values.split(" ")) {
                String[] parts = value.split("[:/]");
                totals.add(
                        CountryCode.of(parts[0]),
                        100 * Long.parseLong(parts[1]),
                        parts.length == 3 ? 1000 * Long.parseLong(parts[2]) : -1,
                        1);
            }
            book.replace(0, Months.of(year, 12), totals);
        }));
        PublishedWindows published = new PublishedWindows(ANTIMONY.owner(), catalogue);
        Shares shares = new Shares(catalogue);
        for (TrackedBook book : books.books()) {
            Windows windows = book.windows(books.clock().orElseThrow());
            windows.all()
                    .forEach(window ->
                            shares.asOf(book.key(), window.asOf(), windows).ifPresent(published::add));
        }
        return published;
    }
}
