package org.lodewatch.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.values.CountryCode;

/**
 * Computes a metric from a window.
 *
 * <p>This is the place to add a metric: its range, what it applies to, and its value. The compiler then names the other
 * two switches that need a case: the wording in {@link AlertSentence}, and the independent computation in
 * {@code core.batch.ExpectedAlerts}.
 *
 * @param measure whether shares are by value or by weight
 * @param reliance net import reliance of the book's mineral, 0 to 1; empty where the catalogue has none
 */
record Measurement(Metric metric, Measure measure, OptionalDouble reliance) {

    /** Allows for rounding: a candidate for judgement may be one too many, never one too few. */
    private static final double ROUNDING = 1e-6;

    /** The highest value that a metric can have: percent, or points of the Herfindahl-Hirschman index. */
    static double highest(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE -> 100;
            case HHI -> 10_000;
        };
    }

    /** Whether a metric measures the market as a whole, and not a country or bloc. */
    static boolean isOfMarket(Metric metric) {
        return switch (metric) {
            case SHARE, EFFECTIVE_DEPENDENCE -> false;
            case HHI -> true;
        };
    }

    /** The metric of a subject in a window: percent or points; empty if weights or reliance are missing. */
    Observation observe(Window window, AlertSubject subject) {
        Totals totals = window.totals();
        OptionalDouble observed = measure == Measure.WEIGHT && !Shares.coversWeights(totals)
                ? OptionalDouble.empty()
                : switch (metric) {
                    case SHARE -> OptionalDouble.of(percent(totals, subject));
                    case HHI -> OptionalDouble.of(hhi(totals));
                    case EFFECTIVE_DEPENDENCE ->
                        reliance.isPresent()
                                ? OptionalDouble.of(percent(totals, subject) * reliance.getAsDouble())
                                : reliance;
                };
        return new Observation(window.asOf(), observed, totals.sum(Totals.VALUE));
    }

    /** Alpha-2 codes of the countries whose metric may reach a line. No metric of a country exceeds its share. */
    List<String> countriesThatMayReach(double line, Totals totals) {
        List<String> countries = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            int country = totals.countries().country(column);
            if (country != CountryCode.UNKNOWN && 100 * share(totals, column) >= line - ROUNDING) {
                countries.add(CountryCode.text(country));
            }
        }
        return countries;
    }

    /** A country's share by the measure, 0 to 1; by value where too few records have a weight. */
    double share(Totals totals, int column) {
        return measure == Measure.WEIGHT
                ? Shares.weightShare(totals, column).orElse(Shares.valueShare(totals, column))
                : Shares.valueShare(totals, column);
    }

    /** Whether a country has a share by the measure: none by weight if none of its records has a weight. */
    boolean hasShare(Totals totals, int column) {
        return totals.get(column, Totals.RECORDS) > 0
                && (measure == Measure.VALUE
                        || totals.get(column, Totals.WEIGHED_RECORDS) > 0
                        || !Shares.coversWeights(totals));
    }

    private double percent(Totals totals, AlertSubject subject) {
        int field = measure == Measure.VALUE ? Totals.VALUE : Totals.WEIGHT;
        long all = totals.sum(field);
        if (all == 0) {
            return 0;
        }
        // Summed before it is divided, so that a bloc's share does not depend on the order of its members.
        long part = 0;
        for (int country : subject.countries()) {
            part += totals.of(country, field);
        }
        return 100.0 * part / all;
    }

    private double hhi(Totals totals) {
        double[] shares = new double[totals.countries().size()];
        for (int column = 0; column < shares.length; column++) {
            boolean known = totals.countries().country(column) != CountryCode.UNKNOWN;
            shares[column] = known ? share(totals, column) : 0;
        }
        return Shares.hhi(shares);
    }
}
