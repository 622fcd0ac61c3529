package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "imports 2025-03.csv", "Côte d'Ivoire", "中国 \t ▇▆‡*", "\uD83D\uDE00", "a\\nb"})
    void textThatChangesNothingElseIsUnchanged(String text) {
        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void charactersThatControlATerminalAreEscaped() {
        assertThat(Printable.line("a\u001B[2J\u0007\u0008\u007F\u009Bb"))
                .isEqualTo("a\\u001b[2J\\u0007\\u0008\\u007f\\u009bb");
    }

    @Test
    void lineEndsAreEscapedInALine() {
        assertThat(Printable.line("a\nb\r\nc\u2028d\u0085e")).isEqualTo("a\\nb\\r\\nc\\u2028d\\u0085e");
        assertThat(Printable.lines("a\nb\rc")).isEqualTo("a\nb\\rc");
    }

    @Test
    void charactersThatChangeTheDirectionOrAreInvisibleAreEscaped() {
        assertThat(Printable.line("gpj\u202Evsc\u2066x\u200B\uFEFF")).isEqualTo("gpj\\u202evsc\\u2066x\\u200b\\ufeff");
        assertThat(Printable.line(Character.toString(0xE0041))).isEqualTo("\\udb40\\udc41");
    }

    @Test
    void aMessageIsOneLineThatEnds() {
        assertThat(Printable.message(" no row 'a\n\tb' \n")).isEqualTo("no row 'a\\n\\tb'");
        assertThat(Printable.message("x".repeat(100_000)))
                .hasSizeLessThan(2_100)
                .endsWith("...");
    }

    @Test
    void halfAPairIsEscaped() {
        assertThat(Printable.line("a\uD83D")).isEqualTo("a\\ud83d");
    }
}
