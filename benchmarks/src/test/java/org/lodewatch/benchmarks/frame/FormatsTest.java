package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void figuresAreAsLongAsTheyAreSure() {
        assertThat(Formats.whole(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Formats.tenths(1_234.56)).isEqualTo("1,234.6");
        assertThat(Formats.mebibytes(3L << 30)).isEqualTo("3,072");
    }

    @Test
    void ratiosKeepTheirDigitsWhereTheyAreSmall() {
        assertThat(Formats.ratio(0.55)).isEqualTo("0.55");
        assertThat(Formats.ratio(0.0123)).isEqualTo("0.0123");
        assertThat(Formats.ratio(57.4)).isEqualTo("57");
    }

    @Test
    void whatIsNotKnownIsADash() {
        assertThat(Formats.whole(Double.NaN)).isEqualTo("-");
        assertThat(Formats.ratio(1 / 0.0)).isEqualTo("-");
        assertThat(Formats.mebibytes(0)).isEqualTo("-");
    }
}
