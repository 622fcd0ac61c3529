package org.lodewatch.core.policy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.Metric;

/**
 * A policy's figure in a window as a function of what each country supplies: {@code factor x sum of weight x part^power}, where
 * the part of a country is its quantity divided by the supply. For a detour, the same sum of the window twelve months earlier is
 * subtracted.
 *
 * @param asOf the window's last month
 * @param metric what the policy measures
 * @param measure what the quantities are: cents, grams, or grams of the element
 * @param quantities of the supply, by the number of the country; unknown origins are one of them, returned goods none
 * @param supply all quantities together
 * @param weights of the countries that the figure depends on, points of a whole part
 * @param power 1, or 2 for a measure of concentration
 * @param factor net import reliance, 0 to 1, for effective dependence; otherwise 1
 * @param reliance the published figure behind the factor
 * @param yearBefore the quantities twelve months earlier, for a detour; none for other metrics
 * @param supplyBefore all quantities twelve months earlier
 */
public record SupplyFigure(
        int asOf,
        Metric metric,
        Measure measure,
        Map<Integer, Double> quantities,
        double supply,
        Map<Integer, Double> weights,
        int power,
        double factor,
        Optional<NetImportReliance> reliance,
        Map<Integer, Double> yearBefore,
        double supplyBefore) {

    /** The part of the supply, 0 to 1, that a country has. */
    public double part(int country) {
        return supply == 0 ? 0 : quantities.getOrDefault(country, 0.0) / supply;
    }

    /** The part of the supply, 0 to 1, that a country had twelve months earlier; 0 for metrics that do not compare. */
    public double partBefore(int country) {
        return supplyBefore == 0 ? 0 : yearBefore.getOrDefault(country, 0.0) / supplyBefore;
    }

    /** What each country adds to the figure, percent or points. */
    public Map<Integer, Double> terms() {
        Map<Integer, Double> terms = new TreeMap<>();
        weights.forEach((country, weight) -> terms.put(country, factor * term(country, weight)));
        return terms;
    }

    /** The figure: percent or points. */
    public double value() {
        return factor * sum();
    }

    /** The figure before it is multiplied by the factor. */
    public double sum() {
        return weights.entrySet().stream()
                .mapToDouble(weight -> term(weight.getKey(), weight.getValue()))
                .sum();
    }

    private double term(int country, double weight) {
        return weight * (Math.pow(part(country), power) - Math.pow(partBefore(country), power));
    }
}
