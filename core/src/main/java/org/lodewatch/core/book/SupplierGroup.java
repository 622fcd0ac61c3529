package org.lodewatch.core.book;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.values.NearNames;

/**
 * A country or a bloc whose shares are looked up, or changed by assumption.
 *
 * @param id alpha-2 code of the country, or id of the bloc
 * @param name as in a sentence
 * @param isBloc whether it is a bloc
 * @param members alpha-2 codes
 */
public record SupplierGroup(String id, String name, boolean isBloc, Set<String> members) {

    /**
     * The country that a code or a name means.
     *
     * @throws OperatorException if it means none; the message has the nearest names
     */
    public static SupplierGroup country(Catalogue catalogue, String typed) {
        return findCountry(catalogue, typed)
                .orElseThrow(() -> new OperatorException(
                        "country '%s' is not known: %s".formatted(typed, nearestCountries(catalogue, typed))));
    }

    private static Optional<SupplierGroup> findCountry(Catalogue catalogue, String typed) {
        CountryLookup lookup = CountryLookup.of(catalogue);
        return Stream.of(typed, typed.toUpperCase(Locale.ROOT))
                .map(text -> lookup.find(text, CountryCodes.AUTO))
                .filter(found -> found.kind() == CountryLookup.Kind.COUNTRY)
                .map(CountryLookup.Found::iso2)
                .map(iso2 -> new SupplierGroup(
                        iso2, catalogue.country(iso2).map(Country::name).orElse(iso2), false, Set.of(iso2)))
                .findFirst();
    }

    private static String nearestCountries(Catalogue catalogue, String typed) {
        List<String> near = NearNames.of(
                typed, catalogue.countries().stream().map(Country::name).toList());
        return near.isEmpty()
                ? "write an ISO alpha-2 code, such as MX, or a name"
                : "nearest: " + String.join(", ", near);
    }

    /**
     * The bloc that an id or a name means, in any case.
     *
     * @throws OperatorException if it means none; the message lists the blocs
     */
    public static SupplierGroup bloc(Catalogue catalogue, String typed) {
        return findBloc(catalogue, typed)
                .orElseThrow(() -> new OperatorException(
                        "bloc '%s' is not known: the blocs are %s".formatted(typed, blocs(catalogue))));
    }

    private static Optional<SupplierGroup> findBloc(Catalogue catalogue, String typed) {
        String wanted = folded(typed);
        return catalogue.blocs().stream()
                .filter(bloc ->
                        folded(bloc.id()).equals(wanted) || folded(bloc.name()).equals(wanted))
                .map(bloc -> new SupplierGroup(bloc.id(), bloc.name(), true, bloc.members()))
                .findFirst();
    }

    private static String blocs(Catalogue catalogue) {
        return catalogue.blocs().stream().map(Bloc::id).collect(Collectors.joining(", "));
    }

    /**
     * The country or bloc that a text means. A text that means both, such as China, means the country.
     *
     * @throws OperatorException if it means neither; the message has the nearest names and the blocs
     */
    public static SupplierGroup of(Catalogue catalogue, String typed) {
        if (typed.strip().equalsIgnoreCase(Country.UNKNOWN)) {
            throw new OperatorException(
                    "XX stands for unknown origins, which are no supplier: name a country or a bloc");
        }
        return findCountry(catalogue, typed)
                .or(() -> findBloc(catalogue, typed))
                .orElseThrow(() -> new OperatorException("'%s' is neither a country nor a bloc: %s; the blocs are %s"
                        .formatted(typed, nearestCountries(catalogue, typed), blocs(catalogue))));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    }
}
