package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.lodewatch.benchmarks.raw.MonthlyTotals;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.MineralShares;

class TextbookJobTest {

    private static final String OXIDE = "us-census/US/antimony-oxide";

    private static CustomsImport line(String origin, String month, long cents, Long grams) {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(1)
                .setReporter("US")
                .setOrigin(origin)
                .setCommodityCode("282580")
                .setPeriod(month)
                .setCustomsValueCents(cents)
                .setNetWeightGrams(grams)
                .setPublishedAt(Instant.EPOCH)
                .build();
    }

    private static MineralShares shares(MonthlyTotals totals) {
        return TextbookJob.newestShares(OXIDE, new FormTotals(OXIDE, totals));
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
    void theSumOfFormsHasTheNewestTotalsOfEach() {
        MonthlyTotals metal = new MonthlyTotals();
        TextbookJob.count(line("TH", "2024-12", 300, 1L), metal, 1);
        TextbookJob.count(line("CN", "2024-12", 100, 2L), metal, 1);
        MonthlyTotals oxide = new MonthlyTotals();
        TextbookJob.count(line("CN", "2024-12", 9, 4L), oxide, 1);
        FormTotals sum = new FormTotals().with(new FormTotals(OXIDE, oxide));
        sum = sum.with(new FormTotals("us-census/US/antimony-metal", metal));
        TextbookJob.count(line("CN", "2024-12", 591, 8L), oxide, 1);
        sum = sum.with(new FormTotals(OXIDE, oxide));
        Serde<FormTotals> serde = FormTotals.serde();
        byte[] written = serde.serializer().serialize("", sum);

        MineralShares shares = TextbookJob.newestShares(
                "us-census/US/antimony", serde.deserializer().deserialize("", written));

        assertThat(shares.getTotalValueCents()).isEqualTo(1_000);
        assertThat(shares.getCountries())
                .extracting(CountryShare::getCountry, CountryShare::getValueCents)
                .containsExactly(tuple("CN", 700L), tuple("TH", 300L));
        assertThat(shares.getContainedGrams()).isEqualTo(3 + 12 * 0.8354, within(1e-9));
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
