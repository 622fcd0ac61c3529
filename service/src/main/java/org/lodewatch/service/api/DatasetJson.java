package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.Months;

/**
 * What is published of a dataset and reporter.
 *
 * @param asOf the months, YYYY-MM, that its windows end with, oldest first
 * @param periodMonths the length of its periods: 1 for a monthly dataset, 12 for a yearly one
 * @param books the ids of its minerals and forms
 * @param basis what the dataset measures, for people; left out where its feeds do not declare it
 * @param currency ISO 4217 code; left out for USD
 */
public record DatasetJson(
        String dataset,
        String reporter,
        List<String> asOf,
        int periodMonths,
        List<String> books,
        @JsonInclude(JsonInclude.Include.NON_NULL) String basis,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency) {

    /** The one with the most windows first, which is the one to look at without a choice; then that with the most books. */
    private static final Comparator<DatasetJson> ORDER = Comparator.comparing(
                    (DatasetJson dataset) -> dataset.asOf().size())
            .thenComparing(dataset -> dataset.books().size())
            .reversed()
            .thenComparing(DatasetJson::dataset)
            .thenComparing(DatasetJson::reporter);

    static List<DatasetJson> of(PublishedShares published) {
        Map<BookKey.Owner, List<BookKey>> owners = new LinkedHashMap<>();
        published
                .books()
                .forEach(book -> owners.computeIfAbsent(book.owner(), owner -> new ArrayList<>())
                        .add(book));
        return owners.values().stream()
                .map(books -> of(books, published))
                .sorted(ORDER)
                .toList();
    }

    private static DatasetJson of(List<BookKey> books, PublishedShares published) {
        NavigableSet<Integer> months = new TreeSet<>();
        books.forEach(book -> months.addAll(published.months(book)));
        // What its feeds declare is the same in all books. The newest window is decoded, and no other.
        Optional<MineralShares> newest =
                books.stream().flatMap(book -> published.newest(book).stream()).findFirst();
        BookKey any = books.get(0);
        return new DatasetJson(
                any.dataset(),
                any.reporter(),
                months.stream().map(Months::text).toList(),
                PublishedWindows.periodMonths(
                        months, newest.map(MineralShares::getCoveredMonths).orElse(0)),
                books.stream().map(BookKey::mineral).toList(),
                newest.map(MineralShares::getBasis).orElse(null),
                newest.map(MineralShares::getCurrency)
                        .filter(currency -> !new Money(currency).isDollars())
                        .orElse(null));
    }
}
