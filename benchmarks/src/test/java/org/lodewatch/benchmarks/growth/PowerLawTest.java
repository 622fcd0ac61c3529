package org.lodewatch.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PowerLawTest {

    private static final List<Double> SIZES = List.of(1.0, 2.0, 5.0, 50.0);

    @Test
    void what_does_not_change_has_the_exponent_zero() {
        assertThat(PowerLaw.exponent(SIZES, List.of(7.0, 7.0, 7.0, 7.0))).isEqualTo(0, within(1e-12));
    }

    @Test
    void what_doubles_with_the_size_has_the_exponent_one() {
        assertThat(PowerLaw.exponent(SIZES, List.of(3.0, 6.0, 15.0, 150.0))).isEqualTo(1, within(1e-12));
    }

    @Test
    void what_falls_with_the_root_of_the_size_has_minus_a_half() {
        assertThat(PowerLaw.exponent(List.of(1.0, 4.0, 16.0), List.of(8.0, 4.0, 2.0)))
                .isEqualTo(-0.5, within(1e-12));
    }

    @Test
    void noise_on_both_sides_leaves_the_slope_between() {
        assertThat(PowerLaw.exponent(List.of(1.0, 10.0, 100.0), List.of(1.1, 9.0, 110.0)))
                .isBetween(0.95, 1.05);
    }

    @Test
    void one_size_alone_has_no_exponent() {
        assertThat(PowerLaw.exponent(List.of(2.0), List.of(3.0))).isNaN();
    }
}
