package org.lodewatch.core.book;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.catalogue.Stage;

/** What the catalogue says of the mineral or form that a book is of. Thread-safe. */
public final class BookFacts {

    private final Catalogue catalogue;
    private final String book;
    private final Optional<String> formOf;
    private final Optional<Production> production;
    private final Optional<Producers> producers;
    private final ContentFactors contents;
    private final Map<String, Map<Integer, Reliance>> reliance = new ConcurrentHashMap<>();

    BookFacts(Catalogue catalogue, String book) {
        this.catalogue = catalogue;
        this.book = book;
        this.formOf = catalogue.formOf(book);
        // Scrap comes from where goods are used, so it says nothing that its country neither mines nor refines.
        this.production = catalogue
                .production(catalogue.mineralOf(book))
                .filter(some -> catalogue.form(book).map(Form::stage).stream().allMatch(Stage::isMinedOrRefined));
        this.producers = production.map(Producers::new);
        this.contents = new ContentFactors(catalogue, book);
    }

    /** The mineral of which the book is a form; empty for the book of a mineral. */
    public Optional<String> formOf() {
        return formOf;
    }

    /** Which countries produce the mineral, as published; empty if the catalogue does not say, and for scrap and synthetic goods. */
    public Optional<Production> production() {
        return production;
    }

    /** The countries that produce the mineral; empty where {@link #production} is. */
    public Optional<Producers> producers() {
        return producers;
    }

    /** Which part of the weight of the goods is the element. */
    public ContentFactors contents() {
        return contents;
    }

    /** Net import reliance of a reporter in a year. */
    public Reliance reliance(String reporter, int year) {
        return reliance.computeIfAbsent(reporter, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(year, any -> catalogue.reliance(reporter, book, year));
    }
}
