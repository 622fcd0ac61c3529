package org.lodewatch.service.api;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lodewatch.core.book.SupplierGroup;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.ImportBounds;

/**
 * The part of one country, or of a bloc, in one book. Shares are of the supply: of the total less returned goods.
 *
 * @param valueCents the value of its goods
 * @param share 0 to 1
 * @param rank 1 for the largest supplier; a bloc ranks as one supplier among the countries outside it
 * @param change of the share against the window twelve months earlier, -1 to 1; empty where that is not comparable
 * @param largest the alpha-2 code of the largest member
 */
public record SupplierShare(
        MineralShares book, long valueCents, double share, int rank, OptionalDouble change, String largest) {

    /**
     * The parts of a group in books to which it supplies something, the largest share first.
     *
     * @param published with the windows a year before
     */
    public static List<SupplierShare> of(SupplierGroup group, List<MineralShares> books, PublishedShares published) {
        return books.stream()
                .flatMap(book -> of(group.members(), book, published).stream())
                .sorted(Comparator.comparingDouble((SupplierShare part) -> part.share())
                        .reversed()
                        .thenComparing(part -> part.book().getDataset())
                        .thenComparing(part -> part.book().getReporter())
                        .thenComparing(part -> part.book().getMineral()))
                .toList();
    }

    private static Optional<SupplierShare> of(Set<String> members, MineralShares book, PublishedShares published) {
        List<CountryShare> suppliers = book.getCountries().stream()
                .filter(country -> country.getValueCents() > 0)
                .filter(country -> !country.getCountry().equals(ImportBounds.UNKNOWN_ORIGIN))
                .filter(country -> !country.getCountry().equals(book.getReporter()))
                .toList();
        long value = value(members, book);
        if (value <= 0) {
            return Optional.empty();
        }
        long larger = suppliers.stream()
                .filter(country -> !members.contains(country.getCountry()))
                .filter(country -> country.getValueCents() > value)
                .count();
        String largest = suppliers.stream()
                .map(CountryShare::getCountry)
                .filter(members::contains)
                .findFirst()
                .orElseThrow();
        double share = share(value, book);
        return Optional.of(new SupplierShare(
                book, value, share, (int) larger + 1, change(members, share, book, published), largest));
    }

    /** Summed over all members of the earlier window, because a member may have stopped supplying. */
    private static OptionalDouble change(
            Set<String> members, double share, MineralShares book, PublishedShares published) {
        // The window before may be another series, or not whole: then no country has a change.
        boolean comparable = book.getCountries().stream().anyMatch(country -> country.getValueShareChange() != null);
        Optional<MineralShares> before = comparable
                ? published.window(book, YearMonth.parse(book.getAsOf()).minusYears(1))
                : Optional.empty();
        return before.isPresent()
                ? OptionalDouble.of(share - share(value(members, before.get()), before.get()))
                : OptionalDouble.empty();
    }

    private static long value(Set<String> members, MineralShares book) {
        return book.getCountries().stream()
                .filter(country -> members.contains(country.getCountry()))
                .filter(country -> !country.getCountry().equals(book.getReporter()))
                .mapToLong(CountryShare::getValueCents)
                .sum();
    }

    private static double share(long value, MineralShares book) {
        long supply = book.getTotalValueCents() - book.getReturnedValueCents();
        return supply == 0 ? 0 : (double) value / supply;
    }
}
