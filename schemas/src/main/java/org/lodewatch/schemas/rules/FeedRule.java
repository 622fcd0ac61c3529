package org.lodewatch.schemas.rules;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.FeedLine;
import org.lodewatch.schemas.messages.FeedPeriod;
import org.lodewatch.schemas.messages.FeedRecordSet;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.ImportBounds;

/** The rules of feed-checkpoints and feed-record-sets. */
public final class FeedRule {

    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final List<String> STATES =
            Stream.of(PeriodState.values()).map(PeriodState::name).toList();
    private static final String RANGE = "..";

    private FeedRule() {}

    /** By feed id. */
    public static RecordRule<FeedCheckpoint> checkpoint() {
        return RecordRule.keyed((key, checkpoint, faults) -> {
            faults.unlessKey(key, checkpoint.getFeed());
            faults.unlessCount("published", checkpoint.getPublished());
            faults.unlessCount("rejected", checkpoint.getRejected());
            Instant at = checkpoint.getWrittenAt();
            faults.unless(at.isAfter(EARLIEST) && at.isBefore(LATEST), "writtenAt", at, "a moment from 1990 to 2099");
            checkpoint.getNewest().forEach(newest -> {
                faults.unlessDataset(newest.getDataset());
                faults.unlessReporter(newest.getReporter());
                faults.unlessPeriod("period", newest.getPeriod());
            });
            checkpoint.getUndeclared().forEach(carried -> {
                faults.unlessDataset(carried.getDataset());
                faults.unlessReporter(carried.getReporter());
                carried.getPeriods().forEach(range -> unlessPeriods(range, faults));
            });
            // The fields of a period that could not be read may be any text.
            checkpoint.getRejections().forEach(rejected -> faults.unlessCount("rejected rows", rejected.getRows()));
        });
    }

    /** By {@code dataset/reporter/period/scope}, {@code dataset/reporter/period} or {@code dataset}, as the type is. */
    public static RecordRule<SpecificRecord> recordSet() {
        return RecordRule.keyed((key, value, faults) -> {
            if (value instanceof FeedRecordSet set) {
                check(key, set, faults);
            } else if (value instanceof FeedPeriod period) {
                check(key, period, faults);
            } else if (value instanceof DatasetProperties properties) {
                check(key, properties, faults);
            }
        });
    }

    private static void check(String key, FeedRecordSet set, FirstFault faults) {
        faults.unlessKey(
                key, set.getDataset() + "/" + set.getReporter() + "/" + set.getPeriod() + "/" + set.getScope());
        faults.unlessDataset(set.getDataset());
        faults.unlessReporter(set.getReporter());
        faults.unlessPeriod("period", set.getPeriod());
        for (FeedLine line : set.getLines()) {
            faults.unlessCountry("origin", line.getOrigin());
            faults.unless(
                    ImportBounds.isCommodityCode(line.getCommodityCode()),
                    "commodityCode",
                    line.getCommodityCode(),
                    "2 to 10 digits");
            faults.unlessCount("customsValueCents", line.getCustomsValueCents());
            faults.unlessCount("netWeightGrams", line.getNetWeightGrams());
        }
    }

    private static void check(String key, FeedPeriod period, FirstFault faults) {
        faults.unlessKey(key, period.getDataset() + "/" + period.getReporter() + "/" + period.getPeriod());
        faults.unlessDataset(period.getDataset());
        faults.unlessReporter(period.getReporter());
        faults.unlessPeriod("period", period.getPeriod());
        faults.unless(
                period.getDeclared() == null || STATES.contains(period.getDeclared()),
                "declared",
                period.getDeclared(),
                String.join(", ", STATES));
        faults.unlessCountries("origin", period.getOrigins());
        Instant at = period.getDeclaredAt();
        faults.unless(
                at == null || at.isAfter(EARLIEST) && at.isBefore(LATEST),
                "declaredAt",
                at,
                "a moment from 1990 to 2099");
    }

    private static void check(String key, DatasetProperties properties, FirstFault faults) {
        faults.unlessKey(key, properties.getDataset());
        faults.unlessDataset(properties.getDataset());
        int months = properties.getPeriodMonths();
        faults.unless(months == 1 || months == 12, "periodMonths", months, "1 or 12");
        int digits = properties.getCodeDigits();
        faults.unless(
                digits == 0 || ImportBounds.isCommodityCodeLength(digits), "codeDigits", digits, "0, or 2 to 10,");
    }

    private static void unlessPeriods(String range, FirstFault faults) {
        int to = range.indexOf(RANGE);
        String first = to < 0 ? range : range.substring(0, to);
        String last = to < 0 ? range : range.substring(to + RANGE.length());
        faults.unlessPeriod("undeclared period", first);
        faults.unlessPeriod("undeclared period", last);
        faults.unless(
                first.length() == last.length() && first.compareTo(last) <= 0,
                "undeclared periods",
                range,
                "an earlier and a later period of one length");
    }
}
