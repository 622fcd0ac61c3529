package org.lodewatch.core.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lodewatch.core.batch.BatchBook.BatchWindow;
import org.lodewatch.core.batch.CountrySums.Sum;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.catalogue.Form;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** The message of one window that mineral-shares should hold. */
final class ExpectedShares {

    private ExpectedShares() {}

    /** @param reliance net import reliance of what the book counts */
    static MineralShares of(
            BookKey book,
            BatchWindow window,
            WindowRule rule,
            Optional<BatchWindow> yearBefore,
            Optional<NetImportReliance> reliance,
            ExpectedMeasures measures) {
        Sum total = window.sums().total();
        List<CountryShare> countries = countries(window.sums(), yearBefore, measures);
        List<CountryShare> suppliers = countries.stream()
                .filter(share -> share.getValueCents() > 0
                        && !share.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN)
                        && !share.getCountry().equals(book.reporter()))
                .toList();
        List<Double> parts = suppliers.stream()
                .map(share -> window.supply().valueShare(share.getCountry()))
                .toList();
        long supplied = window.supply().total().valueCents();
        double hhi = hhi(parts);
        MineralShares shares = MineralShares.newBuilder()
                .setDataset(book.dataset())
                .setReporter(book.reporter())
                .setMineral(book.mineral())
                .setAsOf(Months.text(window.asOf()))
                .setWindowMonths(rule.windowMonths())
                .setCoveredMonths(window.coveredMonths())
                .setComplete(window.complete())
                .setTotalValueCents(total.valueCents())
                .setTotalWeightGrams(weight(total))
                .setWeightCoverage(window.sums().weightCoverage())
                .setRecords(total.records())
                .setCountries(countries)
                .setHhi(hhi)
                .setEffectiveSuppliers(hhi > 0 ? 10_000 / hhi : null)
                .setTop3Share(parts.stream().limit(3).mapToDouble(part -> part).sum())
                .setWithoutTopValueCents(supplied)
                .setHorizonMonths(rule.horizonMonths())
                .setReturnedValueCents(window.sums().of(book.reporter()).valueCents())
                .build();
        shares.setFormOf(measures.catalogue().forms().stream()
                .filter(form -> form.book().equals(book.mineral()))
                .map(Form::mineral)
                .filter(mineral -> !mineral.equals(book.mineral()))
                .findFirst()
                .orElse(null));
        reliance.ifPresent(figure -> shares.setReliance(published(figure)));
        OptionalDouble percent =
                reliance.stream().map(NetImportReliance::percent).findFirst().orElse(OptionalDouble.empty());
        percent.ifPresent(value -> shares.setNetImportReliance(value / 100));
        if (!suppliers.isEmpty()) {
            CountryShare top = suppliers.get(0);
            shares.setTopCountry(top.getCountry());
            shares.setTopShare(parts.get(0));
            shares.setWithoutTopValueCents(supplied - top.getValueCents());
            percent.ifPresent(value -> shares.setEffectiveDependence(parts.get(0) * (value / 100)));
        }
        shares.setBlocs(measures.blocs());
        measures.unproducedShare().ifPresent(shares::setUnproducedShare);
        shares.setDetour(
                yearBefore.flatMap(before -> measures.detour(before.supply())).orElse(null));
        measures.hhiGovernance(window.supply()::valueShare).ifPresent(shares::setHhiGovernance);
        measures.medianUnitValue().ifPresent(shares::setMedianUnitValue);
        shares.setMarkedWeightPart(measures.markedWeightPart());
        measures.valueWeightGap().ifPresent(shares::setValueWeightGap);
        measures.containedGrams().ifPresent(shares::setContainedGrams);
        shares.setContainedCoverage(measures.containedCoverage());
        return shares;
    }

    private static PublishedReliance published(NetImportReliance figure) {
        String printed = figure.printed();
        RelianceBound bound = printed.startsWith(">")
                ? RelianceBound.LOWER
                : printed.startsWith("<") ? RelianceBound.UPPER : RelianceBound.EXACT;
        return new PublishedReliance(printed, bound, figure.year(), figure.edition());
    }

    private static List<CountryShare> countries(
            CountrySums sums, Optional<BatchWindow> yearBefore, ExpectedMeasures measures) {
        List<CountryShare> shares = new ArrayList<>();
        OptionalDouble median = measures.medianUnitValue();
        double contained =
                measures.containedCoverage() >= 0.95 ? measures.containedGrams().orElse(0) : 0;
        sums.byCountry().forEach((country, sum) -> {
            double share = sums.valueShare(country);
            OptionalDouble grams = measures.containedGrams(country);
            shares.add(CountryShare.newBuilder()
                    .setCountry(country)
                    .setValueCents(sum.valueCents())
                    .setWeightGrams(weight(sum))
                    .setValueShare(share)
                    .setWeightShare(sums.coversWeights() && weight(sum) != null ? sums.weightShare(country) : null)
                    .setValueShareChange(yearBefore
                            .map(before -> share - before.sums().valueShare(country))
                            .orElse(null))
                    .setUnitValue(boxed(measures.unitValue(country)))
                    .setUnitValueMarked(measures.isMarked(country, median))
                    .setContainedGrams(boxed(grams))
                    .setContainedShare(grams.isPresent() && contained > 0 ? grams.getAsDouble() / contained : null)
                    .build());
        });
        // The sort is stable: countries of equal value stay in the order of their codes.
        shares.sort(Comparator.comparingLong(CountryShare::getValueCents).reversed());
        return shares;
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Long weight(Sum sum) {
        return sum.weighedRecords() > 0 ? sum.weightGrams() : null;
    }

    /** @param parts the suppliers' parts of the supply, 0 to 1, the largest first */
    private static double hhi(List<Double> parts) {
        double hhi = 0;
        // The smallest first, as in the streaming code, so that the sums agree to the last bit.
        for (int i = parts.size() - 1; i >= 0; i--) {
            double share = parts.get(i);
            hhi += 100 * share * 100 * share;
        }
        return hhi;
    }
}
