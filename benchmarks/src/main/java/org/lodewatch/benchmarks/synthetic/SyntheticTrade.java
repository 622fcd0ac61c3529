package org.lodewatch.benchmarks.synthetic;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;
import org.lodewatch.schemas.catalogue.Country;

/**
 * The dimensions of synthetic trade.
 *
 * @param dataset that it is published in
 * @param reporters importing countries, ISO 3166-1 alpha-2
 * @param codes commodity codes
 * @param origins countries of origin, ISO 3166-1 alpha-2
 * @param first the first of its months
 * @param last the last of its months
 */
public record SyntheticTrade(
        String dataset,
        List<String> reporters,
        List<String> codes,
        List<String> origins,
        YearMonth first,
        YearMonth last) {

    public static final int MINERALS = 50;
    public static final int ORIGINS = 60;
    public static final int MONTHS = 24;

    public SyntheticTrade {
        reporters = List.copyOf(reporters);
        codes = List.copyOf(codes);
        origins = List.copyOf(origins);
        if (reporters.isEmpty() || codes.isEmpty() || origins.isEmpty()) {
            throw new IllegalArgumentException("trade needs a reporter, a commodity code and an origin");
        }
        if (first.isAfter(last)) {
            throw new IllegalArgumentException("trade from " + first + " to " + last + " has no month");
        }
    }

    /** One code for each form of up to 50 minerals, from 60 countries, over 24 months. */
    public static SyntheticTrade of(Catalogue catalogue, String dataset, List<String> reporters, YearMonth last) {
        return of(catalogue, dataset, reporters, MINERALS, last);
    }

    /** As {@link #of(Catalogue, String, List, YearMonth)} with fewer minerals. */
    public static SyntheticTrade of(
            Catalogue catalogue, String dataset, List<String> reporters, int minerals, YearMonth last) {
        return of(catalogue, dataset, reporters, minerals, ORIGINS, last.minusMonths(MONTHS - 1L), last);
    }

    /**
     * One code for each form. Left out are codes that contain another, because goods would count twice, and books with a code
     * that begins or ends. Members of blocs come first among the origins; a reporter is never an origin.
     *
     * @param minerals with codes, at most; the catalogue may have fewer
     * @param origins at most
     */
    public static SyntheticTrade of(
            Catalogue catalogue,
            String dataset,
            List<String> reporters,
            int minerals,
            int origins,
            YearMonth first,
            YearMonth last) {
        Set<String> some = catalogue.commodities().stream()
                .map(Classification::mineral)
                .distinct()
                .limit(minerals)
                .collect(Collectors.toSet());
        Set<String> covered = new HashSet<>();
        List<String> codes = catalogue.commodities().stream()
                .filter(code -> some.contains(code.mineral()) && hasOneSeries(code, catalogue))
                .filter(code -> !containsAnother(code, catalogue) && covered.add(code.book()))
                .map(Classification::prefix)
                .toList();
        List<String> suppliers = Stream.concat(
                        catalogue.blocs().stream().flatMap(bloc -> bloc.members().stream()),
                        catalogue.countries().stream().map(Country::iso2))
                .distinct()
                .filter(country -> !country.equals(Country.UNKNOWN) && !reporters.contains(country))
                .limit(origins)
                .toList();
        return new SyntheticTrade(dataset, reporters, codes, suppliers, first, last);
    }

    private static boolean hasOneSeries(Classification code, Catalogue catalogue) {
        return Stream.of(code.book(), code.mineral())
                .flatMap(book -> catalogue.codes(book).stream())
                .allMatch(of ->
                        of.validFrom() == Classification.ALWAYS_BEFORE && of.validTo() == Classification.ALWAYS_AFTER);
    }

    private static boolean containsAnother(Classification code, Catalogue catalogue) {
        return catalogue.commodities().stream()
                .anyMatch(other -> !other.equals(code) && other.prefix().startsWith(code.prefix()));
    }

    /** The number of books of one reporter: those of the forms, and those that add them up. */
    public int booksOfReporter(Catalogue catalogue) {
        Set<String> books = new HashSet<>();
        for (String code : codes) {
            String book = catalogue.classify(code).orElseThrow().book();
            books.add(book);
            catalogue.sumOf(book).ifPresent(books::add);
        }
        return books.size();
    }

    /** All months, oldest first. */
    public List<YearMonth> months() {
        return Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1))
                .toList();
    }
}
