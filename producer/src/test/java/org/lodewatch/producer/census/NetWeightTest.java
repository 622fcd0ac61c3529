package org.lodewatch.producer.census;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.producer.census.NetWeight.Quantity;

class NetWeightTest {

    private static final Quantity NONE = new Quantity(0, "");

    @Test
    void massIsInKilogramsToTheGram() {
        assertThat(weight(1_234, "KG")).isEqualTo("1234");
        assertThat(weight(12, "T  ")).isEqualTo("12000");
        assertThat(weight(1_234_567, "G")).isEqualTo("1234.567");
        assertThat(weight(13, "CAR")).as("2.6 grams").isEqualTo("0.003");
        assertThat(weight(1_000, "KG")).as("not 1E+3").isEqualTo("1000");
    }

    @Test
    void piecesAndTheMetalWithinAreNoNetWeight() {
        assertThat(weight(5, "NO")).isEmpty();
        assertThat(weight(5, "CKG")).isEmpty();
        assertThat(weight(5, "")).isEmpty();
    }

    @Test
    void theSecondQuantityIsUsedWhereTheFirstIsNoMass() {
        assertThat(NetWeight.of(new Quantity(5, "NO"), new Quantity(7, "KG")).text())
                .isEqualTo("7");
        assertThat(NetWeight.of(new Quantity(5, "KG"), new Quantity(7, "CKG")).text())
                .isEqualTo("5");
        assertThat(NetWeight.of(new Quantity(0, "KG"), new Quantity(7, "T")).text())
                .isEqualTo("7000");
    }

    @Test
    void zeroIsNoWeight() {
        assertThat(weight(0, "KG")).isEmpty();
        assertThat(weight(-999_999_999, "KG")).isEmpty();
    }

    @Test
    void aWeightThatRoundsToZeroIsNoneButCountsInASum() {
        NetWeight carat = NetWeight.of(new Quantity(1, "CAR"), NONE);

        assertThat(carat.text()).as("0.2 grams").isEmpty();
        assertThat(carat.plus(carat).plus(carat).text()).as("0.6 grams").isEqualTo("0.001");
    }

    @Test
    void aSumWithAnUnknownPartIsUnknown() {
        NetWeight three = NetWeight.of(new Quantity(3, "KG"), NONE);

        assertThat(three.plus(three).text()).isEqualTo("6");
        assertThat(three.plus(NetWeight.UNKNOWN)).isEqualTo(NetWeight.UNKNOWN);
        assertThat(NetWeight.UNKNOWN.plus(three)).isEqualTo(NetWeight.UNKNOWN);
    }

    private static String weight(long amount, String unit) {
        return NetWeight.of(new Quantity(amount, unit), NONE).text();
    }
}
