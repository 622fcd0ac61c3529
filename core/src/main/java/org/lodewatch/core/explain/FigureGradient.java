package org.lodewatch.core.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.lodewatch.core.policy.SupplyFigure;
import org.lodewatch.schemas.messages.Metric;

/**
 * How much a unit of quantity from each country adds to the difference of a figure between two windows, so that the contributions
 * of all records add up to the difference.
 *
 * <p>The figure is {@code F = f x sum of w x p^k}, where {@code p = q / T} is the part of a country in the supply T. With means of
 * both windows, a quantity d from country c contributes {@code d x (g(c) - sum of g x p) / T}, where {@code g = f x w} if k is 1
 * and {@code g = f x w x 2 x p} if k is 2. That is exact, because the difference of a product is the sum of each factor's difference
 * times the mean of the other. Source of the means: T. L. Bennet, The theory of measurement of changes in cost of living, Journal of
 * the Royal Statistical Society 83 (1920).
 */
final class FigureGradient {

    private final Map<Integer, Double> perUnit = new HashMap<>();
    private final double ofOthers;

    /**
     * @param factor mean factor of both figures
     * @param weights mean weights
     * @param parts mean parts of the supply
     * @param supply mean supply
     */
    private FigureGradient(
            double factor, Map<Integer, Double> weights, int power, Map<Integer, Double> parts, double supply) {
        double mean = 0;
        Map<Integer, Double> slopes = new HashMap<>();
        for (Map.Entry<Integer, Double> weight : weights.entrySet()) {
            double part = parts.getOrDefault(weight.getKey(), 0.0);
            double slope = factor * weight.getValue() * (power == 1 ? 1 : 2 * part);
            slopes.put(weight.getKey(), slope);
            mean += slope * part;
        }
        double all = mean;
        slopes.forEach((country, slope) -> perUnit.put(country, supply == 0 ? 0 : (slope - all) / supply));
        this.ofOthers = supply == 0 ? 0 : -all / supply;
    }

    /** Of the supplies of two windows. */
    static FigureGradient of(SupplyFigure before, SupplyFigure after) {
        Map<Integer, Double> parts = new HashMap<>();
        countries(before.quantities(), after.quantities())
                .forEach(country -> parts.put(country, (before.part(country) + after.part(country)) / 2));
        return new FigureGradient(
                (before.factor() + after.factor()) / 2,
                weights(before, after),
                after.power(),
                parts,
                (before.supply() + after.supply()) / 2);
    }

    /** Of the supplies twelve months before two windows, which a detour subtracts. */
    static FigureGradient ofYearBefore(SupplyFigure before, SupplyFigure after) {
        Map<Integer, Double> parts = new HashMap<>();
        countries(before.yearBefore(), after.yearBefore())
                .forEach(country -> parts.put(country, (before.partBefore(country) + after.partBefore(country)) / 2));
        Map<Integer, Double> weights = weights(before, after);
        weights.replaceAll((country, weight) -> -weight);
        return new FigureGradient(1, weights, 1, parts, (before.supplyBefore() + after.supplyBefore()) / 2);
    }

    /** What some quantity from a country, in the unit of the figures, adds to the difference. */
    double points(int country, double quantity) {
        return quantity * perUnit.getOrDefault(country, ofOthers);
    }

    /** The mean weights. Only a detour has other weights in other windows: it counts the countries that have gained. */
    private static Map<Integer, Double> weights(SupplyFigure before, SupplyFigure after) {
        boolean same = after.metric() != Metric.DETOUR;
        Map<Integer, Double> weights = new HashMap<>();
        for (int country : countries(before.weights(), after.weights())) {
            Double one = before.weights().get(country);
            Double other = after.weights().get(country);
            double none = same ? Math.max(one == null ? 0 : one, other == null ? 0 : other) : 0;
            weights.put(country, ((one == null ? none : one) + (other == null ? none : other)) / 2);
        }
        return weights;
    }

    private static TreeSet<Integer> countries(Map<Integer, Double> one, Map<Integer, Double> other) {
        TreeSet<Integer> countries = new TreeSet<>(one.keySet());
        countries.addAll(other.keySet());
        return countries;
    }
}
