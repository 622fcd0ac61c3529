package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.NewestPeriod;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The periods that a feed has published: those that it has not declared complete yet, and the newest one of each
 * dataset and reporter. Its checkpoint keeps both. Also checks that the rows of a dataset have one period length. Not
 * thread-safe.
 */
final class FeedPeriods {

    private static final int MONTHS = 12;
    private static final String RANGE = "..";

    private record Series(String dataset, String reporter) {

        static final Comparator<Series> ORDER =
                Comparator.comparing(Series::dataset).thenComparing(Series::reporter);
    }

    // A bit for each month or year since 1970, so that the size does not depend on the number of rows.
    private final Map<Series, BitSet> undeclared = new TreeMap<>(Series.ORDER);
    private final Map<Series, String> newest = new TreeMap<>(Series.ORDER);
    private final Map<String, Boolean> yearly = new HashMap<>();

    /** None. */
    FeedPeriods() {}

    /** Those of a checkpoint. */
    FeedPeriods(FeedCheckpoint checkpoint) {
        for (CarriedPeriods message : checkpoint.getUndeclared()) {
            BitSet periods = periods(new Series(message.getDataset(), message.getReporter()));
            for (String range : message.getPeriods()) {
                String[] ends = range.split("\\.\\.", 2);
                yearly.put(message.getDataset(), isYear(ends[0]));
                periods.set(index(ends[0]), index(ends[ends.length - 1]) + 1);
            }
        }
        checkpoint
                .getNewest()
                .forEach(message -> addNewest(message.getDataset(), message.getReporter(), message.getPeriod()));
    }

    /**
     * Adds the period of a row.
     *
     * @throws RowFault if its length differs from that of the dataset's first row
     */
    void add(ImportRow row) throws RowFault {
        requireOneLength(row);
        periods(new Series(row.dataset(), row.reporter())).set(index(row.period()));
    }

    /** @throws RowFault if the length of the row's period differs from that of the dataset's first row */
    void requireOneLength(ImportRow row) throws RowFault {
        boolean year = isYear(row.period());
        if (yearly.computeIfAbsent(row.dataset(), dataset -> year) != year) {
            throw new RowFault(
                    RejectionReason.MIXED_PERIOD_LENGTHS,
                    "period: '%s' is a %s, but dataset %s began with %ss; a dataset has one period length"
                            .formatted(row.period(), year ? "year" : "month", row.dataset(), year ? "month" : "year"));
        }
    }

    /** The undeclared periods, by dataset, reporter and time. */
    List<ReportingPeriod> undeclared() {
        List<ReportingPeriod> all = new ArrayList<>();
        undeclared.forEach((series, periods) -> periods.stream()
                .forEach(index ->
                        all.add(new ReportingPeriod(series.dataset(), series.reporter(), text(series, index)))));
        return all;
    }

    /** Marks all periods as declared. The next row of a dataset sets its period length. */
    void declared() {
        undeclared.clear();
        yearly.clear();
    }

    /** Updates the newest periods: by the rows of a batch, and by the periods that it declares, also without rows. */
    void publish(ImportBatch batch) {
        for (ImportRow row : batch.rows()) {
            if (!row.withdrawn()) {
                addNewest(row.dataset(), row.reporter(), row.period());
            }
        }
        for (ReportingPeriod period : batch.complete()) {
            addNewest(period.dataset(), period.reporter(), period.period());
        }
    }

    private void addNewest(String dataset, String reporter, String period) {
        newest.merge(new Series(dataset, reporter), period, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    void writeTo(FeedCheckpoint.Builder checkpoint) {
        List<CarriedPeriods> carried = new ArrayList<>();
        undeclared.forEach((series, periods) ->
                carried.add(new CarriedPeriods(series.dataset(), series.reporter(), ranges(series, periods))));
        checkpoint.setUndeclared(carried);
        checkpoint.setNewest(newest.entrySet().stream()
                .map(of -> new NewestPeriod(of.getKey().dataset(), of.getKey().reporter(), of.getValue()))
                .toList());
    }

    private List<String> ranges(Series series, BitSet periods) {
        List<String> ranges = new ArrayList<>();
        for (int first = periods.nextSetBit(0); first >= 0; ) {
            int after = periods.nextClearBit(first);
            ranges.add(
                    after == first + 1 ? text(series, first) : text(series, first) + RANGE + text(series, after - 1));
            first = periods.nextSetBit(after);
        }
        return ranges;
    }

    private BitSet periods(Series series) {
        return undeclared.computeIfAbsent(series, none -> new BitSet());
    }

    private static boolean isYear(String period) {
        return period.length() == 4;
    }

    private static int index(String text) {
        Period period = Period.of(text);
        return period.lastMonth() / period.months();
    }

    private String text(Series series, int index) {
        int months = yearly.get(series.dataset()) ? MONTHS : 1;
        return new Period(index * months + months - 1, months).toString();
    }
}
