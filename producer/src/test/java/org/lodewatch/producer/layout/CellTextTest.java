package org.lodewatch.producer.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.rules.RowFault;

class CellTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024          | 2024
            202401        | 2024-01
            202452        | 2024
            2024-01       | 2024-01
            2024M01       | 2024-01
            2024-M1       | 2024-01
            2024/3        | 2024-03
            03/2024       | 2024-03
            March 2025    | 2025-03
            Mar 2025      | 2025-03
            Sept. 2025    | 2025-09
            2025-May      | 2025-05
            202413        | 202413
            Mars 2025     | Mars 2025
            20240101      | 20240101
            """)
    void periodsAreReadInTheFormsThatExportsUse(String cell, String period) throws RowFault {
        assertThat(PeriodText.iso(cell)).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-Q1", "2024Q1", "Q1 2024", "2024-S1", "2024H2", "2024-W05"})
    void quartersHalfYearsAndWeeksAreRefused(String cell) {
        assertThatThrownBy(() -> PeriodText.iso(cell)).isInstanceOf(RowFault.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2026_Year_to_date, true",
        "2026 YTD, true",
        "YTD 2026, true",
        "2026 through May, true",
        "2026, false",
        "Throughput, false"
    })
    void aYearToDateIsRecognised(String cell, boolean yearToDate) {
        assertThat(PeriodText.isYearToDate(cell)).isEqualTo(yearToDate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8105203000                         | 8105203000
            8105203000 Cobalt Alloys Unwrought | 8105203000
            8105.20.30.00                      | 8105203000
            8105.20.3000                       | 8105203000
            8105 20 30                         | 81052030
            8105 20 Cobalt mattes              | 810520
            810520 - Cobalt, 99.8 percent      | 810520
            810520: Cobalt                     | 810520
            '810520                            | 810520
            810520.0                           | 810520
            Cobalt                             | Cobalt
            """, quoteCharacter = '~')
    void codesAreReadInTheFormsThatExportsUse(String cell, String code) throws RowFault {
        assertThat(new CodeText(OptionalInt.empty(), OptionalInt.empty()).digits(cell))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1052E+09", "81052", "8105203"})
    void codesThatASpreadsheetChangedAreRefused(String cell) {
        assertThatThrownBy(() -> new CodeText(OptionalInt.empty(), OptionalInt.empty()).digits(cell))
                .isInstanceOf(RowFault.class)
                .hasMessageContaining("spreadsheet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ,     | .    | 1,250,300.5 | 1250300.5
            ,     | .    | $1,250      | 1250
            ,     | .    | 12,50       | 12,50
            ,     | .    | 1250300     | 1250300
            .     | ,    | 1.250.300,5 | 1250300.5
            none  | ,    | 12,5        | 12.5
            none  | .    | 1.5e3       | 1.5e3
            none  | .    | 1,250       | 1,250
            none  | ,    | 1.250       | 1.250
            """)
    void numbersAreReadWithTheirSeparators(String thousands, char decimal, String cell, String number) {
        Optional<Character> groups = thousands.equals("none") ? Optional.empty() : Optional.of(thousands.charAt(0));

        assertThat(new NumberText(groups, decimal).plain(cell)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"kg, 1", "Kilograms, 1", "t, 1000", "metric tons, 1000", "100 kg, 100", "100KG, 100", "lb, 0.45359237"})
    void unitsOfWeightAreKnownByTheirNames(String name, String kilograms) {
        assertThat(MassUnit.of(name).orElseThrow().kilograms()).hasToString(kilograms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "content kilograms", "liters", "", "m3"})
    void otherUnitsAreNoWeight(String name) {
        assertThat(MassUnit.of(name)).isEmpty();
    }
}
