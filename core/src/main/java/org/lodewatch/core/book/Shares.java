package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Computes shares and measures of concentration from a window's totals. The share of a country is one of the total;
 * measures of suppliers are of the {@link Supply}, which lacks returned goods.
 */
public final class Shares {

    private Shares() {}

    /** Returns the shares of a book as of a month; empty if it has no such window, or no record is in it. */
    public static Optional<MineralShares> asOf(BookKey book, int asOf, Windows windows, Catalogue catalogue) {
        return windows.at(asOf).filter(window -> !window.totals().isEmpty()).map(window -> {
            MineralShares shares = of(
                    book,
                    window,
                    windows.yearBefore(window),
                    windows.codes().reliance(book, window, catalogue).part());
            shares.setCodeCoverage(windows.codes().coverage(window).orElse(null));
            shares.setSeriesBreak(windows.codes().seriesBreak(window).orElse(null));
            shares.setBasis(windows.basis().orElse(null));
            shares.setCurrency(windows.currency());
            shares.setHorizonMonths(windows.horizonMonths());
            return shares;
        });
    }

    /**
     * The shares of one book as of one month.
     *
     * @param yearBefore the whole window twelve months earlier, for the change of shares
     * @param reliance net import reliance of the mineral, 0 to 1
     */
    public static MineralShares of(BookKey book, Window window, Optional<Window> yearBefore, OptionalDouble reliance) {
        Totals totals = window.totals();
        long totalValue = totals.sum(Totals.VALUE);
        List<CountryShare> countries = countries(totals, yearBefore);
        Supply supply = Supply.of(book, totals);
        long supplied = supply.sum(Totals.VALUE);
        List<CountryShare> suppliers = countries.stream()
                .filter(share -> isSupplier(share, book.reporter()))
                .toList();
        Optional<CountryShare> top = suppliers.stream().findFirst();
        double[] parts = suppliers.stream()
                .mapToDouble(share -> Supply.part(share.getValueCents(), supplied))
                .toArray();
        double hhi = hhi(parts);
        return MineralShares.newBuilder()
                .setDataset(book.dataset())
                .setReporter(book.reporter())
                .setMineral(book.mineral())
                .setAsOf(Months.text(window.asOf()))
                .setWindowMonths(window.months())
                .setCoveredMonths(window.coveredMonths())
                .setComplete(window.complete())
                .setPartial(window.partial())
                .setStale(window.stale())
                .setTotalValueCents(totalValue)
                .setTotalWeightGrams(totals.sum(Totals.WEIGHED_RECORDS) > 0 ? totals.sum(Totals.WEIGHT) : null)
                .setWeightCoverage(weightCoverage(totals))
                .setRecords(totals.sum(Totals.RECORDS))
                .setCountries(countries)
                .setHhi(hhi)
                .setEffectiveSuppliers(hhi > 0 ? 10_000 / hhi : null)
                .setTopCountry(top.map(CountryShare::getCountry).orElse(null))
                .setTopShare(top.isPresent() ? parts[0] : null)
                .setTop3Share(Arrays.stream(parts).limit(3).sum())
                .setWithoutTopValueCents(
                        supplied - top.map(CountryShare::getValueCents).orElse(0L))
                .setNetImportReliance(reliance.isPresent() ? reliance.getAsDouble() : null)
                .setEffectiveDependence(
                        top.isPresent() && reliance.isPresent() ? parts[0] * reliance.getAsDouble() : null)
                .setReturnedValueCents(supply.returned(Totals.VALUE))
                .build();
    }

    private static List<CountryShare> countries(Totals totals, Optional<Window> yearBefore) {
        List<CountryShare> countries = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (totals.get(column, Totals.RECORDS) == 0) {
                continue;
            }
            boolean weighed = totals.get(column, Totals.WEIGHED_RECORDS) > 0;
            OptionalDouble weightShare = weightShare(totals, column);
            int sameColumn = column;
            double valueShare = valueShare(totals, column);
            // The constructor, because the builder checks each field and a window has dozens of countries.
            countries.add(new CountryShare(
                    CountryCode.text(totals.countries().country(column)),
                    totals.get(column, Totals.VALUE),
                    weighed ? totals.get(column, Totals.WEIGHT) : null,
                    valueShare,
                    weighed && weightShare.isPresent() ? weightShare.getAsDouble() : null,
                    yearBefore
                            .map(before -> valueShare - valueShare(before.totals(), sameColumn))
                            .orElse(null),
                    null,
                    false,
                    null,
                    null));
        }
        countries.sort(Comparator.comparingLong(CountryShare::getValueCents)
                .reversed()
                .thenComparing(CountryShare::getCountry));
        return countries;
    }

    /** A country's part of the customs value, 0 to 1; 0 where there is no value. */
    public static double valueShare(Totals totals, int column) {
        return Supply.part(totals.get(column, Totals.VALUE), totals.sum(Totals.VALUE));
    }

    /** A country's part of the net weight, 0 to 1; empty while too little of the value has a weight. */
    private static OptionalDouble weightShare(Totals totals, int column) {
        return Supply.covers(weightCoverage(totals))
                ? OptionalDouble.of(Supply.part(totals.get(column, Totals.WEIGHT), totals.sum(Totals.WEIGHT)))
                : OptionalDouble.empty();
    }

    /** Part of the value, 0 to 1, whose records have a net weight. */
    private static double weightCoverage(Totals totals) {
        return Supply.part(totals.sum(Totals.WEIGHED_VALUE), totals.sum(Totals.VALUE));
    }

    /**
     * Herfindahl-Hirschman index, 0 to 10,000: the sum of the squared percentage shares (US Department of Justice and
     * Federal Trade Commission, Merger Guidelines). Unknown origins are left out, because they are not one supplier:
     * with them the index is a lower bound.
     *
     * @param shares of the suppliers, 0 to 1
     */
    public static double hhi(double... shares) {
        double[] inOrder = shares.clone();
        // Sorted, so that rounding does not depend on the order of the countries.
        Arrays.sort(inOrder);
        double hhi = 0;
        for (double share : inOrder) {
            hhi += 100 * share * 100 * share;
        }
        return hhi;
    }

    private static boolean isSupplier(CountryShare share, String reporter) {
        return share.getValueCents() > 0
                && CountryCode.of(share.getCountry()) != CountryCode.UNKNOWN
                && !share.getCountry().equals(reporter);
    }
}
