package org.lodewatch.producer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainDecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "282.15, 28215",
        "282.1, 28210",
        "282, 28200",
        "5., 500",
        "007, 700",
        "999999999999999, 99999999999999900"
    })
    void aPlainNumberIsReadInItsSmallestUnits(String text, long cents) {
        assertThat(PlainDecimal.units(text, 2)).isEqualTo(cents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                ".5",
                "-1",
                "+1",
                "1e3",
                "1,000",
                "1.2.3",
                "1.005",
                "1.500",
                " 1",
                "1 ",
                "1234567890123456",
                "٣"
            })
    void anyOtherTextIsLeftToTheRules(String text) {
        assertThat(PlainDecimal.units(text, 2)).isEqualTo(PlainDecimal.OTHER);
    }

    @Test
    void everyPlainNumberHasTheValueOfItsDecimal() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            String text = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), random.nextInt(4))
                    .toPlainString();
            assertThat(PlainDecimal.units(text, 3))
                    .isEqualTo(new BigDecimal(text).movePointRight(3).longValueExact());
        }
    }
}
