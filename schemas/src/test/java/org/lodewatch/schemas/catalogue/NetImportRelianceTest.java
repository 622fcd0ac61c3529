package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetImportRelianceTest {

    @ParameterizedTest
    @CsvSource({"100, 100", "91, 91", "0.5, 0.5", ">95, 95", "E, 0"})
    void aFigureAndALowerBoundAndANetExporterHaveAPercentage(String printed, double percent) {
        assertThat(printed(printed).percent()).hasValue(percent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<25", "<1", "NA", "W", "s", "-"})
    void anUpperBoundAndAWithheldFigureHaveNone(String printed) {
        assertThat(printed(printed).percent()).isEmpty();
    }

    @Test
    void onlyMoreThanIsALowerBound() {
        assertThat(printed(">95").lowerBound()).isTrue();
        assertThat(printed("95").lowerBound()).isFalse();
        assertThat(printed("<25").lowerBound()).isFalse();
    }

    private static NetImportReliance printed(String text) {
        return new NetImportReliance("antimony", "MCS2026", 2025, text, "");
    }
}
