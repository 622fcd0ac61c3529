package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.messages.CarriedPeriods;
import org.lodewatch.schemas.messages.FeedCheckpoint;
import org.lodewatch.schemas.messages.NewestPeriod;

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
    void eachUndeclaredPeriodIsListedOnceInOrder() throws RowFault {
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
    void aCheckpointKeepsUndeclaredPeriodsAsRanges() throws RowFault {
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
    void aDatasetHasOnePeriodLength() throws RowFault {
        periods.add(row("us-census", "US", "2024-12"));

        assertThatThrownBy(() -> periods.add(row("us-census", "CA", "2024")))
                .isInstanceOfSatisfying(
                        RowFault.class, fault -> assertThat(fault.reason()).hasToString("mixed-period-lengths"))
                .hasMessage("period: '2024' is a year, but dataset us-census began with months;"
                        + " a dataset has one period length");
    }

    @Test
    void thePeriodLengthIsRestoredFromACheckpoint() throws RowFault {
        periods.add(row("us-census", "US", "2024"));

        FeedPeriods restored = new FeedPeriods(checkpoint());

        assertThatThrownBy(() -> restored.add(row("us-census", "US", "2024-12")))
                .hasMessageContaining("began with years");
    }
}
