package org.lodewatch.core.book;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.values.CountryCode;

/**
 * The weight of each country in the governance-weighted Herfindahl-Hirschman index: (2.5 - g) / 5 x 10, 0 to 10, where g is the
 * mean of the country's six Worldwide Governance Indicators, -2.5 to 2.5.
 *
 * <p>Source of the formula: European Commission, methodology for establishing the EU list of critical raw materials (2017),
 * HHI-WGI, with the indicators scaled to 0 to 10. Source of the indicators: World Bank, D. Kaufmann and A. Kraay.
 */
public final class GovernanceWeights {

    private static final double STRONGEST = 2.5;
    private static final double SPAN = 5;
    private static final double SCALE = 10;

    private final double[] weights = new double[CountryCode.COUNT];

    private GovernanceWeights(Catalogue catalogue) {
        for (Country country : catalogue.countries()) {
            OptionalDouble mean = catalogue.governance(country.iso2());
            if (mean.isPresent()) {
                weights[CountryCode.of(country.iso2())] = (STRONGEST - mean.getAsDouble()) / SPAN * SCALE;
            }
        }
    }

    /** The weights of a catalogue; empty if it has no indicators. */
    public static Optional<GovernanceWeights> of(Catalogue catalogue) {
        return catalogue.governanceYear() == 0 ? Optional.empty() : Optional.of(new GovernanceWeights(catalogue));
    }

    /** The weight of a country, 0 to 10; 0 without indicators. */
    public double of(int country) {
        return weights[country];
    }

    /**
     * The sum over the suppliers of the squared percentage share times the weight, 0 to 100,000. A supplier without indicators
     * adds nothing: with one, the index is a lower bound.
     *
     * @param share the part of the supply, 0 to 1, that a column has
     */
    public double hhi(Supply supply, IntToDoubleFunction share) {
        Countries countries = supply.totals().countries();
        double[] terms = new double[countries.size()];
        for (int column = 0; column < terms.length; column++) {
            double percent = supply.isSupplier(column) ? 100 * share.applyAsDouble(column) : 0;
            terms[column] = percent * percent * weights[countries.country(column)];
        }
        // Sorted, so that rounding does not depend on the order of the countries.
        Arrays.sort(terms);
        double sum = 0;
        for (double term : terms) {
            sum += term;
        }
        return sum;
    }
}
