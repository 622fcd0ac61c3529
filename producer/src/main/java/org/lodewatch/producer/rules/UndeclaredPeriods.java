package org.lodewatch.producer.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The periods that a feed's rows belong to and that it has not declared complete yet; it also holds the rows to one
 * period length a dataset. Survives a restart as {@link CarriedPeriods}.
 */
public final class UndeclaredPeriods {

    private static final int MONTHS = 12;
    private static final String RANGE = "..";

    private record Series(String dataset, String reporter) {}

    // A bit a period, from the first period that a record may have: it stays small however many rows there are.
    private final Map<Series, BitSet> carried =
            new TreeMap<>(Comparator.comparing(Series::dataset).thenComparing(Series::reporter));
    private final Map<String, Boolean> yearly = new HashMap<>();

    /** None. */
    public UndeclaredPeriods() {}

    /** Those that an earlier process left. */
    public static UndeclaredPeriods of(List<CarriedPeriods> messages) {
        UndeclaredPeriods periods = new UndeclaredPeriods();
        for (CarriedPeriods message : messages) {
            for (String range : message.getPeriods()) {
                String[] ends = range.split("\\.\\.", 2);
                boolean years = isYear(ends[0]);
                periods.yearly.put(message.getDataset(), years);
                periods.carried
                        .computeIfAbsent(new Series(message.getDataset(), message.getReporter()), s -> new BitSet())
                        .set(index(ends[0], years), index(ends[ends.length - 1], years) + 1);
            }
        }
        return periods;
    }

    /**
     * Takes in a row's period.
     *
     * @throws RowFault if its length differs from that of the dataset's first row
     */
    public void carry(ImportRow row) throws RowFault {
        holdToOneLength(row);
        carried.computeIfAbsent(new Series(row.dataset(), row.reporter()), series -> new BitSet())
                .set(index(row.period(), isYear(row.period())));
    }

    /**
     * Looks at a row's period without taking it in: its feed says by itself when it is complete.
     *
     * @throws RowFault if its length differs from that of the dataset's first row
     */
    public void holdToOneLength(ImportRow row) throws RowFault {
        boolean year = isYear(row.period());
        if (yearly.computeIfAbsent(row.dataset(), dataset -> year) != year) {
            throw new RowFault(
                    RejectionReason.MIXED_PERIOD_LENGTHS,
                    "period: '%s' is a %s, but dataset %s began with %ss; a dataset has one period length"
                            .formatted(row.period(), year ? "year" : "month", row.dataset(), year ? "month" : "year"));
        }
    }

    /** By dataset, reporter and time. */
    public List<ReportingPeriod> all() {
        List<ReportingPeriod> all = new ArrayList<>();
        carried.forEach((series, periods) -> {
            boolean years = yearly.get(series.dataset());
            periods.stream()
                    .forEach(index ->
                            all.add(new ReportingPeriod(series.dataset(), series.reporter(), text(index, years))));
        });
        return all;
    }

    public boolean isEmpty() {
        return carried.isEmpty();
    }

    /** As a checkpoint keeps them. */
    public List<CarriedPeriods> toMessages() {
        List<CarriedPeriods> messages = new ArrayList<>();
        carried.forEach((series, periods) -> messages.add(new CarriedPeriods(
                series.dataset(), series.reporter(), ranges(periods, yearly.get(series.dataset())))));
        return messages;
    }

    private static List<String> ranges(BitSet periods, boolean years) {
        List<String> ranges = new ArrayList<>();
        for (int first = periods.nextSetBit(0); first >= 0; ) {
            int after = periods.nextClearBit(first);
            ranges.add(after == first + 1 ? text(first, years) : text(first, years) + RANGE + text(after - 1, years));
            first = periods.nextSetBit(after);
        }
        return ranges;
    }

    private static boolean isYear(String period) {
        return period.length() == 4;
    }

    private static int index(String period, boolean years) {
        return (Period.of(period).lastMonth() - Months.of(ImportBounds.FIRST_YEAR, 1)) / (years ? MONTHS : 1);
    }

    private static String text(int index, boolean years) {
        int months = years ? MONTHS : 1;
        return new Period(Months.of(ImportBounds.FIRST_YEAR, 1) + (index + 1) * months - 1, months).toString();
    }
}
