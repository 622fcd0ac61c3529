package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;

class TextbookJobTest {

    private static CustomsImport line(String origin, String month, long cents, Long grams) {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(1)
                .setReporter("US")
                .setOrigin(origin)
                .setCommodityCode("261710")
                .setPeriod(month)
                .setCustomsValueCents(cents)
                .setNetWeightGrams(grams)
                .setPublishedAt(Instant.EPOCH)
                .build();
    }

    private static MineralShares shares(MonthlyTotals totals) {
        return TextbookJob.newestShares("us-census/US/antimony", totals);
    }

    @Test
    void theNewestWindowHasTheLinesOfTwelveMonthsWithoutThoseRemoved() {
        MonthlyTotals totals = new MonthlyTotals();
        TextbookJob.count(line("CN", "2023-12", 50, null), totals, 1);
        TextbookJob.count(line("CN", "2024-01", 600, 7L), totals, 1);
        TextbookJob.count(line("BE", "2024-12", 400, null), totals, 1);
        TextbookJob.count(line("BE", "2024-12", 100, null), totals, 1);
        TextbookJob.count(line("BE", "2024-12", 100, null), totals, -1);

        MineralShares shares = shares(totals);

        assertThat(shares.getAsOf()).isEqualTo("2024-12");
        assertThat(shares.getTotalValueCents()).isEqualTo(1_000);
        assertThat(shares.getRecords()).isEqualTo(2);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getValueShare)
                .containsExactly(0.6, 0.4);
    }

    @Test
    void totalsAreTheSameAfterEncodingAndDecoding() {
        MonthlyTotals totals = new MonthlyTotals();
        TextbookJob.count(line("CN", "2023-01", 98_765_432_100L, 12_345_678_900L), totals, 1);
        TextbookJob.count(line("BE", "2024-12", 400, null), totals, 1);
        Serde<MonthlyTotals> serde = TextbookJob.totalsSerde();

        byte[] written = serde.serializer().serialize("", totals);

        assertThat(shares(serde.deserializer().deserialize("", written))).isEqualTo(shares(totals));
    }
}
