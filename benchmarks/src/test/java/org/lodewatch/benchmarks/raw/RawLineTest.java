package org.lodewatch.benchmarks.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.serde.WireFormats;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class RawLineTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final RawLine line = new RawLine();

    private static byte[] encoded(SpecificRecord message) {
        return Topics.CUSTOMS_IMPORTS
                .valueSerde(WireFormats.WITHOUT_REGISTRY)
                .serializer()
                .serialize(Topics.CUSTOMS_IMPORTS.name(), message);
    }

    private static CustomsImport.Builder valid() {
        return CustomsImport.newBuilder()
                .setDataset("us-census")
                .setRevision(1_234_567)
                .setReporter("US")
                .setOrigin("CN")
                .setCommodityCode("2617100000")
                .setPeriod("2024-12")
                .setCustomsValueCents(98_765_432_100L)
                .setNetWeightGrams(12_345_678L)
                .setCompletionFollows(true)
                .setPublishedAt(NOW);
    }

    @Test
    void itReadsWhatAvroHasWritten() {
        line.read(encoded(valid().build()));

        assertThat(line.dataset()).isEqualTo("us-census");
        assertThat(line.revision).isEqualTo(1_234_567);
        assertThat(line.reporter()).isEqualTo("US");
        assertThat(line.country).isEqualTo(CountryCode.of("CN"));
        assertThat(line.commodityCode()).isEqualTo("2617100000");
        assertThat(line.month).isEqualTo(Months.of("2024-12"));
        assertThat(line.value).isEqualTo(98_765_432_100L);
        assertThat(line.weight).isEqualTo(12_345_678);
        assertThat(line.withdrawn).isFalse();
    }

    @Test
    void aLineMayHaveNoWeightAndBeWithdrawn() {
        line.read(encoded(valid().setNetWeightGrams(null).setWithdrawn(true).build()));

        assertThat(line.weight).isNegative();
        assertThat(line.withdrawn).isTrue();
    }

    @Test
    void itsRouteIsItsDatasetReporterAndCode() {
        line.read(encoded(valid().build()));
        byte[] route = line.route();

        line.read(encoded(valid().setOrigin("BE").setRevision(2).build()));
        assertThat(line.hasRoute(route)).isTrue();
        line.read(encoded(valid().setCommodityCode("2617100001").build()));
        assertThat(line.hasRoute(route)).isFalse();
        line.read(encoded(valid().setReporter("JP").build()));
        assertThat(line.hasRoute(route)).isFalse();
    }

    @Test
    void aDeclarationOfACompletePeriodIsNoLine() {
        assertThat(RawLine.isImport(encoded(valid().build()))).isTrue();
        assertThat(RawLine.isImport(
                        encoded(new PeriodComplete("us-census", "US", "2024-12", NOW, PeriodState.COMPLETE))))
                .isFalse();
    }
}
