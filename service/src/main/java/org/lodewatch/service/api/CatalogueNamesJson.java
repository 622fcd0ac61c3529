package org.lodewatch.service.api;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * The names of the running catalogue.
 *
 * @param books by the ids of minerals and forms
 * @param countries by alpha-2 code
 * @param blocs by id
 * @param members the countries of each bloc, by its id
 */
public record CatalogueNamesJson(
        Map<String, String> books,
        Map<String, String> countries,
        Map<String, String> blocs,
        Map<String, Collection<String>> members) {

    static CatalogueNamesJson of(Catalogue catalogue) {
        CatalogueNamesJson names =
                new CatalogueNamesJson(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        catalogue.minerals().forEach(mineral -> names.books().put(mineral.id(), mineral.name()));
        catalogue.forms().forEach(form -> names.books().put(form.book(), catalogue.bookName(form.book())));
        catalogue.countries().forEach(country -> names.countries().put(country.iso2(), country.name()));
        catalogue.blocs().forEach(bloc -> names.blocs().put(bloc.id(), bloc.name()));
        catalogue.blocs().forEach(bloc -> names.members().put(bloc.id(), bloc.members()));
        return names;
    }
}
