package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private record Book(String mineral, double share, String alert) {}

    @Test
    void columnsLineUpAndNoLineEndsInBlanks() {
        Columns<Book> columns = new Columns<Book>()
                .left("mineral", Book::mineral)
                .right("share", book -> Figures.percent(book.share()))
                .left("", book -> Bar.of(book.share(), 8))
                .left("alert", Book::alert);

        assertThat(String.join(
                        "\n",
                        columns.lines(
                                List.of(new Book("Gallium", 0.98, "critical"), new Book("Tin", 0.071, "")), false)))
                .isEqualTo("""
                mineral   share            alert
                Gallium  98.0 %  ███████▉  critical
                Tin       7.1 %  ▋""");
    }

    @Test
    void coloursDoNotMoveTheColumns() {
        Columns<Entry<String, String>> columns = new Columns<Entry<String, String>>()
                .left("a", Entry::getKey, row -> Style.RED)
                .left("b", Entry::getValue);

        assertThat(columns.lines(List.of(Map.entry("x", "y")), true))
                .containsExactly("\u001B[1ma\u001B[0m  \u001B[1mb\u001B[0m", "\u001B[31mx\u001B[0m  y");
    }
}
