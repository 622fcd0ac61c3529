package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.lodewatch.core.batch.CountrySums.Sum;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.catalogue.Bloc;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.catalogue.Stage;
import org.lodewatch.schemas.messages.BlocShare;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.ShareMove;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * The measures of one window that need the catalogue or weights, from its sums by country.
 *
 * @param sums of all origins
 * @param supply the sums without returned goods
 * @param formSums the sums of all origins by form: of the form of the book, or of those that its mineral counts
 */
record ExpectedMeasures(
        Catalogue catalogue, BookKey book, CountrySums sums, CountrySums supply, Map<Form, CountrySums> formSums) {

    /** The forms that a book counts. */
    static List<Form> forms(Catalogue catalogue, BookKey book) {
        String id = book.mineral();
        List<Form> own = new ArrayList<>();
        List<Form> ofMineral = new ArrayList<>();
        for (Form form : catalogue.forms()) {
            if (form.book().equals(id)) {
                own.add(form);
            } else if (form.headline() && form.mineral().equals(id)) {
                ofMineral.add(form);
            }
        }
        return own.isEmpty() ? ofMineral : own;
    }

    List<BlocShare> blocs() {
        List<BlocShare> shares = new ArrayList<>();
        for (Bloc bloc : catalogue.blocs()) {
            long cents = bloc.members().stream()
                    .mapToLong(country -> supply.of(country).valueCents())
                    .sum();
            shares.add(
                    new BlocShare(bloc.id(), cents, part(cents, supply.total().valueCents())));
        }
        return shares;
    }

    /** The part of the supply, 0 to 1, from countries that do not produce the mineral; empty if that is not known. */
    OptionalDouble unproducedShare() {
        if (production().isEmpty()) {
            return OptionalDouble.empty();
        }
        long cents = others().stream()
                .mapToLong(country -> supply.of(country).valueCents())
                .sum();
        return OptionalDouble.of(part(cents, supply.total().valueCents()));
    }

    /** The detour since a year before; empty if there is none. */
    Optional<Detour> detour(CountrySums supplyYearBefore) {
        if (production().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> moves = new TreeMap<>();
        Set<String> countries = new TreeSet<>(supply.byCountry().keySet());
        countries.addAll(supplyYearBefore.byCountry().keySet());
        countries.remove(ImportBounds.UNKNOWN_ORIGIN);
        for (String country : countries) {
            moves.put(country, 100 * supply.valueShare(country) - 100 * supplyYearBefore.valueShare(country));
        }
        List<ShareMove> losers = new ArrayList<>();
        List<ShareMove> gainers = new ArrayList<>();
        Set<String> producers = production().get().producers();
        moves.forEach((country, points) -> {
            if (points <= -10) {
                losers.add(new ShareMove(country, points));
            }
            if (points > 0 && !producers.contains(country)) {
                gainers.add(new ShareMove(country, points));
            }
        });
        if (losers.isEmpty() || gainers.isEmpty()) {
            return Optional.empty();
        }
        // The sorts are stable: equal moves stay in the order of the countries.
        losers.sort(Comparator.comparingDouble(ShareMove::getPoints));
        gainers.sort(Comparator.comparingDouble(ShareMove::getPoints).reversed());
        double sum = 0;
        for (ShareMove gain : gainers) {
            sum += gain.getPoints();
        }
        return Optional.of(new Detour(sum, losers, gainers));
    }

    /**
     * The governance-weighted concentration; empty without indicators.
     *
     * @param share a supplier's part of the supply, 0 to 1
     */
    OptionalDouble hhiGovernance(ToDoubleFunction<String> share) {
        if (catalogue.governanceYear() == 0) {
            return OptionalDouble.empty();
        }
        List<Double> terms = new ArrayList<>();
        for (String country : suppliers()) {
            OptionalDouble mean = catalogue.governance(country);
            if (mean.isPresent()) {
                double percent = 100 * share.applyAsDouble(country);
                terms.add(percent * percent * ((2.5 - mean.getAsDouble()) / 5 * 10));
            }
        }
        double sum = 0;
        // The smallest first, as in the streaming code, so that the sums agree to the last bit.
        for (double term : terms.stream().sorted().toList()) {
            sum += term;
        }
        return OptionalDouble.of(sum);
    }

    /** Value a kilogram of a country's records that have a weight. */
    OptionalDouble unitValue(String country) {
        Sum sum = sums.of(country);
        return sum.weightGrams() > 0
                ? OptionalDouble.of(10.0 * sum.weighedValueCents() / sum.weightGrams())
                : OptionalDouble.empty();
    }

    /** The median over the countries of the unit values above 0; empty with fewer than three. */
    OptionalDouble medianUnitValue() {
        double[] values = sums.byCountry().keySet().stream()
                .map(this::unitValue)
                .mapToDouble(value -> value.orElse(0))
                .filter(value -> value > 0)
                .toArray();
        if (values.length < 3) {
            return OptionalDouble.empty();
        }
        Arrays.sort(values);
        double upper = values[values.length / 2];
        return OptionalDouble.of(values.length % 2 == 1 ? upper : (values[values.length / 2 - 1] + upper) / 2);
    }

    /** Whether a country's unit value is far off the median. */
    boolean isMarked(String country, OptionalDouble median) {
        OptionalDouble value = unitValue(country);
        return median.isPresent()
                && value.isPresent()
                && (value.getAsDouble() > 4 * median.getAsDouble() || 4 * value.getAsDouble() < median.getAsDouble());
    }

    double markedWeightPart() {
        OptionalDouble median = medianUnitValue();
        long grams = sums.byCountry().keySet().stream()
                .filter(country -> isMarked(country, median))
                .mapToLong(country -> sums.of(country).weightGrams())
                .sum();
        return part(grams, sums.total().weightGrams());
    }

    /** The largest difference of a supplier's shares by value and weight, in points; empty without shares by weight. */
    OptionalDouble valueWeightGap() {
        if (!supply.coversWeights() || supply.total().weightGrams() == 0) {
            return OptionalDouble.empty();
        }
        double gap = 0;
        for (String country : suppliers()) {
            gap = Math.max(gap, Math.abs(100 * (supply.valueShare(country) - supply.weightShare(country))));
        }
        return OptionalDouble.of(gap);
    }

    /** Grams of the element in the goods of all origins; empty if no form of known content has a weight. */
    OptionalDouble containedGrams() {
        OptionalDouble grams = OptionalDouble.empty();
        for (Form form : formSums.keySet()) {
            Sum total = formSums.get(form).total();
            if (form.content().isPresent() && total.weighedRecords() > 0) {
                grams = OptionalDouble.of(grams.orElse(0) + form.content().getAsDouble() * total.weightGrams());
            }
        }
        return grams;
    }

    /** Those of one country. */
    OptionalDouble containedGrams(String country) {
        OptionalDouble grams = OptionalDouble.empty();
        for (Form form : formSums.keySet()) {
            Sum sum = formSums.get(form).of(country);
            if (form.content().isPresent() && sum.weighedRecords() > 0) {
                grams = OptionalDouble.of(grams.orElse(0) + form.content().getAsDouble() * sum.weightGrams());
            }
        }
        return grams;
    }

    /** Part of the value, 0 to 1, whose records have a weight and a known content. */
    double containedCoverage() {
        return part(
                formSums.keySet().stream()
                        .filter(form -> form.content().isPresent())
                        .mapToLong(form -> formSums.get(form).total().weighedValueCents())
                        .sum(),
                sums.total().valueCents());
    }

    /** The same of what other countries supply. */
    ExpectedMeasures ofSupply() {
        Map<Form, CountrySums> supplied = new LinkedHashMap<>();
        formSums.forEach((form, all) -> supplied.put(form, all.without(book.reporter())));
        return new ExpectedMeasures(catalogue, book, supply, supply, supplied);
    }

    /** The part of the contained weight, 0 to 1, that some countries have. */
    double containedShare(Iterable<String> countries) {
        double some = 0;
        for (Form form : formSums.keySet()) {
            long grams = 0;
            for (String country : countries) {
                grams += formSums.get(form).of(country).weightGrams();
            }
            some += form.content().orElse(0) * grams;
        }
        double all = containedGrams().orElse(0);
        return all == 0 ? 0 : some / all;
    }

    /** The producers of the mineral; none for scrap and synthetic goods, which no country mines or refines. */
    private Optional<Production> production() {
        for (Form form : catalogue.forms()) {
            if (form.book().equals(book.mineral())) {
                return form.stage() == Stage.SCRAP || form.stage() == Stage.SYNTHETIC
                        ? Optional.empty()
                        : catalogue.production(form.mineral());
            }
        }
        return catalogue.production(book.mineral());
    }

    private Set<String> suppliers() {
        Set<String> suppliers = new TreeSet<>(supply.byCountry().keySet());
        suppliers.remove(ImportBounds.UNKNOWN_ORIGIN);
        return suppliers;
    }

    /** The suppliers that do not produce the mineral. */
    private Set<String> others() {
        Set<String> others = suppliers();
        production().ifPresent(production -> others.removeAll(production.producers()));
        return others;
    }

    private static double part(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
