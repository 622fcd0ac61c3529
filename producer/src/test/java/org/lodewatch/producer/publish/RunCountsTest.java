package org.lodewatch.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.publish.RunCounts.Kind;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;

class RunCountsTest {

    private static final ImportRules RULES = ImportRules.of(Catalogue.bundled());

    private final RunCounts counts = new RunCounts();

    private static ImportRow row(String code, String origin, OptionalLong grams, boolean withdrawn, String area) {
        return new ImportRow("nickel", "id", 0, "DE", origin, code, "2024", 100, grams, withdrawn, area);
    }

    private void publish(String code, int times) {
        for (int i = 0; i < times; i++) {
            publish(row(code, "CN", OptionalLong.of(1), false, ""));
        }
    }

    private void publish(ImportRow row) {
        counts.countPublished(row, RULES.isCounted(row));
    }

    @Test
    void nothingIsSaidOfRowsThatCountInTheBookOfAFormOrMineral() {
        publish("811010", 3);
        publish("811020", 2);

        assertThat(counts.sentences()).isEmpty();
        assertThat(counts.of(Kind.PUBLISHED)).isEqualTo(5);
    }

    @Test
    void rowsOfNoMineralAreShownByHeadingTheLargestFirst() {
        publish("010121", 10);
        publish("0102210000", 15);
        publish("010229", 1);
        publish("811020", 2);

        assertThat(counts.sentences()).containsExactly("26 rows of no mineral: 0102 16, 0101 10");
    }

    @Test
    void tenHeadingsAreShownAndTheOthersCounted() {
        for (int heading = 1; heading <= 12; heading++) {
            publish("01%02d10".formatted(heading), heading);
        }

        assertThat(counts.sentences())
                .containsExactly(
                        "78 rows of no mineral: 0112 12, 0111 11, 0110 10, 0109 9, 0108 8, 0107 7, 0106 6, 0105 5,"
                                + " 0104 4, 0103 3, 2 more");
    }

    @Test
    void unknownOriginsAreCountedByTheAreaThatTheSourceNames() {
        for (int i = 0; i < 3; i++) {
            publish(row("811010", "XX", OptionalLong.of(1), false, "Areas, nes (899)"));
        }
        publish(row("811010", "XX", OptionalLong.of(1), false, "Free zones (838)"));
        publish(row("811010", "XX", OptionalLong.of(1), false, ""));

        assertThat(counts.sentences())
                .containsExactly("unknown origin: 3 rows of Areas, nes (899); 1 row of XX; 1 row of Free zones (838)");
    }

    @Test
    void unknownWeightsAreCountedWhereThereIsAValue() {
        publish(row("811010", "CN", OptionalLong.empty(), false, ""));
        publish(new ImportRow("nickel", "id", 0, "DE", "CN", "811010", "2024", 0, OptionalLong.empty(), false));

        assertThat(counts.sentences()).containsExactly("1 row with a value and without a weight");
    }

    @Test
    void aWithdrawalIsNoRowThatCountsNowhere() {
        publish(row("010121", "XX", OptionalLong.empty(), true, "Free zones (838)"));

        assertThat(counts.sentences()).isEmpty();
    }

    @Test
    void rowsThatAreLeftOutAreCountedByReason() {
        counts.count(Kind.LEFT_OUT, "total");
        counts.count(Kind.LEFT_OUT, "flow 2", 4);

        assertThat(counts.sentences()).containsExactly("5 rows left out: flow 2 4, total 1");
    }

    @Test
    void theCountsAfterACopyAreTheDifference() {
        publish("010121", 2);
        RunCounts before = counts.copy();
        publish("010121", 1);
        publish("010229", 1);

        assertThat(counts.since(before).sentences()).containsExactly("2 rows of no mineral: 0101 1, 0102 1");
        assertThat(before.of(Kind.PUBLISHED)).isEqualTo(2);
    }

    @Test
    void textsWithoutEndDoNotFillTheMemory() {
        for (int i = 0; i < 60_000; i++) {
            counts.count(Kind.LEFT_OUT, "text " + i);
        }

        assertThat(counts.of(Kind.LEFT_OUT)).isEqualTo(60_000);
        assertThat(counts.of(Kind.LEFT_OUT, "others")).isEqualTo(10_000);
    }

    @Test
    void twoAreasOfOneCodeHaveTwoRecordIds() {
        RawImport areas = new RawImport()
                .with(ImportField.COMMODITY_CODE, "811010")
                .with(ImportField.REPORTER, "DE")
                .with(ImportField.PERIOD, "2024")
                .withOriginArea("899", "Areas, nes")
                .withComposedRecordId();

        assertThat(areas.get(ImportField.RECORD_ID)).isEqualTo("811010/DE/XX-899/2024");
        assertThat(areas.get(ImportField.ORIGIN)).isEqualTo("XX");
        assertThat(areas.originArea()).isEqualTo("Areas, nes (899)");
        assertThat(new RawImport().withOriginArea("QZ", "QZ").originArea()).isEqualTo("QZ");
    }
}
