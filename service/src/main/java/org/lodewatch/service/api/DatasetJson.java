package org.lodewatch.service.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;

/**
 * What is published of a dataset and reporter.
 *
 * @param asOf the months, YYYY-MM, that its windows end with, oldest first
 * @param books the ids of its minerals and forms
 */
public record DatasetJson(String dataset, String reporter, Collection<String> asOf, Collection<String> books) {

    /** @param months the as-of months of each book, in the order of the books */
    static List<DatasetJson> of(SortedMap<BookKey, Collection<String>> months) {
        Map<String, DatasetJson> byOwner = new TreeMap<>();
        months.forEach((book, asOfs) -> {
            DatasetJson dataset = byOwner.computeIfAbsent(
                    book.owner().toString(),
                    owner -> new DatasetJson(book.dataset(), book.reporter(), new TreeSet<>(), new TreeSet<>()));
            dataset.asOf().addAll(asOfs);
            dataset.books().add(book.mineral());
        });
        return List.copyOf(byOwner.values());
    }
}
