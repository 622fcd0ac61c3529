package org.lodewatch.service.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.CountryCodes;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.values.NearNames;

/**
 * A country or a bloc whose shares are looked up across minerals.
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
        CountryLookup.Found found = CountryLookup.of(catalogue).find(typed, CountryCodes.AUTO);
        if (found.kind() != CountryLookup.Kind.COUNTRY) {
            found = CountryLookup.of(catalogue).find(typed.toUpperCase(Locale.ROOT), CountryCodes.AUTO);
        }
        if (found.kind() != CountryLookup.Kind.COUNTRY) {
            List<String> near = NearNames.of(
                    typed, catalogue.countries().stream().map(Country::name).toList());
            throw new OperatorException("country '%s' is not known: %s"
                    .formatted(
                            typed,
                            near.isEmpty()
                                    ? "write an ISO alpha-2 code, such as MX, or a name"
                                    : "nearest: " + String.join(", ", near)));
        }
        String iso2 = found.iso2();
        return new SupplierGroup(
                iso2, catalogue.country(iso2).map(Country::name).orElse(iso2), false, Set.of(iso2));
    }

    /**
     * The bloc that an id or a name means, in any case.
     *
     * @throws OperatorException if it means none; the message lists the blocs
     */
    public static SupplierGroup bloc(Catalogue catalogue, String typed) {
        String wanted = folded(typed);
        Optional<Bloc> found = catalogue.blocs().stream()
                .filter(bloc ->
                        folded(bloc.id()).equals(wanted) || folded(bloc.name()).equals(wanted))
                .findFirst();
        return found.map(bloc -> new SupplierGroup(bloc.id(), bloc.name(), true, bloc.members()))
                .orElseThrow(() -> new OperatorException("bloc '%s' is not known: the blocs are %s"
                        .formatted(
                                typed, catalogue.blocs().stream().map(Bloc::id).collect(Collectors.joining(", ")))));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "-");
    }
}
