package org.lodewatch.service.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lodewatch.core.policy.PublishedSupply;
import org.lodewatch.core.policy.PublishedSupply.Part;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.Measure;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * The suppliers of a published window by value or by weight.
 *
 * @param suppliers the largest first; none where the shares are absent
 * @param hhi 0 to 10,000; empty where the shares are absent
 * @param unknownShare the part of unknown origins, 0 to 1
 * @param absence why there are no shares by weight; empty if there are
 */
record RankedSupply(List<Part> suppliers, OptionalDouble hhi, OptionalDouble unknownShare, Optional<String> absence) {

    private static final int FIRST = 3;
    private static final double WHOLE = 10_000;

    static RankedSupply of(MineralShares shares, Measure measure) {
        return measure == Measure.VALUE ? byValue(shares) : by(PublishedSupply.of(shares, measure));
    }

    /** By value, the countries of shares are in order, and the index is there. */
    private static RankedSupply byValue(MineralShares shares) {
        double supply = shares.getTotalValueCents() - shares.getReturnedValueCents();
        double unknown = 0;
        List<Part> suppliers = new ArrayList<>(shares.getCountries().size());
        for (CountryShare country : shares.getCountries()) {
            if (country.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN)) {
                unknown = country.getValueCents() / supply;
            } else if (country.getValueCents() > 0 && !country.getCountry().equals(shares.getReporter())) {
                suppliers.add(new Part(country.getCountry(), country.getValueCents() / supply));
            }
        }
        return new RankedSupply(
                suppliers,
                OptionalDouble.of(shares.getHhi()),
                OptionalDouble.of(supply == 0 ? 0 : unknown),
                Optional.empty());
    }

    private static RankedSupply by(PublishedSupply supply) {
        return new RankedSupply(
                supply.suppliers(), supply.hhi(), supply.share(List.of(ImportBounds.UNKNOWN_ORIGIN)), supply.absence());
    }

    /** Windows with the figures of their suppliers by a measure; see {@link #ranked(MineralShares)}. */
    static List<MineralShares> ranked(List<MineralShares> shares, Measure measure) {
        return measure == Measure.VALUE
                ? shares
                : shares.stream()
                        .map(window -> of(window, measure).ranked(window))
                        .toList();
    }

    /** The largest supplier. */
    Optional<Part> top() {
        return suppliers.stream().findFirst();
    }

    /** The part of some countries together, 0 to 1. */
    double share(Set<String> countries) {
        double share = 0;
        for (Part part : suppliers) {
            if (countries.contains(part.country())) {
                share += part.share();
            }
        }
        return share;
    }

    /**
     * The same window with the figures of its suppliers by weight, from the index to the effective dependence, and its countries in
     * that order. Where there are no shares by weight, these figures are 0 or missing, and the order remains that by value.
     */
    MineralShares ranked(MineralShares shares) {
        List<CountryShare> countries = absence.isPresent()
                ? shares.getCountries()
                : shares.getCountries().stream()
                        .sorted(Comparator.comparingLong(RankedSupply::grams).reversed())
                        .toList();
        double top3Share =
                suppliers.stream().limit(FIRST).mapToDouble(Part::share).sum();
        double index = hhi.orElse(0);
        return MineralShares.newBuilder(shares)
                .setCountries(countries)
                .setHhi(index)
                .setEffectiveSuppliers(index > 0 ? WHOLE / index : null)
                .setTopCountry(top().map(Part::country).orElse(null))
                .setTopShare(top().map(Part::share).orElse(null))
                .setTop3Share(top3Share)
                .setEffectiveDependence(
                        top().isPresent() && shares.getNetImportReliance() != null
                                ? top().get().share() * shares.getNetImportReliance()
                                : null)
                .build();
    }

    private static long grams(CountryShare country) {
        return country.getWeightGrams() == null ? 0 : country.getWeightGrams();
    }
}
