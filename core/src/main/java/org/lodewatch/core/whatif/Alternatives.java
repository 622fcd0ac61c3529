package org.lodewatch.core.whatif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.CatalogueFacts;
import org.lodewatch.core.book.Shares;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.core.book.Totals;
import org.lodewatch.core.book.Window;
import org.lodewatch.core.book.Windows;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;

/**
 * Who could fill the gap that a lost supplier leaves in a book.
 *
 * @param window the shares of the window, as published
 * @param lost the supplier
 * @param gap what it supplies
 * @param among the bloc whose members are listed; empty if all others are
 * @param suppliers the largest first; members of the bloc that supply nothing follow
 * @param together all of them
 * @param production which countries produce the mineral; empty where no list applies
 */
public record Alternatives(
        MineralShares window,
        SupplierGroup lost,
        Gap gap,
        Optional<SupplierGroup> among,
        List<Alternative> suppliers,
        Alternative together,
        Optional<Production> production) {

    private static final List<Integer> TREND_MONTHS = List.of(12, 36);

    /**
     * The alternatives to a supplier of a book.
     *
     * @param windows of the book, counting its codes
     * @param asOf the last month of the window
     * @param lost the supplier; empty for the largest
     * @param among a bloc whose members alone are listed; empty for all other suppliers
     * @return empty if the book has no such window, or no known country supplies anything in it
     * @throws OperatorException if the bloc is a part of what is lost
     */
    public static Optional<Alternatives> of(
            Catalogue catalogue,
            BookKey book,
            Windows windows,
            int asOf,
            Optional<SupplierGroup> lost,
            Optional<SupplierGroup> among) {
        return windows.at(asOf).filter(window -> !window.totals().isEmpty()).flatMap(window -> {
            MineralShares shares = new Shares(catalogue).of(book, window, windows);
            return lost.or(() -> Optional.ofNullable(shares.getTopCountry())
                            .map(top -> SupplierGroup.country(catalogue, top)))
                    .map(gone -> new Search(catalogue, windows, window, shares, gone).among(among));
        });
    }

    /** What is compared. */
    private record Search(
            Catalogue catalogue, Windows windows, Window window, MineralShares shares, SupplierGroup lost) {

        private Alternatives among(Optional<SupplierGroup> bloc) {
            Map<String, CountryShare> listed = shares.getCountries().stream()
                    .collect(Collectors.toMap(CountryShare::getCountry, Function.identity()));
            Gap gap = Gap.of(value(window, lost.members()), shares);
            Set<String> wanted = new TreeSet<>(bloc.map(SupplierGroup::members).orElse(listed.keySet()));
            wanted.removeAll(lost.members());
            wanted.remove(shares.getReporter());
            if (bloc.isPresent() && wanted.isEmpty()) {
                throw new OperatorException("no member of %s is left without %s: name another bloc"
                        .formatted(bloc.get().id(), lost.name()));
            }
            Optional<Production> production = production();
            List<Alternative> suppliers = new ArrayList<>();
            for (String country : wanted) {
                suppliers.add(alternative(
                        country,
                        Set.of(country),
                        gap,
                        Optional.ofNullable(listed.get(country)),
                        production
                                .filter(some -> !country.equals(Country.UNKNOWN))
                                .map(some -> some.producers().contains(country))));
            }
            suppliers.sort(
                    Comparator.comparingLong(Alternative::valueCents).reversed().thenComparing(Alternative::supplier));
            Alternative together = alternative(
                    bloc.map(SupplierGroup::id).orElse(Growth.OTHERS),
                    bloc.isPresent() ? wanted : all(),
                    gap,
                    Optional.empty(),
                    Optional.empty());
            return new Alternatives(shares, lost, gap, bloc, suppliers, together, production);
        }

        /** All who supply something in one of the windows, so that those who have stopped count in the trend, too. */
        private Set<String> all() {
            Set<String> all = new TreeSet<>();
            for (int column = 0; column < window.totals().countries().size(); column++) {
                all.add(CountryCode.text(window.totals().countries().country(column)));
            }
            all.removeAll(lost.members());
            all.remove(shares.getReporter());
            return all;
        }

        private Alternative alternative(
                String supplier,
                Set<String> countries,
                Gap gap,
                Optional<CountryShare> listed,
                Optional<Boolean> produces) {
            long value = value(window, countries);
            return new Alternative(
                    supplier,
                    value,
                    Gap.ratio(value, Gap.supply(shares)),
                    Growth.of(supplier, value, gap.valueCents()).times(),
                    gap.valueCents() == 0
                            ? List.of()
                            : TREND_MONTHS.stream()
                                    .map(months -> trend(months, countries, value, gap))
                                    .toList(),
                    listed.map(CountryShare::getUnitValue)
                            .map(OptionalDouble::of)
                            .orElse(OptionalDouble.empty()),
                    listed.map(CountryShare::getUnitValueMarked).orElse(false),
                    produces);
        }

        private Trend trend(int months, Set<String> countries, long value, Gap gap) {
            return incomparable(months)
                    .map(reason -> Trend.unknown(months, reason, gap.valueCents()))
                    .orElseGet(() -> Trend.of(
                            months,
                            value,
                            value(windows.at(window.asOf() - months).orElseThrow(), countries),
                            gap.valueCents()));
        }

        private Optional<String> incomparable(int months) {
            return window.isWhole()
                    ? windows.incomparable(window, months)
                    : Optional.of("the window has %d of %d months".formatted(window.coveredMonths(), window.months()));
        }

        private long value(Window some, Set<String> countries) {
            return countries.stream()
                    .filter(country -> !country.equals(shares.getReporter()))
                    .mapToLong(country -> some.totals().of(CountryCode.of(country), Totals.VALUE))
                    .sum();
        }

        private Optional<Production> production() {
            return new CatalogueFacts(catalogue)
                    .of(new BookKey(shares.getDataset(), shares.getReporter(), shares.getMineral()))
                    .production();
        }
    }
}
