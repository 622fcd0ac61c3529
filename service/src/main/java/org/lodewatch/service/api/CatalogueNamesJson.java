package org.lodewatch.service.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;

/**
 * The names of the running catalogue.
 *
 * @param books by the ids of minerals and forms
 * @param words other names of a book, by its id: symbols, synonyms and the commodity codes that it counts
 * @param countries by alpha-2 code
 * @param blocs by id
 * @param members the countries of each bloc, by its id
 */
public record CatalogueNamesJson(
        Map<String, String> books,
        Map<String, List<String>> words,
        Map<String, String> countries,
        Map<String, String> blocs,
        Map<String, Collection<String>> members) {

    static CatalogueNamesJson of(Catalogue catalogue) {
        CatalogueNamesJson names = new CatalogueNamesJson(
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        catalogue.minerals().forEach(mineral -> names.books().put(mineral.id(), mineral.name()));
        catalogue.forms().forEach(form -> names.books().put(form.book(), catalogue.bookName(form.book())));
        names.books().keySet().forEach(book -> names.words().put(book, words(catalogue, book)));
        catalogue.countries().forEach(country -> names.countries().put(country.iso2(), country.name()));
        catalogue.blocs().forEach(bloc -> names.blocs().put(bloc.id(), bloc.name()));
        catalogue.blocs().forEach(bloc -> names.members().put(bloc.id(), bloc.members()));
        return names;
    }

    private static List<String> words(Catalogue catalogue, String book) {
        Stream<String> names = catalogue.mineral(book).stream()
                .flatMap(mineral -> Stream.concat(mineral.symbol().stream(), mineral.aliases().stream()));
        Stream<String> codes = catalogue.codes(book).stream().map(Classification::prefix);
        return Stream.concat(names, codes).distinct().toList();
    }
}
