package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;

/**
 * The forms of a book, and which part of their weight is the element: that of the form of the book, or those of the books that it
 * adds up. Forms of unknown content are left out.
 */
public final class ContentFactors {

    private final String book;
    private final List<Form> forms;

    /** The factors of a book, in the order in which the catalogue has the forms. */
    public ContentFactors(Catalogue catalogue, String book) {
        this.book = book;
        this.forms = Stream.concat(Stream.of(book), catalogue.parts(book).stream())
                .flatMap(part -> catalogue.form(part).stream())
                .filter(form -> form.content().isPresent())
                .toList();
    }

    /**
     * The contained weight of a window.
     *
     * @param totals of the window
     * @param parts the totals of the same window in each book that this one adds up, by the id of the book; is called only if it
     *     is needed
     * @return empty if no form of known content has a weight
     */
    public Optional<ContainedWeight> containedIn(Totals totals, Supplier<Map<String, Totals>> parts) {
        if (forms.isEmpty() || totals.sum(Totals.WEIGHED_RECORDS) == 0) {
            return Optional.empty();
        }
        Map<String, Totals> byBook = forms.get(0).book().equals(book) ? Map.of(book, totals) : parts.get();
        List<ContainedWeight.Part> weighed = new ArrayList<>();
        for (Form form : forms) {
            Totals part = byBook.get(form.book());
            if (part != null && part.sum(Totals.WEIGHED_RECORDS) > 0) {
                weighed.add(new ContainedWeight.Part(form.content().getAsDouble(), part));
            }
        }
        return weighed.isEmpty() ? Optional.empty() : Optional.of(new ContainedWeight(totals, weighed));
    }
}
