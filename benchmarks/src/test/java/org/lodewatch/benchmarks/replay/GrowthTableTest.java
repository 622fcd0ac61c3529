package org.lodewatch.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

    private static final List<Double> SIZES = List.of(1.0, 2.0, 5.0, 50.0);

    @Test
    void aFigureThatDoesNotChangeHasTheExponentZero() {
        assertThat(GrowthTable.exponent(SIZES, List.of(7.0, 7.0, 7.0, 7.0))).isEqualTo(0, within(1e-12));
    }

    @Test
    void aFigureThatDoublesWithTheSizeHasTheExponentOne() {
        assertThat(GrowthTable.exponent(SIZES, List.of(3.0, 6.0, 15.0, 150.0))).isEqualTo(1, within(1e-12));
    }

    @Test
    void aFigureThatFallsWithTheRootOfTheSizeHasTheExponentMinusAHalf() {
        assertThat(GrowthTable.exponent(List.of(1.0, 4.0, 16.0), List.of(8.0, 4.0, 2.0)))
                .isEqualTo(-0.5, within(1e-12));
    }

    @Test
    void noiseOnBothSidesLeavesTheSlopeBetween() {
        assertThat(GrowthTable.exponent(List.of(1.0, 10.0, 100.0), List.of(1.1, 9.0, 110.0)))
                .isBetween(0.95, 1.05);
    }

    @Test
    void oneSizeAloneHasNoExponent() {
        assertThat(GrowthTable.exponent(List.of(2.0), List.of(3.0))).isNaN();
    }
}
