package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsLineUpAndNoLineEndsInBlanks() {
        Table table = new Table(Column.left("mineral"), Column.right("share"), Column.left(""), Column.left("alert"))
                .row(Cell.of("Gallium"), Cell.of("98.0 %"), Cell.of(Bar.of(0.98, 8)), Cell.of("critical"))
                .row(Cell.of("Tin"), Cell.of("7.1 %"), Cell.of(Bar.of(0.071, 8)), Cell.of(""));

        assertThat(String.join("\n", table.lines(false))).isEqualTo("""
                mineral   share            alert
                Gallium  98.0 %  ███████▉  critical
                Tin       7.1 %  ▋""");
    }

    @Test
    void coloursDoNotMoveTheColumns() {
        Table table = new Table(Column.left("a"), Column.left("b")).row(Cell.of("x", Style.RED), Cell.of("y"));

        assertThat(table.lines(true))
                .containsExactly("\u001B[1ma\u001B[0m  \u001B[1mb\u001B[0m", "\u001B[31mx\u001B[0m  y");
    }

    @Test
    void aRowMustHaveACellForEveryColumn() {
        Table table = new Table(Column.left("a"), Column.left("b"));

        assertThatThrownBy(() -> table.row(Cell.of("x"))).hasMessage("1 cells for 2 columns");
    }
}
