package org.lodewatch.producer.synthetic;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;

/**
 * Who imports what from where, in made-up trade.
 *
 * @param dataset under which it is published
 * @param reporters importing countries, ISO 3166-1 alpha-2
 * @param codes commodity codes
 * @param origins countries of origin, ISO 3166-1 alpha-2
 * @param last the last of its {@value #MONTHS} months
 */
public record SyntheticTrade(
        String dataset, List<String> reporters, List<String> codes, List<String> origins, YearMonth last) {

    public static final int MONTHS = 24;

    private static final int MOST_MINERALS = 50;
    private static final int MOST_ORIGINS = 60;

    public SyntheticTrade {
        reporters = List.copyOf(reporters);
        codes = List.copyOf(codes);
        origins = List.copyOf(origins);
        if (reporters.isEmpty() || codes.isEmpty() || origins.isEmpty()) {
            throw new IllegalArgumentException("trade needs a reporter, a commodity code and an origin");
        }
    }

    /** One headline code for each of up to 50 minerals, from 60 countries: members of blocs before others. */
    public static SyntheticTrade of(Catalogue catalogue, String dataset, List<String> reporters, YearMonth last) {
        Set<String> minerals = new HashSet<>();
        List<String> codes = catalogue.commodities().stream()
                .filter(code -> code.headline() && minerals.add(code.mineral()))
                .map(Classification::prefix)
                .limit(MOST_MINERALS)
                .toList();
        List<String> origins = Stream.concat(
                        catalogue.blocs().stream().flatMap(bloc -> bloc.members().stream()),
                        catalogue.countries().stream().map(Country::iso2))
                .distinct()
                .filter(country -> !country.equals(Country.UNKNOWN) && !reporters.contains(country))
                .limit(MOST_ORIGINS)
                .toList();
        return new SyntheticTrade(dataset, reporters, codes, origins, last);
    }

    /** All months, oldest first. */
    public List<YearMonth> months() {
        return Stream.iterate(last.minusMonths(MONTHS - 1L), month -> month.plusMonths(1))
                .limit(MONTHS)
                .toList();
    }
}
