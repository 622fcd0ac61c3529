package org.lodewatch.service.whatif;

import java.util.List;
import java.util.Optional;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.whatif.Alternatives;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * Who could fill the gap that a supplier leaves.
 *
 * @param selection of a book
 * @param lost the supplier; empty for the largest of each book
 * @param among a bloc whose members alone are listed; empty for all others
 */
public record AlternativesQuery(BookSelection selection, Optional<SupplierGroup> lost, Optional<SupplierGroup> among) {

    /** The alternatives in the book, then those in its forms. */
    public List<Alternatives> answer(List<PublishedWindows> published, Catalogue catalogue) {
        return selection.of(published, catalogue).stream()
                .flatMap(one -> Alternatives.of(catalogue, one.book(), one.windows(), one.asOf(), lost, among).stream())
                .toList();
    }
}
