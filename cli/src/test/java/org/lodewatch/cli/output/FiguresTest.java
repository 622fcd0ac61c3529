package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.service.Json;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, $0",
        "99900, $999",
        "100000, $1.0 k",
        "99999999, $1.0 M",
        "17010000000, $170.1 M",
        "230000000000, $2.3 B",
        "-100000, $-1.0 k"
    })
    void amountsAreRoundedToAMagnitude(long cents, String printed) {
        assertThat(Figures.money(cents, "USD")).isEqualTo(printed);
        assertThat(Figures.money(cents, "EUR")).isEqualTo(printed.replace("$", "EUR "));
    }

    @ParameterizedTest
    @CsvSource({"0, ''", "0.0625, ▌", "0.5, ████", "1, ████████", "1.7, ████████", "-0.2, ''"})
    void aBarIsNeverLongerThanItsWidth(double share, String bar) {
        assertThat(Bar.of(share, 8)).isEqualTo(bar);
    }

    @Test
    void exactAmountsKeepTheirCents() {
        assertThat(Json.line(Map.of("usd", Json.amount(1_234_567_890_123_450L))))
                .isEqualTo("{\"usd\":12345678901234.50}");
    }
}
