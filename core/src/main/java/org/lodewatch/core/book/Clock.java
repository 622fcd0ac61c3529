package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.lodewatch.schemas.messages.PeriodState;

/**
 * The published periods of a dataset and reporter over all input partitions, and their states.
 *
 * <p>A period is published if it has a record that is not withdrawn. The newest month is therefore that of the newest such
 * record, and moves back if the record is corrected or withdrawn. Declarations of other periods count for nothing.
 */
public final class Clock {

    /** The months of a clock without a published period. */
    private static final int NO_FIRST = 0;

    private static final int NO_NEWEST = -1;

    /** The month lies in a published period. */
    private static final byte COVERED = 1;

    /** A published period ends with the month, and every one that does is complete or accepted. */
    private static final byte COMPLETE = 2;

    /** Rows of a period that ends with the month are missing, or it was not declared although a later one is published. */
    private static final byte WITHHELD = 4;

    /** Rows of a period that ends with the month are missing, and an operator has accepted that. */
    private static final byte ACCEPTED = 8;

    /** A published period ends with the month. */
    private static final byte PUBLISHED = 16;

    private final int periodMonths;
    private final int firstMonth;
    private final int newestMonth;
    private final OptionalInt completeMonth;
    private final Optional<String> basis;
    private final String currency;
    private final Optional<List<String>> codes;

    /** By month from the first: the flags above. */
    private final byte[] months;

    /** Running sums over the months before an index, so that a window is a difference of two. */
    private final int[] covered;

    private final int[] withheld;
    private final int[] accepted;
    private final int[] published;

    /**
     * Combines the clocks of the partitions.
     *
     * <p>A period is declared with a state once every input partition has read a declaration. If they differ, because
     * one is on its way, it is PARTIAL if any is, then ACCEPTED if any is. A dataset and reporter declares its periods
     * if its feed has announced that, or has declared a published period COMPLETE or ACCEPTED. If it does, a period is
     * complete only if it is declared so itself; otherwise, once a later one is published.
     *
     * @param inputPartitions how many partitions the input has
     */
    public static Clock of(Collection<PartitionClock> clocks, int inputPartitions) {
        PeriodTable table = new PeriodTable();
        clocks.forEach(clock -> clock.periods().forEach(table::add));
        Optional<DatasetBasis> basis = clocks.stream()
                .map(PartitionClock::basis)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
        return new Clock(table, clocks.stream().anyMatch(PartitionClock::announced), inputPartitions, basis);
    }

    private Clock(PeriodTable table, boolean announced, int inputPartitions, Optional<DatasetBasis> declaredBasis) {
        basis = declaredBasis.flatMap(DatasetBasis::text);
        currency = declaredBasis.map(DatasetBasis::currency).orElse(DatasetBasis.DEFAULT_CURRENCY);
        codes = declaredBasis.flatMap(DatasetBasis::codes);
        List<PeriodTable.Entry> entries = table.published();
        periodMonths =
                entries.stream().mapToInt(PeriodTable.Entry::months).min().orElse(1);
        firstMonth = entries.stream()
                .mapToInt(entry -> entry.last() - entry.months() + 1)
                .min()
                .orElse(NO_FIRST);
        newestMonth = entries.stream().mapToInt(PeriodTable.Entry::last).max().orElse(NO_NEWEST);
        months = new byte[newestMonth - firstMonth + 1];
        boolean declares = announced || entries.stream().anyMatch(PeriodTable.Entry::isSettledSomewhere);
        entries.forEach(entry -> add(entry, declares, inputPartitions));
        covered = sums(COVERED);
        withheld = sums(WITHHELD);
        accepted = sums(ACCEPTED);
        published = sums(PUBLISHED);
        completeMonth = IntStream.rangeClosed(firstMonth, newestMonth)
                .filter(month -> has(month, COMPLETE))
                .max();
    }

    /** Sets the flags of the months of a published period. */
    private void add(PeriodTable.Entry entry, boolean declares, int inputPartitions) {
        for (int month = entry.last() - entry.months() + 1; month <= entry.last(); month++) {
            months[month - firstMonth] |= COVERED;
        }
        int index = entry.last() - firstMonth;
        // A period of another length may end with the same month.
        boolean othersComplete = (months[index] & PUBLISHED) == 0 || (months[index] & COMPLETE) != 0;
        Optional<PeriodState> state = entry.state(inputPartitions);
        boolean missesRows = state.equals(Optional.of(PeriodState.PARTIAL));
        boolean complete = !missesRows && (declares ? state.isPresent() : entry.last() <= newestMonth - periodMonths);
        months[index] |= PUBLISHED;
        if (complete && othersComplete) {
            months[index] |= COMPLETE;
        } else {
            months[index] &= ~COMPLETE;
        }
        if (missesRows || !complete && entry.last() < newestMonth) {
            months[index] |= WITHHELD;
        }
        if (state.equals(Optional.of(PeriodState.ACCEPTED))) {
            months[index] |= ACCEPTED;
        }
    }

    /** The length of the shortest published period, 1 or 12. */
    public int periodMonths() {
        return periodMonths;
    }

    /** The first month of the earliest published period. */
    public int firstMonth() {
        return firstMonth;
    }

    /** The last month of the newest published period; before {@link #firstMonth} if there is none. */
    public int newestMonth() {
        return newestMonth;
    }

    /** The last month of the newest complete period; empty if there is none. */
    public OptionalInt completeMonth() {
        return completeMonth;
    }

    /** What the values are, for people; empty if the dataset's feeds do not declare it. */
    public Optional<String> basis() {
        return basis;
    }

    /** ISO 4217 code of the values. */
    public String currency() {
        return currency;
    }

    /** The commodity codes that the dataset covers; empty if its feeds do not declare them. */
    public Optional<List<String>> codes() {
        return codes;
    }

    /** Whether the period that ends with this month is complete or accepted. */
    public boolean isComplete(int asOf) {
        return has(asOf, COMPLETE);
    }

    /** Whether a window is current: it ends in the newest period, or in the newest complete one. */
    public boolean isCurrent(int asOf) {
        return asOf > newestMonth - periodMonths || completeMonth.isPresent() && asOf == completeMonth.getAsInt();
    }

    /** The as-of months that have a window, in order. A window that would need a month beyond the horizon is left out. */
    public List<Integer> asOfs(WindowRule rule) {
        List<Integer> asOfs = new ArrayList<>();
        for (int asOf = firstAsOf(rule); asOf <= newestMonth; asOf++) {
            if ((asOf + 1) % periodMonths == 0) {
                asOfs.add(asOf);
            }
        }
        return asOfs;
    }

    /** The first month that may be the as-of month of a window. */
    public int firstAsOf(WindowRule rule) {
        int horizonStart = rule.horizonStart(newestMonth);
        return firstMonth >= horizonStart ? firstMonth : horizonStart + rule.windowMonths() - 1;
    }

    /** The oldest month whose figures count. */
    public int oldestMonth(WindowRule rule) {
        return Math.max(firstMonth, rule.horizonStart(newestMonth));
    }

    /** How many published periods lie beyond the horizon. */
    public int hiddenPeriods(WindowRule rule) {
        return before(published, oldestMonth(rule));
    }

    /** The window that ends with {@code asOf}, without its totals; empty if there is none. */
    public Optional<WindowState> window(int asOf, WindowRule rule) {
        if (asOf < firstAsOf(rule) || asOf > newestMonth || (asOf + 1) % periodMonths != 0) {
            return Optional.empty();
        }
        int first = asOf - rule.windowMonths() + 1;
        boolean isWithheld = between(withheld, first, asOf) > 0;
        return Optional.of(new WindowState(
                between(covered, first, asOf),
                has(asOf, COMPLETE),
                isWithheld || between(accepted, first, asOf) > 0,
                isWithheld));
    }

    /**
     * Whether a book has no record in the newest two periods, so that its windows from its newest record on are stale.
     *
     * @param newestOfBook the last month in which the book has a record
     */
    public boolean isStale(int newestOfBook) {
        return newestMonth - newestOfBook >= Windows.STALE_PERIODS * periodMonths;
    }

    /** The as-of months whose windows differ from those of an earlier clock, or that only one of the two has. */
    NavigableSet<Integer> changedSince(Clock before, WindowRule rule) {
        NavigableSet<Integer> changed = new TreeSet<>();
        boolean all = periodMonths != before.periodMonths
                || !basis.equals(before.basis)
                || !currency.equals(before.currency)
                || !codes.equals(before.codes);
        Function<Integer, Optional<WindowState>> was = asOf -> before.window(asOf, rule);
        Function<Integer, Optional<WindowState>> is = asOf -> window(asOf, rule);
        int first =
                isEmpty() ? before.firstMonth : before.isEmpty() ? firstMonth : Math.min(firstMonth, before.firstMonth);
        for (int asOf = first; asOf <= Math.max(newestMonth, before.newestMonth); asOf++) {
            boolean compared = isWhole(was.apply(asOf - Windows.COMPARISON), rule);
            boolean isCompared = isWhole(is.apply(asOf - Windows.COMPARISON), rule);
            if (all || compared != isCompared || !was.apply(asOf).equals(is.apply(asOf))) {
                changed.add(asOf);
            }
        }
        return changed;
    }

    private static boolean isWhole(Optional<WindowState> window, WindowRule rule) {
        return window.isPresent() && window.get().coveredMonths() == rule.windowMonths();
    }

    /** Whether no period is published. */
    public boolean isEmpty() {
        return months.length == 0;
    }

    private boolean has(int month, byte flag) {
        int index = month - firstMonth;
        return index >= 0 && index < months.length && (months[index] & flag) != 0;
    }

    private int[] sums(byte flag) {
        int[] sums = new int[months.length + 1];
        for (int index = 0; index < months.length; index++) {
            sums[index + 1] = sums[index] + ((months[index] & flag) != 0 ? 1 : 0);
        }
        return sums;
    }

    private int between(int[] sums, int first, int last) {
        return before(sums, last + 1) - before(sums, first);
    }

    private int before(int[] sums, int month) {
        return sums[Math.max(0, Math.min(sums.length - 1, month - firstMonth))];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clock that
                && periodMonths == that.periodMonths
                && firstMonth == that.firstMonth
                && newestMonth == that.newestMonth
                && Arrays.equals(months, that.months)
                && basis.equals(that.basis)
                && currency.equals(that.currency)
                && codes.equals(that.codes);
    }

    @Override
    public int hashCode() {
        return 31 * firstMonth + newestMonth;
    }
}
