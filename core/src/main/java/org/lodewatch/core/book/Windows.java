package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.lodewatch.schemas.values.Months;

/** Every window of one book, valid until the book changes. */
public final class Windows {

    /** Months between a window and the one that it is compared with. */
    public static final int COMPARISON = 12;

    /** Periods without a record after which a book is stale. */
    static final int STALE_PERIODS = 2;

    private final NavigableMap<Integer, Window> byAsOf;

    private final Optional<String> basis;
    private final String currency;
    private final int horizonMonths;
    private final boolean earlierAreHidden;
    private final BookCodes codes;

    private final IntFunction<Map<String, Totals>> parts;
    private final Map<Integer, Map<String, Totals>> partsByAsOf = new HashMap<>();

    private Windows(Clock clock, WindowRule rule, boolean hasRecords, IntFunction<Map<String, Totals>> parts) {
        this.byAsOf = new TreeMap<>();
        this.basis = clock.basis();
        this.currency = clock.currency();
        this.horizonMonths = rule.horizonMonths();
        this.parts = parts;
        this.earlierAreHidden = hasRecords && clock.hiddenPeriods(rule) > 0;
        this.codes = BookCodes.NONE;
    }

    private Windows(
            Optional<String> basis, String currency, int horizonMonths, IntFunction<Map<String, Totals>> parts) {
        this.byAsOf = new TreeMap<>();
        this.basis = basis;
        this.currency = currency;
        this.horizonMonths = horizonMonths;
        this.parts = parts;
        this.earlierAreHidden = horizonMonths != WindowRule.UNLIMITED;
        this.codes = BookCodes.NONE;
    }

    private Windows(
            Windows windows,
            NavigableMap<Integer, Window> byAsOf,
            BookCodes codes,
            IntFunction<Map<String, Totals>> parts) {
        this.byAsOf = byAsOf;
        this.basis = windows.basis;
        this.currency = windows.currency;
        this.horizonMonths = windows.horizonMonths;
        this.earlierAreHidden = windows.earlierAreHidden;
        this.parts = parts;
        this.codes = codes;
    }

    private Windows(Windows windows, Window last, IntFunction<Map<String, Totals>> partsOfLast) {
        this.byAsOf = new TreeMap<>(windows.byAsOf.headMap(last.asOf(), false));
        this.byAsOf.put(last.asOf(), last);
        this.basis = windows.basis;
        this.currency = windows.currency;
        this.horizonMonths = windows.horizonMonths;
        this.earlierAreHidden = windows.earlierAreHidden;
        this.parts = asOf -> asOf == last.asOf() ? partsOfLast.apply(asOf) : windows.parts(asOf);
        this.codes = windows.codes;
    }

    /**
     * @param newest the last month in which the book has a record
     * @param totals the sums of the window of an as-of month
     * @param parts the sums of the same window in each book that the book adds up, by the id of the book
     */
    static Windows of(
            Clock clock,
            WindowRule rule,
            OptionalInt newest,
            IntFunction<Totals> totals,
            IntFunction<Map<String, Totals>> parts) {
        Windows windows = new Windows(clock, rule, newest.isPresent(), parts);
        boolean stale = newest.isPresent() && clock.isStale(newest.getAsInt());
        for (int asOf : clock.asOfs(rule)) {
            WindowState state = clock.window(asOf, rule).orElseThrow();
            boolean isStale = stale && asOf >= newest.getAsInt();
            boolean isClosed = stale && asOf >= newest.getAsInt() + STALE_PERIODS * clock.periodMonths();
            windows.byAsOf.put(
                    asOf, new Window(asOf, rule.windowMonths(), state, isStale, isClosed, totals.apply(asOf)));
        }
        return windows;
    }

    /**
     * Windows that are known from what is published of them.
     *
     * @param horizonMonths the horizon that they were published of, which may hide earlier windows; 0 if it hides nothing
     */
    static Windows published(
            List<Window> windows,
            Optional<String> basis,
            String currency,
            int horizonMonths,
            IntFunction<Map<String, Totals>> parts) {
        Windows published = new Windows(basis, currency, horizonMonths, parts);
        windows.forEach(window -> published.byAsOf.put(window.asOf(), window));
        return published;
    }

    /**
     * The same windows with other totals, such as those of an earlier edition.
     *
     * @param totals the sums of the window of an as-of month; all have the same countries
     * @param parts the sums of the same window in each book that the book adds up, by the id of the book
     */
    public Windows with(IntFunction<Totals> totals, IntFunction<Map<String, Totals>> parts) {
        NavigableMap<Integer, Window> others = new TreeMap<>();
        byAsOf.forEach((asOf, window) -> others.put(
                asOf,
                new Window(
                        asOf, window.months(), window.state(), window.stale(), window.closed(), totals.apply(asOf))));
        return new Windows(this, others, codes, parts);
    }

    /** What the values of the dataset are, for people; empty if its feeds do not declare it. */
    public Optional<String> basis() {
        return basis;
    }

    /** ISO 4217 code of the values. */
    public String currency() {
        return currency;
    }

    /** The same windows with the codes that their book counts. */
    public Windows counting(BookCodes codes) {
        return new Windows(this, byAsOf, codes, parts);
    }

    /** The commodity codes that the book counts; {@link BookCodes#NONE} until they are set. */
    public BookCodes codes() {
        return codes;
    }

    /** The horizon that they are shown of, in months; 0 if it hides nothing. */
    public int horizonMonths() {
        return horizonMonths;
    }

    /** Whether the horizon hides earlier windows of the book; not of one without any record, as after a change of the catalogue. */
    public boolean earlierAreHidden() {
        return earlierAreHidden;
    }

    /** The window of an as-of month. */
    public Optional<Window> at(int asOf) {
        return Optional.ofNullable(byAsOf.get(asOf));
    }

    /**
     * The totals of the window of an as-of month in each book that this one adds up, by the id of the book; none if it adds up
     * none. Summed at the first call.
     */
    public Map<String, Totals> parts(int asOf) {
        return partsByAsOf.computeIfAbsent(asOf, parts::apply);
    }

    /** The whole window twelve months earlier, with which this one is compared; empty if it counts other codes. */
    public Optional<Window> yearBefore(Window window) {
        return at(window.asOf() - COMPARISON)
                .filter(before ->
                        before.isWhole() && codes.breakSince(window, COMPARISON).isEmpty());
    }

    /** Why a window is not compared with the one some months earlier; empty if it is. */
    public Optional<String> incomparable(Window window, int monthsEarlier) {
        Optional<Window> before = at(window.asOf() - monthsEarlier);
        if (before.isEmpty()) {
            return Optional.of("no window ends with " + Months.text(window.asOf() - monthsEarlier));
        }
        return before.filter(some -> !some.isWhole())
                .map(some -> "the window to %s has %d of %d months"
                        .formatted(Months.text(some.asOf()), some.coveredMonths(), some.months()))
                .or(() -> codes.breakSince(window, monthsEarlier));
    }

    /** The windows up to one, which takes the place of that with its as-of month. Its columns begin with those of the others. */
    public Windows endingWith(Window last, IntFunction<Map<String, Totals>> partsOfLast) {
        return new Windows(this, last, partsOfLast);
    }

    /** All of them, oldest first. */
    public List<Window> all() {
        return new ArrayList<>(byAsOf.values());
    }
}
