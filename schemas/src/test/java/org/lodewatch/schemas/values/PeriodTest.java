package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

    @ParameterizedTest
    @CsvSource({"2024-01, 2024-01, 1", "2024-12, 2024-12, 1", "2024, 2024-12, 12", "0000, 0000-12, 12"})
    void aPeriodIsAMonthOrAYear(String text, String lastMonth, int months) {
        Period period = Period.parse(text);

        assertThat(Months.text(period.lastMonth())).isEqualTo(lastMonth);
        assertThat(period.months()).isEqualTo(months);
        assertThat(period.firstMonth()).isEqualTo(period.lastMonth() - months + 1);
        assertThat(period).hasToString(text).isEqualTo(Period.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2024-13",
                "2024-00",
                "2024-1",
                "2024-1x",
                "24-01",
                "2024/01",
                "202",
                "20245",
                "-024",
                "+024",
                "2024-001",
                "2024 01",
                "٢٠٢٤",
                "2024-+1",
                "2024Q1",
                "abcd",
                "2024-٠١"
            })
    void anythingElseIsNotAPeriod(String text) {
        assertThat(Period.parse(text)).isNull();
        assertThatThrownBy(() -> Period.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
