package org.lodewatch.core.policy;

import java.util.OptionalDouble;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.values.CountryCode;

/** Reads a policy's metric off a window. */
final class Measurement {

    private final Metric metric;
    private final Measure measure;
    private final OptionalDouble reliance;

    /** @param reliance net import reliance of the book's mineral, 0 to 1; empty where the catalogue does not know it */
    Measurement(DependencePolicy policy, OptionalDouble reliance) {
        this.metric = policy.getMetric();
        this.measure = policy.getMeasure();
        this.reliance = reliance;
    }

    /** What the policy sees of the subject in a window. */
    Observation read(Window window, AlertSubject subject) {
        Totals totals = window.totals();
        OptionalDouble observed = !canTell(totals)
                ? OptionalDouble.empty()
                : OptionalDouble.of(metric == Metric.HHI ? hhi(totals) : percent(totals, subject));
        return new Observation(window.asOf(), observed, totals.sum(Totals.VALUE));
    }

    /** A country's share by the policy's measure, 0 to 1; by value where weights do not tell. */
    double share(Totals totals, int column) {
        return measure == Measure.WEIGHT
                ? Shares.weightShare(totals, column).orElse(Shares.valueShare(totals, column))
                : Shares.valueShare(totals, column);
    }

    /** Whether a country has a share by the policy's measure: none by weight if none of its records has a weight. */
    boolean hasShare(Totals totals, int column) {
        return totals.get(column, Totals.RECORDS) > 0
                && (measure == Measure.VALUE
                        || totals.get(column, Totals.WEIGHED_RECORDS) > 0
                        || Shares.weightCoverage(totals) < Shares.MINIMUM_WEIGHT_COVERAGE);
    }

    private boolean canTell(Totals totals) {
        return (measure == Measure.VALUE || Shares.weightCoverage(totals) >= Shares.MINIMUM_WEIGHT_COVERAGE)
                && (metric != Metric.EFFECTIVE_DEPENDENCE || reliance.isPresent());
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
        double percent = 100.0 * part / all;
        return metric == Metric.EFFECTIVE_DEPENDENCE ? percent * reliance.getAsDouble() : percent;
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
