package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {

    @Test
    void figures_are_as_long_as_they_are_sure() {
        assertThat(Amounts.whole(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Amounts.tenths(1_234.56)).isEqualTo("1,234.6");
        assertThat(Amounts.mebibytes(3L << 30)).isEqualTo("3,072");
    }

    @Test
    void ratios_keep_their_digits_where_they_are_small() {
        assertThat(Amounts.ratio(0.55)).isEqualTo("0.55");
        assertThat(Amounts.ratio(0.0123)).isEqualTo("0.0123");
        assertThat(Amounts.ratio(57.4)).isEqualTo("57");
    }

    @Test
    void what_is_not_known_is_a_dash() {
        assertThat(Amounts.whole(Double.NaN)).isEqualTo("-");
        assertThat(Amounts.ratio(1 / 0.0)).isEqualTo("-");
        assertThat(Amounts.mebibytes(0)).isEqualTo("-");
    }
}
