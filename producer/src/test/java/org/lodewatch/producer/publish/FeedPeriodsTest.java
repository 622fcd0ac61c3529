package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.NewestPeriod;
import org.lodewatch.schemas.values.RejectionReason;

class FeedPeriodsTest {

    private final FeedPeriods periods = new FeedPeriods();

    private static ImportRow row(String dataset, String reporter, String period) {
        return new ImportRow(dataset, "id", 0, reporter, "CN", "811010", period, 1, OptionalLong.empty(), false);
    }

    private FeedCheckpoint checkpoint() {
        return checkpoint(periods);
    }

    private static FeedCheckpoint checkpoint(FeedPeriods periods) {
        FeedCheckpoint.Builder checkpoint = FeedCheckpoint.newBuilder()
                .setFeed("test")
                .setCursor("1")
                .setPublished(0)
                .setRejected(0)
                .setFinished(false)
                .setWrittenAt(Instant.EPOCH);
        periods.writeTo(checkpoint);
        return checkpoint.build();
    }

    @Test
    void eachUndeclaredPeriodIsListedOnceInOrder() {
        periods.add(row("us-census", "US", "2024-12"));
        periods.add(row("us-census", "US", "2024-11"));
        periods.add(row("us-census", "US", "2024-12"));
        periods.add(row("acme", "DE", "2023"));

        assertThat(periods.undeclared())
                .containsExactly(
                        new ReportingPeriod("acme", "DE", "2023"),
                        new ReportingPeriod("us-census", "US", "2024-11"),
                        new ReportingPeriod("us-census", "US", "2024-12"));
    }

    @Test
    void aCheckpointKeepsUndeclaredPeriodsAsRanges() {
        for (String month : List.of("1990-01", "2023-11", "2023-12", "2024-01", "2024-03")) {
            periods.add(row("us-census", "US", month));
        }
        periods.add(row("un-comtrade", "DE", "2020"));
        periods.add(row("un-comtrade", "DE", "2021"));

        FeedCheckpoint checkpoint = checkpoint();

        assertThat(checkpoint.getUndeclared())
                .containsExactly(
                        new CarriedPeriods("un-comtrade", "DE", List.of("2020..2021")),
                        new CarriedPeriods("us-census", "US", List.of("1990-01", "2023-11..2024-01", "2024-03")));
        assertThat(new FeedPeriods(checkpoint).undeclared()).isEqualTo(periods.undeclared());
    }

    @Test
    void aCheckpointKeepsTheNewestPeriodOfEachDatasetAndReporter() {
        periods.publish(new ImportBatch()
                .add(row("us-census", "US", "2024-11"))
                .add(row("us-census", "US", "2024-12"))
                .add(row("us-census", "US", "2024-10"))
                .complete("us-census", "CA", "2025-01"));

        FeedPeriods restored = new FeedPeriods(checkpoint());
        restored.publish(new ImportBatch().add(row("us-census", "US", "2024-09")));

        assertThat(checkpoint(restored).getNewest())
                .containsExactly(
                        new NewestPeriod("us-census", "CA", "2025-01"), new NewestPeriod("us-census", "US", "2024-12"));
    }

    @Test
    void theNewestPeriodsAreFoundInAnyOrderOfRows() {
        periods.publish(new ImportBatch()
                .add(row("us-census", "US", "2024-12"))
                .add(row("us-census", "CA", "2024-11"))
                .add(row("us-census", "US", "2024-10"))
                .add(row("us-census", "US", "2025-01"))
                .add(row("un-comtrade", "US", "2023"))
                .add(row("us-census", "CA", "2024-12"))
                .add(row("us-census", "CA", "2024-12")));

        assertThat(checkpoint().getNewest())
                .containsExactly(
                        new NewestPeriod("un-comtrade", "US", "2023"),
                        new NewestPeriod("us-census", "CA", "2024-12"),
                        new NewestPeriod("us-census", "US", "2025-01"));
    }

    @Test
    void aPeriodOfAnotherLengthIsNoneOfTheDataset() {
        periods.add(row("us-census", "US", "2024-12"));
        periods.add(row("us-census", "CA", "2024"));

        assertThat(periods.undeclared()).containsExactly(new ReportingPeriod("us-census", "US", "2024-12"));
    }

    @Test
    void aRejectedRowCountsForThePeriodsThatItMayBelongTo() {
        periods.add(row("acme", "US", "2023"));
        periods.add(row("acme", "US", "2024"));
        RawImport known = raw("acme", "US", "2024").with(ImportField.CUSTOMS_VALUE_USD, "x");
        periods.reject(known, RejectionReason.INVALID_CUSTOMS_VALUE, true);
        periods.reject(raw("acme", "US", "MMXXIV"), RejectionReason.INVALID_PERIOD, true);
        periods.reject(new RawImport().with(ImportField.RECORD_ID, "Source:"), RejectionReason.MISSING_FIELD, false);

        FeedPeriods restored = new FeedPeriods(checkpoint());

        assertThat(restored.rejected(new ReportingPeriod("acme", "US", "2023"))).isEqualTo(1);
        assertThat(restored.rejected(new ReportingPeriod("acme", "US", "2024"))).isEqualTo(2);
        assertThat(restored.rejected(new ReportingPeriod("other", "US", "2024")))
                .isZero();
    }

    private static RawImport raw(String dataset, String reporter, String period) {
        return new RawImport()
                .with(ImportField.DATASET, dataset)
                .with(ImportField.REPORTER, reporter)
                .with(ImportField.ORIGIN, "CN")
                .with(ImportField.COMMODITY_CODE, "811010")
                .with(ImportField.PERIOD, period)
                .with(ImportField.CUSTOMS_VALUE_USD, "1");
    }
}
