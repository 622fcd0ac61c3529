package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Computes a metric from a window.
 *
 * <p>This is the place to add a metric: its range, what it applies to, and its value. The compiler then names the other
 * two switches that need a case: the wording in {@link AlertSentence}, and the independent computation in
 * {@code core.batch.ExpectedAlerts}.
 *
 * <p>All metrics are of the window's {@link Supply}: returned goods are in none of them.
 *
 * @param measure whether shares are by value or by weight
 * @param reliance net import reliance of what the book counts, by year
 */
record Measurement(Metric metric, Measure measure, IntFunction<Reliance> reliance) {

    /** Allows for rounding: a candidate for judgement may be one too many, never one too few. */
    private static final double ROUNDING = 1e-6;

    /** The highest value that a metric can have: percent, or points of the Herfindahl-Hirschman index. */
    static double highest(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE, UNPRODUCED_SHARE, DETOUR -> 100;
            case HHI -> 10_000;
            case HHI_GOVERNANCE -> 100_000;
        };
    }

    /** Whether a metric measures the market as a whole, and not a country or bloc. */
    static boolean isOfMarket(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE -> false;
            case HHI, HHI_GOVERNANCE, UNPRODUCED_SHARE, DETOUR -> true;
        };
    }

    /**
     * The metric of a subject in a window: percent or points; empty if weights or reliance are missing.
     *
     * @param supply of the window
     */
    Observation observe(Window window, Supply supply, AlertSubject subject) {
        OptionalDouble observed = measure == Measure.WEIGHT && !supply.coversWeights()
                ? OptionalDouble.empty()
                : switch (metric) {
                    case SHARE -> OptionalDouble.of(percent(supply, subject));
                    case HHI -> OptionalDouble.of(hhi(supply));
                    case HHI_GOVERNANCE, UNPRODUCED_SHARE, DETOUR -> OptionalDouble.empty();
                    case EFFECTIVE_DEPENDENCE -> effectiveDependence(window, supply, subject);
                };
        return new Observation(
                window.asOf(), observed, supply.sum(Totals.VALUE), supply.returned(Totals.VALUE), window.partial());
    }

    private OptionalDouble effectiveDependence(Window window, Supply supply, AlertSubject subject) {
        OptionalDouble part = reliance.apply(Months.year(window.asOf())).part();
        return part.isPresent() ? OptionalDouble.of(percent(supply, subject) * part.getAsDouble()) : part;
    }

    /** Alpha-2 codes of the suppliers whose metric may reach a line. No metric of a country exceeds its share. */
    List<String> countriesThatMayReach(double line, Supply supply) {
        Countries countries = supply.totals().countries();
        List<String> reaching = new ArrayList<>();
        for (int column = 0; column < countries.size(); column++) {
            if (supply.isSupplier(column) && 100 * share(supply, column) >= line - ROUNDING) {
                reaching.add(CountryCode.text(countries.country(column)));
            }
        }
        return reaching;
    }

    /** A country's share by the measure, 0 to 1; by value where too few records have a weight. */
    double share(Supply supply, int column) {
        return measure == Measure.WEIGHT
                ? supply.weightShare(column).orElse(supply.valueShare(column))
                : supply.valueShare(column);
    }

    /** Whether a country is a supplier by the measure: not by weight if none of its records has a weight. */
    boolean isSupplier(Supply supply, int column) {
        Totals totals = supply.totals();
        return supply.isSupplier(column)
                && totals.get(column, Totals.RECORDS) > 0
                && (measure == Measure.VALUE
                        || totals.get(column, Totals.WEIGHED_RECORDS) > 0
                        || !supply.coversWeights());
    }

    private double percent(Supply supply, AlertSubject subject) {
        int field = measure == Measure.VALUE ? Totals.VALUE : Totals.WEIGHT;
        long all = supply.sum(field);
        if (all == 0) {
            return 0;
        }
        // Summed before it is divided, so that a bloc's share does not depend on the order of its members.
        long part = 0;
        for (int country : subject.countries()) {
            part += country == supply.reporter() ? 0 : supply.totals().of(country, field);
        }
        return 100.0 * part / all;
    }

    private double hhi(Supply supply) {
        double[] shares = new double[supply.totals().countries().size()];
        for (int column = 0; column < shares.length; column++) {
            shares[column] = supply.isSupplier(column) ? share(supply, column) : 0;
        }
        return Shares.hhi(shares);
    }
}
