package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lodewatch.core.book.BookKey;
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
        return published.owners().stream()
                .map(owner -> of(owner, published))
                .sorted(ORDER)
                .toList();
    }

    private static DatasetJson of(BookKey.Owner owner, PublishedShares published) {
        List<BookKey> books = published.books(owner);
        // What its feeds declare is the same in all books.
        Optional<MineralShares> any =
                books.stream().flatMap(book -> published.newest(book).stream()).findFirst();
        return new DatasetJson(
                owner.dataset(),
                owner.reporter(),
                published.months(owner).stream().map(Months::text).toList(),
                published.periodMonths(owner),
                books.stream().map(BookKey::mineral).toList(),
                any.map(MineralShares::getBasis).orElse(null),
                any.map(MineralShares::getCurrency)
                        .filter(currency -> !new Money(currency).isDollars())
                        .orElse(null));
    }
}
