package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.catalogue.Reliance;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.messages.PublishedReliance;
import org.lodewatch.schemas.messages.RelianceBound;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * Computes shares and measures of concentration from a window's totals. The share of a country is one of the total;
 * measures of suppliers are of the {@link Supply}, which lacks returned goods. Thread-safe.
 */
public final class Shares {

    private final CatalogueFacts facts;

    /** Shares by the facts of a catalogue. */
    public Shares(Catalogue catalogue) {
        this.facts = new CatalogueFacts(catalogue);
    }

    /** Returns the shares of a book as of a month; empty if it has no such window, or no record is in it. */
    public Optional<MineralShares> asOf(BookKey book, int asOf, Windows windows) {
        try {
            return windows.at(asOf)
                    .filter(window -> !window.totals().isEmpty())
                    .map(window -> of(book, window, windows));
        } catch (ArithmeticException e) {
            throw Totals.tooLarge(book.at(asOf), e);
        }
    }

    /** The shares of a book in one of its windows, which may be empty. */
    public MineralShares of(BookKey book, Window window, Windows windows) {
        MineralShares shares = of(
                book,
                window,
                windows.yearBefore(window),
                () -> windows.parts(window.asOf()),
                windows.codes().reliance(book, window, facts.of(book)));
        shares.setCodeCoverage(windows.codes().coverage(window).orElse(null));
        shares.setSeriesBreak(windows.codes().seriesBreak(window).orElse(null));
        shares.setBasis(windows.basis().orElse(null));
        shares.setCurrency(windows.currency());
        shares.setHorizonMonths(windows.horizonMonths());
        return shares;
    }

    /** The shares of one book that adds up no others, as of one month. */
    public MineralShares of(BookKey book, Window window, Optional<Window> yearBefore) {
        return of(book, window, yearBefore, Map::of);
    }

    /**
     * The shares of one book as of one month.
     *
     * @param yearBefore the whole window twelve months earlier, for the change of shares and the detour
     * @param parts the totals of the window in each book that this one adds up, by the id of the book; is called only if weights
     *     need it
     */
    public MineralShares of(
            BookKey book, Window window, Optional<Window> yearBefore, Supplier<Map<String, Totals>> parts) {
        return of(
                book, window, yearBefore, parts, facts.of(book).reliance(book.reporter(), Months.year(window.asOf())));
    }

    private MineralShares of(
            BookKey book,
            Window window,
            Optional<Window> yearBefore,
            Supplier<Map<String, Totals>> parts,
            Reliance reliance) {
        Totals totals = window.totals();
        BookFacts about = facts.of(book);
        long totalValue = totals.sum(Totals.VALUE);
        UnitValues unitValues = UnitValues.of(totals);
        Optional<ContainedWeight> contained = about.contents().containedIn(totals, parts);
        List<CountryShare> countries = countries(totals, yearBefore, unitValues, contained);
        Supply supply = Supply.of(book, totals);
        long supplied = supply.sum(Totals.VALUE);
        List<CountryShare> suppliers = countries.stream()
                .filter(share -> isSupplier(share, book.reporter()))
                .toList();
        Optional<CountryShare> top = suppliers.stream().findFirst();
        double[] shares = suppliers.stream()
                .mapToDouble(share -> Supply.part(share.getValueCents(), supplied))
                .toArray();
        double hhi = hhi(shares);
        OptionalDouble part = reliance.part();
        // The setters, because the builder checks each field and decodes a default for each that is left out.
        MineralShares published = new MineralShares();
        published.setCurrency(DatasetBasis.DEFAULT_CURRENCY);
        published.setDataset(book.dataset());
        published.setReporter(book.reporter());
        published.setMineral(book.mineral());
        published.setFormOf(about.formOf().orElse(null));
        published.setAsOf(Months.text(window.asOf()));
        published.setWindowMonths(window.months());
        published.setCoveredMonths(window.coveredMonths());
        published.setComplete(window.complete());
        published.setPartial(window.partial());
        published.setAccepted(window.partial() && !window.state().withheld());
        published.setStale(window.stale());
        published.setTotalValueCents(totalValue);
        published.setTotalWeightGrams(totals.sum(Totals.WEIGHED_RECORDS) > 0 ? totals.sum(Totals.WEIGHT) : null);
        published.setWeightCoverage(weightCoverage(totals));
        published.setRecords(totals.sum(Totals.RECORDS));
        published.setCountries(countries);
        published.setHhi(hhi);
        published.setEffectiveSuppliers(hhi > 0 ? 10_000 / hhi : null);
        published.setTopCountry(top.map(CountryShare::getCountry).orElse(null));
        published.setTopShare(top.isPresent() ? shares[0] : null);
        published.setTop3Share(Arrays.stream(shares).limit(3).sum());
        published.setWithoutTopValueCents(
                supplied - top.map(CountryShare::getValueCents).orElse(0L));
        published.setNetImportReliance(boxed(part));
        published.setEffectiveDependence(top.isPresent() && part.isPresent() ? shares[0] * part.getAsDouble() : null);
        published.setReliance(reliance.figure().map(Shares::published).orElse(null));
        published.setRelianceAbsence(reliance.absence().orElse(null));
        published.setReturnedValueCents(supply.returned(Totals.VALUE));
        published.setBlocs(facts.blocs().shares(supply));
        published.setUnproducedShare(about.producers()
                .map(producers -> producers.unproducedShare(supply))
                .orElse(null));
        published.setDetour(about.producers()
                .flatMap(producers ->
                        yearBefore.flatMap(before -> producers.detour(supply, Supply.of(book, before.totals()))))
                .orElse(null));
        published.setHhiGovernance(facts.governance()
                .map(weights -> weights.hhi(supply, supply::valueShare))
                .orElse(null));
        published.setMedianUnitValue(boxed(unitValues.medianValue()));
        published.setMarkedWeightPart(unitValues.markedWeightPart());
        published.setValueWeightGap(boxed(supply.valueWeightGap()));
        published.setContainedGrams(contained.map(ContainedWeight::sum).orElse(null));
        published.setContainedCoverage(contained.map(ContainedWeight::coverage).orElse(0.0));
        return published;
    }

    private static PublishedReliance published(NetImportReliance figure) {
        return new PublishedReliance(
                figure.printed(),
                switch (figure.bound()) {
                    case EXACT -> RelianceBound.EXACT;
                    case LOWER -> RelianceBound.LOWER;
                    case UPPER -> RelianceBound.UPPER;
                },
                figure.year(),
                figure.edition());
    }

    private static List<CountryShare> countries(
            Totals totals, Optional<Window> yearBefore, UnitValues unitValues, Optional<ContainedWeight> contained) {
        boolean weightsCover = Supply.covers(weightCoverage(totals));
        double containedSum = contained
                .filter(ContainedWeight::coversTotal)
                .map(ContainedWeight::sum)
                .orElse(0.0);
        List<CountryShare> countries = new ArrayList<>();
        for (int column = 0; column < totals.countries().size(); column++) {
            if (totals.get(column, Totals.RECORDS) == 0) {
                continue;
            }
            boolean weighed = totals.get(column, Totals.WEIGHED_RECORDS) > 0;
            double valueShare = valueShare(totals, column);
            OptionalDouble grams = contained.isPresent() ? contained.get().grams(column) : OptionalDouble.empty();
            // The constructor, because the builder checks each field and a window has dozens of countries.
            countries.add(new CountryShare(
                    CountryCode.text(totals.countries().country(column)),
                    totals.get(column, Totals.VALUE),
                    weighed ? totals.get(column, Totals.WEIGHT) : null,
                    valueShare,
                    weighed && weightsCover
                            ? Supply.part(totals.get(column, Totals.WEIGHT), totals.sum(Totals.WEIGHT))
                            : null,
                    yearBefore.isPresent()
                            ? valueShare - valueShare(yearBefore.get().totals(), column)
                            : null,
                    boxed(unitValues.value(column)),
                    unitValues.isMarked(column),
                    boxed(grams),
                    grams.isPresent() && containedSum > 0 ? grams.getAsDouble() / containedSum : null));
        }
        countries.sort(Shares::largestFirst);
        return countries;
    }

    /** Written out, because a window compares its countries hundreds of times. */
    private static int largestFirst(CountryShare one, CountryShare other) {
        int byValue = Long.compare(other.getValueCents(), one.getValueCents());
        return byValue != 0 ? byValue : one.getCountry().compareTo(other.getCountry());
    }

    private static Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** A country's part of the customs value, 0 to 1; 0 where there is no value. */
    public static double valueShare(Totals totals, int column) {
        return Supply.part(totals.get(column, Totals.VALUE), totals.sum(Totals.VALUE));
    }

    /** Part of the value, 0 to 1, whose records have a net weight. */
    private static double weightCoverage(Totals totals) {
        return Supply.part(totals.sum(Totals.WEIGHED_VALUE), totals.sum(Totals.VALUE));
    }

    /**
     * Herfindahl-Hirschman index, 0 to 10,000: the sum of the squared percentage shares (US Department of Justice and
     * Federal Trade Commission, Merger Guidelines). Unknown origins are left out, because they are not one supplier:
     * with them the index is a lower bound.
     *
     * @param shares of the suppliers, 0 to 1
     */
    public static double hhi(double... shares) {
        double[] inOrder = shares.clone();
        // Sorted, so that rounding does not depend on the order of the countries.
        Arrays.sort(inOrder);
        double hhi = 0;
        for (double share : inOrder) {
            hhi += 100 * share * 100 * share;
        }
        return hhi;
    }

    private static boolean isSupplier(CountryShare share, String reporter) {
        return share.getValueCents() > 0
                && CountryCode.of(share.getCountry()) != CountryCode.UNKNOWN
                && !share.getCountry().equals(reporter);
    }
}
