package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.NewestPeriod;
import org.lodewatch.schemas.messages.PeriodRejections;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Period;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The periods that a feed has published: those that it has not declared yet, the rows of them that were rejected, and the
 * newest one of each dataset and reporter. Its checkpoint keeps all of this. Not thread-safe.
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

    /** Rejected rows by their period. A field that could not be read is empty, and means any. */
    private final Map<ReportingPeriod, Long> rejections = new HashMap<>();

    /** Periods of which this run has published rows. */
    private final Set<ReportingPeriod> touched = new HashSet<>();

    /** Periods that earlier runs have published and not declared. */
    private final Set<ReportingPeriod> carried = new HashSet<>();

    private ReportingPeriod last;
    private ReportingPeriod lastNewest = new ReportingPeriod("", "", "");

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
        checkpoint
                .getRejections()
                .forEach(message -> rejections.put(
                        new ReportingPeriod(message.getDataset(), message.getReporter(), message.getPeriod()),
                        message.getRows()));
        carried.addAll(undeclared());
    }

    /** Whether an earlier run has published the period and not declared it. */
    boolean isCarried(ReportingPeriod period) {
        return carried.contains(period);
    }

    /** Adds the period of a row that is published. */
    void add(ImportRow row) {
        add(row.dataset(), row.reporter(), row.period());
    }

    /** Adds a period that is to be declared at the end. */
    void add(String dataset, String reporter, String period) {
        if (last != null
                && last.period().equals(period)
                && last.reporter().equals(reporter)
                && last.dataset().equals(dataset)) {
            return;
        }
        if (yearly.computeIfAbsent(dataset, first -> isYear(period)) != isYear(period)) {
            return; // no period of this dataset
        }
        last = new ReportingPeriod(dataset, reporter, period);
        periods(new Series(dataset, reporter)).set(index(period));
        touched.add(last);
    }

    /**
     * Adds a row that was rejected.
     *
     * @param fields what could be read of it
     * @param placeable whether its reporter is a country, and its period of the length that its dataset has
     */
    void reject(RawImport fields, RejectionReason reason, boolean placeable) {
        if (reason == RejectionReason.MIXED_PERIOD_LENGTHS || isNoRow(fields)) {
            return; // of no period that the dataset has; no row of goods
        }
        String dataset = fields.get(ImportField.DATASET);
        String reporter = fields.get(ImportField.REPORTER);
        Period period = reason == RejectionReason.INVALID_PERIOD || !placeable
                ? null
                : Period.parse(fields.get(ImportField.PERIOD));
        ReportingPeriod place = new ReportingPeriod(
                ImportBounds.isDataset(dataset) ? dataset : "",
                placeable ? reporter : "",
                period == null ? "" : period.toString());
        rejections.merge(place, 1L, Long::sum);
        boolean whole = !place.dataset().isEmpty()
                && !place.reporter().isEmpty()
                && !place.period().isEmpty();
        // A row of another level belongs to a period that may be whole without it.
        if (whole && reason != RejectionReason.WRONG_CODE_LEVEL) {
            add(place.dataset(), place.reporter(), place.period());
        }
    }

    /** Adds a line of an edition that was rejected. */
    void reject(String dataset, String reporter, String period) {
        rejections.merge(new ReportingPeriod(dataset, reporter, period), 1L, Long::sum);
    }

    /** Adds text that could not be read as a row: it may belong to any period. */
    void rejectUnreadable() {
        rejections.merge(new ReportingPeriod("", "", ""), 1L, Long::sum);
    }

    private static boolean isNoRow(RawImport fields) {
        return fields.lacks(ImportField.CUSTOMS_VALUE_USD)
                && fields.lacks(ImportField.COMMODITY_CODE)
                && fields.lacks(ImportField.ORIGIN);
    }

    /** How many rejected rows belong to a period, or may belong to it. */
    long rejected(ReportingPeriod period) {
        return rejections.entrySet().stream()
                .filter(rows -> matches(rows.getKey().dataset(), period.dataset())
                        && matches(rows.getKey().reporter(), period.reporter())
                        && matches(rows.getKey().period(), period.period()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean matches(String text, String value) {
        return text.isEmpty() || text.equals(value);
    }

    /** The rejected rows that are known to belong to a period; they count no longer. */
    long takeRejected(ReportingPeriod period) {
        return Optional.ofNullable(rejections.remove(period)).orElse(0L);
    }

    /** Whether this run has published or rejected rows of a period. */
    boolean touched(ReportingPeriod period) {
        return touched.contains(period);
    }

    /** The undeclared periods, by dataset, reporter and time. */
    List<ReportingPeriod> undeclared() {
        List<ReportingPeriod> all = new ArrayList<>();
        undeclared.forEach((series, periods) -> periods.stream()
                .forEach(index ->
                        all.add(new ReportingPeriod(series.dataset(), series.reporter(), text(series, index)))));
        return all;
    }

    /** Marks a period as declared, finally. */
    void declared(ReportingPeriod period) {
        Series series = new Series(period.dataset(), period.reporter());
        BitSet periods = undeclared.get(series);
        if (periods != null) {
            periods.clear(index(period.period()));
            if (periods.isEmpty()) {
                undeclared.remove(series);
            }
        }
        rejections.remove(period);
        carried.remove(period);
        last = null;
    }

    /** Nothing is undeclared any more; the next row is another input's. */
    void end() {
        if (undeclared.isEmpty()) {
            rejections.clear();
        }
        touched.clear();
        last = null;
    }

    /** Updates the newest periods: by the rows of a batch, and by the periods that it declares, also without rows. */
    void publish(ImportBatch batch) {
        for (ImportRow row : batch.rows()) {
            if (!row.withdrawn()) {
                addNewest(row.dataset(), row.reporter(), row.period());
            }
        }
        for (ImportBatch.Declaration declaration : batch.declarations()) {
            ReportingPeriod period = declaration.period();
            addNewest(period.dataset(), period.reporter(), period.period());
        }
    }

    private void addNewest(String dataset, String reporter, String period) {
        // Rows of one series most often follow each other.
        if (lastNewest.period().compareTo(period) >= 0
                && lastNewest.reporter().equals(reporter)
                && lastNewest.dataset().equals(dataset)) {
            return;
        }
        String newer = newest.merge(
                new Series(dataset, reporter), period, (one, other) -> one.compareTo(other) > 0 ? one : other);
        lastNewest = new ReportingPeriod(dataset, reporter, newer);
    }

    void writeTo(FeedCheckpoint.Builder checkpoint) {
        List<CarriedPeriods> carried = new ArrayList<>();
        undeclared.forEach((series, periods) ->
                carried.add(new CarriedPeriods(series.dataset(), series.reporter(), ranges(series, periods))));
        checkpoint.setUndeclared(carried);
        checkpoint.setNewest(newest.entrySet().stream()
                .map(of -> new NewestPeriod(of.getKey().dataset(), of.getKey().reporter(), of.getValue()))
                .toList());
        checkpoint.setRejections(rejections.entrySet().stream()
                .map(rows -> new PeriodRejections(
                        rows.getKey().dataset(),
                        rows.getKey().reporter(),
                        rows.getKey().period(),
                        rows.getValue()))
                .sorted(Comparator.comparing(
                        rows -> rows.getDataset() + "/" + rows.getReporter() + "@" + rows.getPeriod()))
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
