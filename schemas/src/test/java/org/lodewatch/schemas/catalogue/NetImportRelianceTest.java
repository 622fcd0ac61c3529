package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetImportRelianceTest {

    @ParameterizedTest
    @CsvSource({"100, 100", "91, 91", "0.5, 0.5", ">95, 95", "<25, 25", "<1, 1", "E, 0"})
    void aFigureAndABoundAndANetExporterHaveAPercentage(String printed, double percent) {
        assertThat(printed(printed).percent()).hasValue(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "W", "s", "-"})
    void aWithheldFigureHasNone(String printed) {
        assertThat(printed(printed).percent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({">95, LOWER", "<25, UPPER", "95, EXACT", "E, EXACT", "NA, EXACT"})
    void onlyMoreThanAndLessThanAreBounds(String printed, NetImportReliance.Bound bound) {
        assertThat(printed(printed).bound()).isEqualTo(bound);
    }

    private static NetImportReliance printed(String text) {
        return new NetImportReliance("antimony", Optional.empty(), "MCS2026", 2025, text, "");
    }
}
