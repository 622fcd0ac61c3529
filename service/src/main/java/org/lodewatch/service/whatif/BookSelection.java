package org.lodewatch.service.whatif;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.Windows;
import org.lodewatch.core.whatif.Simulation;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.api.SharesQuery;

/**
 * The published windows that a question is about. An empty component selects all.
 *
 * @param book the id of a mineral or form; a mineral is selected with its forms
 * @param asOf last month of the window; empty for the newest that policies judge, or the newest of a book of which they judge none
 */
public record BookSelection(
        Optional<String> book, Optional<String> dataset, Optional<String> reporter, Optional<YearMonth> asOf) {

    /**
     * One window of a book.
     *
     * @param windows of the book
     * @param periodMonths months between two windows
     * @param asOf the last month of the window
     */
    record Selected(BookKey book, Windows windows, int periodMonths, int asOf) {}

    /**
     * The id of the book that a user means by an id, a name or a symbol.
     *
     * @throws OperatorException if the catalogue does not have it, or it has no codes and so no book; the message has the
     *     nearest names
     */
    public static String book(Catalogue catalogue, String typed) {
        String book = SharesQuery.book(catalogue, typed);
        if (catalogue.codes(book).isEmpty()) {
            throw new OperatorException("%s has no commodity code of its own: %s"
                    .formatted(
                            catalogue.bookName(book),
                            catalogue
                                    .standIn(book)
                                    .map("its trade is in the book %s"::formatted)
                                    .orElse("no book has its trade")));
        }
        return book;
    }

    /** The windows, those of a mineral before those of its forms. */
    List<Selected> of(List<PublishedWindows> published, Catalogue catalogue) {
        List<Selected> selected = new ArrayList<>();
        for (PublishedWindows owner : published) {
            for (String wanted : book.map(catalogue::withForms).orElseGet(() -> List.copyOf(owner.books()))) {
                if (owner.books().contains(wanted)) {
                    Windows windows = owner.of(wanted);
                    month(windows)
                            .ifPresent(month -> selected.add(new Selected(
                                    new BookKey(
                                            owner.owner().dataset(),
                                            owner.owner().reporter(),
                                            wanted),
                                    windows,
                                    owner.periodMonths(),
                                    month)));
                }
            }
        }
        return selected;
    }

    private Optional<Integer> month(Windows windows) {
        if (asOf.isPresent()) {
            int month = Months.of(asOf.get().getYear(), asOf.get().getMonthValue());
            return windows.at(month)
                    .filter(window -> !window.totals().isEmpty())
                    .map(window -> window.asOf());
        }
        OptionalInt newest = Simulation.newest(windows);
        return newest.isPresent() ? Optional.of(newest.getAsInt()) : Optional.empty();
    }
}
