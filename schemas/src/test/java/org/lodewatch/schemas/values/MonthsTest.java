package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthsTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource({"1970-01, 0", "1970-12, 11", "1969-12, -1", "1990-01, 240", "2024-12, 659", "0001-01, -23628"})
    void aMonthIsCountedFromJanuary1970(String text, int month) {
        assertThat(Months.of(text)).isEqualTo(month);
        assertThat(Months.text(month)).isEqualTo(text);
    }

    @Test
    void everyMonthOfTwoCenturiesIsParsedFromItsText() {
        for (int month = Months.of(1900, 1); month <= Months.of(2100, 12); month++) {
            assertThat(Months.of(Months.text(month))).isEqualTo(month);
        }
    }

    @ParameterizedTest
    @CsvSource({"2024-12-31T23:59:59.999Z, 2024-12", "2025-01-01T00:00:00Z, 2025-01", "1969-12-31T23:59:59Z, 1969-12"})
    void aMomentIsInItsMonthOfUtc(Instant moment, String month) {
        assertThat(Months.text(Months.of(moment))).isEqualTo(month);
    }

    @ParameterizedTest
    @CsvSource({"2024-12, 2025-01-01T00:00:00Z", "2024-02, 2024-03-01T00:00:00Z", "1969-12, 1970-01-01T00:00:00Z"})
    void aMonthEndsWhereTheNextBegins(String month, Instant end) {
        assertThat(Months.end(Months.of(month))).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai"})
    void theTextIsTheSameInEveryLocale(String locale) {
        Locale.setDefault(Locale.forLanguageTag(locale));

        String text = Months.text(659);

        assertThat(text).isEqualTo("2024-12");
    }
}
