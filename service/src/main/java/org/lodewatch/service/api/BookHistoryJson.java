package org.lodewatch.service.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * All windows of a book in one document. Arrays have one item for each as-of month.
 *
 * @param asOf the months, YYYY-MM, that the windows end with, oldest first
 * @param complete whether the last period of each window is complete
 * @param totalValue in the currency
 * @param hhi 0 to 10,000
 * @param countries the suppliers with the largest shares in any window, the largest first
 * @param currency ISO 4217 code; left out for USD
 */
public record BookHistoryJson(
        String dataset,
        String reporter,
        String mineral,
        int windowMonths,
        List<String> asOf,
        List<Boolean> complete,
        List<Double> totalValue,
        List<Double> hhi,
        List<SupplierHistory> countries,
        @JsonInclude(JsonInclude.Include.NON_NULL) String currency) {

    private static final double CENTS = 100.0;

    /**
     * One supplier.
     *
     * @param shares by value, parts of what other countries supply, 0 to 1; 0 in a window without its goods
     */
    public record SupplierHistory(String country, Double[] shares) {

        private double highest() {
            return Arrays.stream(shares).mapToDouble(share -> share).max().orElse(0);
        }
    }

    /**
     * @param windows of one book, oldest first; at least one
     * @param top how many suppliers
     */
    static BookHistoryJson of(List<MineralShares> windows, int top) {
        MineralShares newest = windows.get(windows.size() - 1);
        Map<String, SupplierHistory> suppliers = new HashMap<>();
        List<Double> totals = new ArrayList<>();
        for (int at = 0; at < windows.size(); at++) {
            MineralShares window = windows.get(at);
            long supplied = window.getTotalValueCents() - window.getReturnedValueCents();
            totals.add(window.getTotalValueCents() / CENTS);
            for (CountryShare share : window.getCountries()) {
                if (isSupplier(share, window)) {
                    SupplierHistory supplier = suppliers.computeIfAbsent(
                            share.getCountry(), country -> new SupplierHistory(country, zeros(windows.size())));
                    supplier.shares()[at] = supplied == 0 ? 0 : (double) share.getValueCents() / supplied;
                }
            }
        }
        return new BookHistoryJson(
                newest.getDataset(),
                newest.getReporter(),
                newest.getMineral(),
                newest.getWindowMonths(),
                windows.stream().map(MineralShares::getAsOf).toList(),
                windows.stream().map(MineralShares::getComplete).toList(),
                totals,
                windows.stream().map(MineralShares::getHhi).toList(),
                suppliers.values().stream()
                        .sorted(Comparator.comparingDouble(SupplierHistory::highest)
                                .reversed()
                                .thenComparing(SupplierHistory::country))
                        .limit(top)
                        .toList(),
                new Money(newest.getCurrency()).isDollars() ? null : newest.getCurrency());
    }

    private static boolean isSupplier(CountryShare share, MineralShares window) {
        return !share.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN)
                && !share.getCountry().equals(window.getReporter());
    }

    private static Double[] zeros(int length) {
        Double[] zeros = new Double[length];
        Arrays.fill(zeros, 0.0);
        return zeros;
    }
}
