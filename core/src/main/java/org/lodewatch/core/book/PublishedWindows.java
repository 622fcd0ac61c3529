package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

/**
 * The windows of the books of one dataset and reporter, made of their published shares, so that what is published can be judged
 * without the records.
 *
 * <p>Every figure that a policy observes is the same as in the windows that were published. Of the totals, RECORDS is 1 for each
 * country of a window and WEIGHED_RECORDS 1 for each that has a weight, because shares do not have these counts by country.
 *
 * <p>Shares are decoded when the windows of their book are asked for. Not safe for use by several threads.
 */
public final class PublishedWindows {

    /** Cents a gram to units of the currency a kilogram. */
    private static final double PER_KILOGRAM = 10;

    private static final int YEAR = 12;
    private static final NavigableMap<Integer, Supplier<Optional<MineralShares>>> NO_MONTHS = new TreeMap<>();

    private final BookKey.Owner owner;
    private final Catalogue catalogue;
    private final NavigableMap<String, NavigableMap<Integer, Supplier<Optional<MineralShares>>>> byBook =
            new TreeMap<>();
    private final NavigableSet<Integer> asOfs = new TreeSet<>();

    /** By as-of month: the coverage and completeness of a window are the same in all books. */
    private final Map<Integer, WindowState> states = new HashMap<>();

    /** No windows yet. */
    public PublishedWindows(BookKey.Owner owner, Catalogue catalogue) {
        this.owner = owner;
        this.catalogue = catalogue;
    }

    /** Adds the shares of a book as of a month; later ones replace earlier ones. */
    public void add(MineralShares shares) {
        add(shares.getMineral(), Months.of(shares.getAsOf()), () -> Optional.of(shares));
    }

    /**
     * Adds the shares of a book as of a month; later ones replace earlier ones.
     *
     * @param shares decodes them at each call; empty if they cannot be decoded
     */
    public void add(String book, int asOf, Supplier<Optional<MineralShares>> shares) {
        byBook.computeIfAbsent(book, id -> new TreeMap<>()).put(asOf, shares);
        asOfs.add(asOf);
    }

    /** The windows that end with a month or earlier. */
    public PublishedWindows until(int asOf) {
        PublishedWindows earlier = new PublishedWindows(owner, catalogue);
        byBook.forEach((book, byAsOf) ->
                byAsOf.headMap(asOf, true).forEach((month, shares) -> earlier.add(book, month, shares)));
        return earlier;
    }

    /** The dataset and reporter. */
    public BookKey.Owner owner() {
        return owner;
    }

    /** The ids of all books, in order. */
    public Set<String> books() {
        return byBook.navigableKeySet();
    }

    /** Every as-of month in which some book has a window, oldest first. */
    public NavigableSet<Integer> asOfs() {
        return asOfs;
    }

    /** Months between two windows, 1 or 12; that of the shortest published period. */
    public int periodMonths() {
        return periodMonths(asOfs, asOfs.isEmpty() ? 0 : state(asOfs.first()).coveredMonths());
    }

    /**
     * Months between two windows, 1 or 12.
     *
     * @param asOfs the months that the windows end with
     * @param coveredMonths of a window; is used if it is the only one
     */
    public static int periodMonths(NavigableSet<Integer> asOfs, int coveredMonths) {
        if (asOfs.size() > 1) {
            return asOfs.higher(asOfs.first()) - asOfs.first() < YEAR ? 1 : YEAR;
        }
        // A dataset of months begins with a window of one covered month, one of years with a whole year.
        boolean isYear = asOfs.stream().anyMatch(asOf -> (asOf + 1) % YEAR == 0 && coveredMonths >= YEAR);
        return isYear ? YEAR : 1;
    }

    /**
     * The windows of a book, counting its codes. A month in which only other books have a window is an empty one of this book.
     *
     * @param book the id of a mineral or form; it has no windows if nothing is published of it
     */
    public Windows of(String book) {
        NavigableMap<Integer, MineralShares> published = decoded(book);
        if (published.isEmpty()) {
            return Windows.published(List.of(), Optional.empty(), DatasetBasis.DEFAULT_CURRENCY, 0, asOf -> Map.of());
        }
        MineralShares newest = published.lastEntry().getValue();
        int months = newest.getWindowMonths();
        Countries countries = new Countries();
        OptionalInt newestOfStale = newestOfStale(published);
        int closedFrom = newestOfStale.isPresent()
                ? newestOfStale.getAsInt() + Windows.STALE_PERIODS * periodMonths()
                : Integer.MAX_VALUE;
        List<Window> windows = new ArrayList<>();
        for (int asOf : asOfs) {
            MineralShares shares = published.get(asOf);
            windows.add(new Window(
                    asOf,
                    months,
                    shares == null ? state(asOf) : state(shares),
                    asOf >= newestOfStale.orElse(Integer.MAX_VALUE),
                    asOf >= closedFrom,
                    shares == null ? new Totals(countries) : totals(shares, countries)));
        }
        List<String> parts = catalogue.parts(book);
        return Windows.published(
                        windows,
                        Optional.ofNullable(newest.getBasis()),
                        newest.getCurrency(),
                        newest.getHorizonMonths(),
                        asOf -> parts(parts, asOf, countries))
                .counting(BookCodes.published(book, catalogue, published.values()));
    }

    private Map<String, Totals> parts(List<String> books, int asOf, Countries countries) {
        Map<String, Totals> parts = new HashMap<>();
        for (String book : books) {
            Optional.ofNullable(byBook.getOrDefault(book, NO_MONTHS).get(asOf))
                    .flatMap(Supplier::get)
                    .ifPresent(shares -> parts.put(book, totals(shares, countries)));
        }
        return parts;
    }

    private NavigableMap<Integer, MineralShares> decoded(String book) {
        NavigableMap<Integer, MineralShares> decoded = new TreeMap<>();
        byBook.getOrDefault(book, NO_MONTHS)
                .forEach((asOf, shares) -> shares.get().ifPresent(some -> {
                    decoded.put(asOf, some);
                    states.putIfAbsent(asOf, state(some));
                }));
        return decoded;
    }

    /**
     * The last month in which a stale book has a record; empty if it is not stale. Its windows are stale from that month on. If a
     * horizon hides the window that ends with it, the last window that has a record says which it is, if it is not the newest.
     */
    private OptionalInt newestOfStale(NavigableMap<Integer, MineralShares> published) {
        Optional<Integer> first = published.entrySet().stream()
                .filter(entry -> entry.getValue().getStale())
                .map(Map.Entry::getKey)
                .findFirst();
        if (first.isEmpty()) {
            return OptionalInt.empty();
        }
        MineralShares last = published.lastEntry().getValue();
        boolean mayBeHidden = first.get().equals(asOfs.first()) && last.getHorizonMonths() != WindowRule.UNLIMITED;
        return OptionalInt.of(
                mayBeHidden && published.lastKey() < asOfs.last()
                        ? published.lastKey() - last.getWindowMonths() + 1
                        : first.get());
    }

    /** The state of the windows of all books as of a month. */
    private WindowState state(int asOf) {
        return states.computeIfAbsent(
                asOf,
                month -> byBook.values().stream()
                        .flatMap(byAsOf -> Optional.ofNullable(byAsOf.get(month)).stream())
                        .flatMap(shares -> shares.get().stream())
                        .map(PublishedWindows::state)
                        .findFirst()
                        .orElseGet(() -> new WindowState(0, false, false, false)));
    }

    private static WindowState state(MineralShares shares) {
        return new WindowState(
                shares.getCoveredMonths(),
                shares.getComplete(),
                shares.getPartial(),
                shares.getPartial() && !shares.getAccepted());
    }

    /** The totals of a published window, as policies judge them. */
    public static Totals totals(MineralShares shares, Countries countries) {
        shares.getCountries().forEach(share -> countries.column(CountryCode.of(share.getCountry())));
        Totals totals = Totals.ofSize(countries);
        Collection<CountryShare> withoutUnitValue = new ArrayList<>();
        for (CountryShare share : shares.getCountries()) {
            int country = CountryCode.of(share.getCountry());
            totals.set(country, Totals.RECORDS, 1);
            totals.set(country, Totals.VALUE, share.getValueCents());
            if (share.getWeightGrams() != null) {
                totals.set(country, Totals.WEIGHT, share.getWeightGrams());
                totals.set(country, Totals.WEIGHED_RECORDS, 1);
                if (share.getUnitValue() == null) {
                    withoutUnitValue.add(share);
                } else {
                    totals.set(
                            country,
                            Totals.WEIGHED_VALUE,
                            Math.round(share.getUnitValue() * share.getWeightGrams() / PER_KILOGRAM));
                }
            }
        }
        if (!withoutUnitValue.isEmpty()) {
            addValueOfNoWeight(shares, withoutUnitValue, totals);
        }
        return totals;
    }

    /** A country whose weight is zero grams has no unit value; what it adds is the rest of the published coverage. */
    private static void addValueOfNoWeight(MineralShares shares, Collection<CountryShare> weightless, Totals totals) {
        long rest =
                Math.round(shares.getWeightCoverage() * shares.getTotalValueCents()) - totals.sum(Totals.WEIGHED_VALUE);
        for (CountryShare share : weightless) {
            long value = Math.max(0, Math.min(rest, share.getValueCents()));
            totals.set(CountryCode.of(share.getCountry()), Totals.WEIGHED_VALUE, value);
            rest -= value;
        }
    }
}
