package org.lodewatch.core.policy;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.lodewatch.core.book.ContainedWeight;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.Supply;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.UnitValues;
import org.lodewatch.schemas.messages.Measure;

/** The supply of one window by a measure: value, weight or contained weight. It is valid until the book changes. */
final class MeasuredWindow {

    private static final double UNKNOWN = -1;

    private final Measure measure;
    private final Supply supply;
    private final Optional<ContainedWeight> contained;
    private final Optional<String> absence;

    /** Computed at the first call, because only policies on any country ask for it, and then each of them does. */
    private double largestShare = UNKNOWN;

    /** @param contained empty if no form of known content has a weight, or the measure is another */
    MeasuredWindow(Measure measure, Supply supply, Optional<ContainedWeight> contained) {
        this.measure = measure;
        this.supply = supply;
        this.contained = contained;
        this.absence = absence(measure, supply, contained);
    }

    Supply supply() {
        return supply;
    }

    /** Why there are no shares by weight, to follow "because"; empty if there are. */
    Optional<String> absence() {
        return absence;
    }

    private static Optional<String> absence(Measure measure, Supply supply, Optional<ContainedWeight> contained) {
        if (measure == Measure.VALUE) {
            return Optional.empty();
        }
        if (measure == Measure.WEIGHT && !supply.coversWeights()) {
            return Optional.of("less than 95 % of the value has a weight");
        }
        if (measure == Measure.CONTAINED_WEIGHT
                && contained.filter(weight -> weight.covers(supply)).isEmpty()) {
            return Optional.of("less than 95 % of the value has a weight and a known content");
        }
        double marked = UnitValues.of(supply.totals()).markedWeightPart();
        return marked > UnitValues.MOST_MARKED
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%.1f %% of the weight has a unit value more than four times off the median",
                        100 * marked))
                : Optional.empty();
    }

    /** The part of the supply, 0 to 1, that a column has; by value where there are no shares by the measure. */
    double share(int column) {
        if (measure == Measure.VALUE || absence.isPresent()) {
            return supply.valueShare(column);
        }
        return measure == Measure.WEIGHT
                ? supply.weightShare(column).orElseThrow()
                : contained
                        .orElseThrow()
                        .share(supply, List.of(supply.totals().countries().country(column)));
    }

    /** The largest {@link #share} of a supplier; 0 without one. */
    double largestShare() {
        if (largestShare == UNKNOWN) {
            largestShare = measure == Measure.VALUE ? supply.largestValueShare() : largestOfEach();
        }
        return largestShare;
    }

    private double largestOfEach() {
        return IntStream.range(0, supply.totals().countries().size())
                .filter(supply::isSupplier)
                .mapToDouble(this::share)
                .max()
                .orElse(0);
    }

    /** Whether a country is a supplier by the measure: not by weight if none of its records has a weight. */
    boolean isSupplier(int column) {
        Totals totals = supply.totals();
        return supply.isSupplier(column)
                && totals.get(column, Totals.RECORDS) > 0
                && (measure == Measure.VALUE || absence.isPresent() || totals.get(column, Totals.WEIGHED_RECORDS) > 0);
    }

    /** The part of the supply, in percent, that some countries have together; the reporter's own goods are not in it. */
    double percent(Collection<Integer> countries) {
        if (measure == Measure.CONTAINED_WEIGHT) {
            return 100 * contained.orElseThrow().share(supply, countries);
        }
        int field = measure == Measure.VALUE ? Totals.VALUE : Totals.WEIGHT;
        long all = supply.sum(field);
        if (all == 0) {
            return 0;
        }
        // Summed before it is divided, so that a bloc's share does not depend on the order of its members.
        long part = 0;
        for (int country : countries) {
            part += country == supply.reporter() ? 0 : supply.totals().of(country, field);
        }
        return 100.0 * part / all;
    }

    /** Herfindahl-Hirschman index of the suppliers, 0 to 10,000. */
    double hhi() {
        double[] shares = new double[supply.totals().countries().size()];
        for (int column = 0; column < shares.length; column++) {
            shares[column] = supply.isSupplier(column) ? share(column) : 0;
        }
        return Shares.hhi(shares);
    }

    /** Cents, grams or grams of the element that each country supplies; unknown origins are one of them, returned goods none. */
    Map<Integer, Double> quantities() {
        Totals totals = supply.totals();
        Map<Integer, Double> quantities = new TreeMap<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            double quantity = switch (measure) {
                case VALUE -> totals.get(column, Totals.VALUE);
                case WEIGHT -> totals.get(column, Totals.WEIGHT);
                case CONTAINED_WEIGHT -> contained.orElseThrow().grams(column).orElse(0);
            };
            int country = totals.countries().country(column);
            if (quantity != 0 && country != supply.reporter()) {
                quantities.put(country, quantity);
            }
        }
        return quantities;
    }
}
