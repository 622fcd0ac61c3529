package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private static final ResultTable<Double> TABLE = new ResultTable<Double>()
            .whole("whole", figure -> figure)
            .tenths("tenths", figure -> figure)
            .ratio("ratio", figure -> figure)
            .mebibytes("MiB", figure -> figure);

    @Test
    void figuresHaveAsManyDigitsAsTheirColumnNeeds() {
        assertThat(TABLE.lines(List.of(1_234_567.84, (double) (3L << 30))))
                .containsExactly(
                        "        whole           tenths          ratio    MiB",
                        "    1,234,568      1,234,567.8      1,234,568      1",
                        "3,221,225,472  3,221,225,472.0  3,221,225,472  3,072");
    }

    @Test
    void ratiosKeepTheirDigitsWhereTheyAreSmall() {
        ResultTable<Double> ratios = new ResultTable<Double>().ratio("ratio", figure -> figure);

        assertThat(ratios.lines(List.of(0.55, 0.0123, 57.4))).containsExactly(" ratio", "  0.55", "0.0123", "    57");
    }

    @Test
    void aFigureThatDoesNotExistIsADash() {
        assertThat(TABLE.lines(List.of(Double.NaN)).get(1)).isEqualTo("    -       -      -    -");
        assertThat(TABLE.lines(List.of(1 / 0.0)).get(1)).isEqualTo("    -       -      -    -");
        assertThat(TABLE.lines(List.of(0.0)).get(1)).endsWith("  -");
    }

    @Test
    void markdownHasTheSameCellsAndAlignsFiguresToTheRight() {
        ResultTable<Double> table =
                new ResultTable<Double>().text("job", figure -> "replay").whole("records", figure -> figure);

        assertThat(table.markdown(List.of(1_234.0), Map.of("records", "all")))
                .containsExactly("| job | records |", "| --- | ---: |", "| replay | 1,234 |", "|  | all |");
    }

    @Test
    void aLastRowHasCellsInSomeColumns() {
        assertThat(TABLE.lines(List.of(1.0), Map.of("whole", "all", "ratio", "x")))
                .last()
                .isEqualTo("  all              x");
    }
}
