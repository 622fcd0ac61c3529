package org.lodewatch.core.book;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * What the catalogue says of books and countries, in the shape that measures of a window need, because windows are computed by
 * the ten thousand. Thread-safe.
 */
public final class CatalogueFacts {

    private final Catalogue catalogue;
    private final BlocMembers blocs;
    private final Optional<GovernanceWeights> governance;
    private final Map<String, BookFacts> books = new ConcurrentHashMap<>();

    /** Facts of one catalogue. */
    public CatalogueFacts(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.blocs = new BlocMembers(catalogue);
        this.governance = GovernanceWeights.of(catalogue);
    }

    /** The members of blocs. */
    public BlocMembers blocs() {
        return blocs;
    }

    /** The weights of countries in the governance-weighted index; empty without indicators. */
    public Optional<GovernanceWeights> governance() {
        return governance;
    }

    /** What is known of the mineral or form that a book is of. */
    public BookFacts of(BookKey book) {
        return books.computeIfAbsent(book.mineral(), id -> new BookFacts(catalogue, id));
    }
}
