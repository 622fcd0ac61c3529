package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.lodewatch.core.policy.PublishedSupply;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.service.Json;

/**
 * All windows of a book in one document. Arrays have one item for each as-of month, and null where a figure is missing. A month
 * between the first and the last that has no window has null in every array. Shares are parts of what other countries supply, 0 to
 * 1, rounded to six decimals; those of the suppliers, the others and the unknown origins add up to 1.
 *
 * @param formOf the mineral of which the book is a form; left out for the book of a mineral
 * @param periodMonths months from one window to the next, 1 or 12
 * @param asOf the months, YYYY-MM, that the windows end with, oldest first
 * @param coveredMonths how many months of each window the dataset has
 * @param complete whether the last period of each window is complete
 * @param partial whether rows of a window are missing
 * @param stale whether the mineral has no record in the last two periods of a window
 * @param seriesBreak why a window is not comparable with one a year earlier or later
 * @param weightAbsence why a window has no shares by weight
 * @param totalValue in the currency
 * @param totalWeightKg of the rows that have a weight
 * @param unitValue value a kilogram, in the currency, of the rows that have a weight
 * @param hhi by value, 0 to 10,000
 * @param weightHhi by weight
 * @param countries the suppliers with the largest shares by value in any window, the largest first, and those that were asked for
 * @param others all other suppliers together
 * @param unknown unknown origins
 * @param blocs each bloc of the catalogue
 * @param currency ISO 4217 code; left out for USD
 */
public record BookHistoryJson(
        String dataset,
        String reporter,
        String mineral,
        @JsonInclude(JsonInclude.Include.NON_NULL) String formOf,
        int windowMonths,
        int periodMonths,
        List<String> asOf,
        List<Integer> coveredMonths,
        List<Boolean> complete,
        List<Boolean> partial,
        List<Boolean> stale,
        List<String> seriesBreak,
        List<String> weightAbsence,
        List<BigDecimal> totalValue,
        List<BigDecimal> totalWeightKg,
        Double[] unitValue,
        Double[] hhi,
        Double[] weightHhi,
        List<SupplierHistory> countries,
        PartHistory others,
        PartHistory unknown,
        List<BlocHistory> blocs,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency) {

    /**
     * One supplier.
     *
     * @param shares by value; 0 in a window without its goods
     * @param weightShares by weight
     * @param unitValues value a kilogram, in the currency
     */
    public record SupplierHistory(String country, Double[] shares, Double[] weightShares, Double[] unitValues) {}

    /** Several origins together, by value and by weight. */
    public record PartHistory(Double[] shares, Double[] weightShares) {}

    /** One bloc, by value and by weight. */
    public record BlocHistory(String bloc, Double[] shares, Double[] weightShares) {}

    /** The windows of a book by as-of month, with null for a month that is missing, and the shares of all suppliers in each. */
    private record Series(List<MineralShares> windows, Shares values, Shares weights) {

        private static Series of(List<MineralShares> windows) {
            return new Series(windows, Shares.of(windows, Measure.VALUE), Shares.of(windows, Measure.WEIGHT));
        }

        private <T> List<T> all(Function<MineralShares, T> figure) {
            return windows.stream()
                    .map(window -> window == null ? null : figure.apply(window))
                    .toList();
        }

        private Double[] unitValues(String country) {
            return all(window -> window.getCountries().stream()
                            .filter(share -> share.getCountry().equals(country))
                            .findFirst()
                            .map(CountryShare::getUnitValue)
                            .map(Json::rounded)
                            .orElse(null))
                    .toArray(Double[]::new);
        }

        private PartHistory parts(Function<Shares, Double[]> part) {
            return new PartHistory(part.apply(values), part.apply(weights));
        }
    }

    /**
     * The parts of a supply by one measure.
     *
     * @param supplies of each month; null for one that is missing
     * @param byCountry the shares of each supplier
     */
    private record Shares(List<PublishedSupply> supplies, Map<String, Double[]> byCountry) {

        private static Shares of(List<MineralShares> windows, Measure measure) {
            List<PublishedSupply> supplies = new ArrayList<>();
            Map<String, Double[]> byCountry = new HashMap<>();
            for (int at = 0; at < windows.size(); at++) {
                MineralShares window = windows.get(at);
                PublishedSupply supply = window == null ? null : PublishedSupply.of(window, measure);
                supplies.add(supply);
                if (supply != null) {
                    for (PublishedSupply.Part part : supply.suppliers()) {
                        byCountry.computeIfAbsent(part.country(), country -> new Double[windows.size()])[at] =
                                part.share();
                    }
                }
            }
            return new Shares(supplies, byCountry);
        }

        private Double[] each(Function<PublishedSupply, OptionalDouble> figure) {
            return supplies.stream()
                    .map(supply -> supply == null ? null : Json.number(figure.apply(supply)))
                    .map(Json::rounded)
                    .toArray(Double[]::new);
        }

        /** 0 in a window without goods of the country. */
        private Double[] of(String country) {
            Double[] some = byCountry.getOrDefault(country, new Double[supplies.size()]);
            return unlessAbsent(at -> some[at] == null ? 0 : some[at]);
        }

        private Double[] except(Collection<String> countries) {
            return unlessAbsent(at -> byCountry.entrySet().stream()
                    .filter(entry -> !countries.contains(entry.getKey()))
                    .map(entry -> entry.getValue()[at])
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .sum());
        }

        private Double[] unlessAbsent(IntToDoubleFunction share) {
            return IntStream.range(0, supplies.size())
                    .mapToObj(at -> isAbsent(at) ? null : Json.rounded(share.applyAsDouble(at)))
                    .toArray(Double[]::new);
        }

        private boolean isAbsent(int at) {
            return supplies.get(at) == null || supplies.get(at).absence().isPresent();
        }

        private double highest(String country) {
            return Arrays.stream(byCountry.get(country))
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
        }
    }

    /**
     * @param published windows of one book, oldest first; at least one
     * @param periodMonths months between two windows of its dataset, 1 or 12
     * @param top how many suppliers
     * @param suppliers alpha-2 codes of others that are wanted; those that never supplied anything are left out
     * @param blocs of the catalogue
     */
    static BookHistoryJson of(
            List<MineralShares> published, int periodMonths, int top, Set<String> suppliers, List<Bloc> blocs) {
        List<String> months = new ArrayList<>();
        Series series = Series.of(withGaps(published, periodMonths, months));
        MineralShares newest = published.get(published.size() - 1);
        List<String> countries = countries(series.values(), top, suppliers);
        return new BookHistoryJson(
                newest.getDataset(),
                newest.getReporter(),
                newest.getMineral(),
                newest.getFormOf(),
                newest.getWindowMonths(),
                periodMonths,
                months,
                series.all(MineralShares::getCoveredMonths),
                series.all(MineralShares::getComplete),
                series.all(MineralShares::getPartial),
                series.all(MineralShares::getStale),
                series.all(MineralShares::getSeriesBreak),
                series.weights().supplies().stream()
                        .map(supply -> supply == null ? null : supply.absence().orElse(null))
                        .toList(),
                series.all(window -> Json.amount(window.getTotalValueCents())),
                series.all(window -> Json.kilograms(window.getTotalWeightGrams())),
                series.values().each(PublishedSupply::unitValue),
                series.values().each(PublishedSupply::hhi),
                series.weights().each(PublishedSupply::hhi),
                countries.stream()
                        .map(country -> new SupplierHistory(
                                country,
                                series.values().of(country),
                                series.weights().of(country),
                                series.unitValues(country)))
                        .toList(),
                series.parts(shares -> shares.except(countries)),
                series.parts(shares -> shares.each(supply -> supply.share(List.of(ImportBounds.UNKNOWN_ORIGIN)))),
                blocs.stream()
                        .map(bloc -> new BlocHistory(
                                bloc.id(),
                                series.values().each(supply -> supply.share(bloc.members())),
                                series.weights().each(supply -> supply.share(bloc.members()))))
                        .toList(),
                new Money(newest.getCurrency()).isDollars() ? null : newest.getCurrency());
    }

    /** The windows, with null for each month between two of them that has none. */
    private static List<MineralShares> withGaps(List<MineralShares> published, int periodMonths, List<String> months) {
        NavigableMap<Integer, MineralShares> byMonth = new TreeMap<>();
        published.forEach(window -> byMonth.put(Months.of(window.getAsOf()), window));
        List<MineralShares> windows = new ArrayList<>();
        for (int month = byMonth.firstKey(); month <= byMonth.lastKey(); month += periodMonths) {
            months.add(Months.text(month));
            windows.add(byMonth.get(month));
        }
        return windows;
    }

    private static List<String> countries(Shares values, int top, Set<String> suppliers) {
        List<String> ranked = values.byCountry().keySet().stream()
                .sorted(Comparator.comparingDouble(values::highest).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        return IntStream.range(0, ranked.size())
                .filter(rank -> rank < top || suppliers.contains(ranked.get(rank)))
                .mapToObj(ranked::get)
                .toList();
    }
}
