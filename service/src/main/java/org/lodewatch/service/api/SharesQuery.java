package org.lodewatch.service.api;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * A selection of shares. An empty component selects all.
 *
 * @param books their ids, such as {@code titanium} and {@code titanium-sponge}
 * @param asOf last month of the window; empty for the newest window of each book
 */
public record SharesQuery(
        Set<String> books, Optional<String> dataset, Optional<String> reporter, Optional<YearMonth> asOf) {

    public SharesQuery {
        books = Set.copyOf(books);
    }

    public static SharesQuery everything() {
        return new SharesQuery(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The id of the book that is meant by an id, a name, a symbol or another name of a mineral or form.
     *
     * @throws OperatorException if the catalogue does not have it; the message has the nearest names
     */
    public static String book(Catalogue catalogue, String typed) {
        return catalogue.book(typed).orElseThrow(() -> {
            List<String> near = catalogue.near(typed);
            return new OperatorException("the catalogue has no mineral %s: %s`lodewatch minerals` lists them"
                    .formatted(typed, near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? "));
        });
    }

    /**
     * The last month of a window: a month, or a year, which means its December.
     *
     * @throws OperatorException if the text is neither
     */
    public static YearMonth month(String text) {
        try {
            return YearMonth.parse(text.matches("\\d{4}") ? text + "-12" : text);
        } catch (DateTimeException e) {
            throw new OperatorException(
                    "asOf is '%s', but must be a month, such as 2024-12, or a year".formatted(text), e);
        }
    }

    /** Whether a book is wanted, in whichever window. */
    boolean matches(BookKey book) {
        return (books.isEmpty() || books.contains(book.mineral()))
                && agrees(dataset, book.dataset())
                && agrees(reporter, book.reporter());
    }

    private static boolean agrees(Optional<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.get().equals(actual);
    }
}
