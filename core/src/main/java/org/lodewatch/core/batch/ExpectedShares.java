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
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** The message of one window that mineral-shares should hold. */
final class ExpectedShares {

    private ExpectedShares() {}

    /** @param reliance net import reliance of the book's mineral, 0 to 1 */
    static MineralShares of(
            BookKey book,
            BatchWindow window,
            WindowRule rule,
            Optional<BatchWindow> yearBefore,
            OptionalDouble reliance) {
        Sum total = window.sums().total();
        List<CountryShare> countries = countries(window.sums(), yearBefore);
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
        reliance.ifPresent(shares::setNetImportReliance);
        if (!suppliers.isEmpty()) {
            CountryShare top = suppliers.get(0);
            shares.setTopCountry(top.getCountry());
            shares.setTopShare(parts.get(0));
            shares.setWithoutTopValueCents(supplied - top.getValueCents());
            reliance.ifPresent(part -> shares.setEffectiveDependence(parts.get(0) * part));
        }
        return shares;
    }

    private static List<CountryShare> countries(CountrySums sums, Optional<BatchWindow> yearBefore) {
        List<CountryShare> shares = new ArrayList<>();
        sums.byCountry().forEach((country, sum) -> {
            double share = sums.valueShare(country);
            shares.add(CountryShare.newBuilder()
                    .setCountry(country)
                    .setValueCents(sum.valueCents())
                    .setWeightGrams(weight(sum))
                    .setValueShare(share)
                    .setWeightShare(sums.coversWeights() && weight(sum) != null ? sums.weightShare(country) : null)
                    .setValueShareChange(yearBefore
                            .map(before -> share - before.sums().valueShare(country))
                            .orElse(null))
                    .build());
        });
        // The sort is stable: countries of equal value stay in the order of their codes.
        shares.sort(Comparator.comparingLong(CountryShare::getValueCents).reversed());
        return shares;
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
