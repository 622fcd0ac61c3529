package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportBoundsTest {

    @ParameterizedTest
    @ValueSource(strings = {"us-census", "a", "0", "our-own-2024", "a-"})
    void theseAreNamesOfDatasets(String text) {
        assertThat(ImportBounds.isDataset(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "US", "us/census", "us census", "zoll-ämter", "a\n"})
    void otherTextsAreNotNamesOfDatasets(String text) {
        assertThat(ImportBounds.isDataset(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void aNameHasAtMost63Characters(int length) {
        assertThat(ImportBounds.isDataset("a".repeat(length))).isEqualTo(length <= 63);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28", "811010", "8112921000"})
    void theseAreCommodityCodes(String text) {
        assertThat(ImportBounds.isCommodityCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "81129210001", "8110.10", "٢٨", "81101x"})
    void otherTextsAreNotCommodityCodes(String text) {
        assertThat(ImportBounds.isCommodityCode(text)).isFalse();
    }
}
