package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What files, messages and documents quote does not control the terminal that shows it. */
class ScreenTest {

    private static final String NAME = "a\u001B[2J\u001B]0;title\u0007\nb\u202Evsc.csv";
    private static final String SHOWN = "a\\u001b[2J\\u001b]0;title\\u0007\\nb\\u202evsc.csv";

    private final StringWriter printed = new StringWriter();

    private Screen screen(boolean terminal) {
        PrintWriter out = new PrintWriter(printed, true);
        return new Screen(out, out, terminal, terminal, 500, 50);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNameIsEscapedInEveryKindOfOutput(boolean terminal) {
        Screen screen = screen(terminal);
        Columns<String> columns = new Columns<String>().left("file", name -> name, name -> Style.RED);

        screen.line(NAME);
        screen.line(NAME, Style.BOLD);
        screen.note(NAME);
        screen.paragraph(NAME, Style.DIM);
        screen.table(columns, List.of(NAME));
        try (ProgressLine progress = new ProgressLine(screen)) {
            progress.show(NAME);
            progress.print(NAME);
        }

        String text = printed.toString().replaceAll("\u001B\\[[0-9]*[mK]|\r", "");
        assertThat(text.lines().filter(line -> line.contains(SHOWN))).hasSizeGreaterThanOrEqualTo(6);
        assertThat(text).doesNotContain("\u001B", "\u0007", "\u202E").doesNotContainPattern("(?m)^b");
    }

    @Test
    void coloursOfTheProgramStay() {
        Screen screen = screen(true);

        screen.line(screen.painted("critical", Style.RED) + " since March");

        assertThat(printed).hasToString("\u001B[31mcritical\u001B[0m since March\n");
    }

    @Test
    void aDocumentStaysJson() {
        screen(false).json(Map.of("name", "b\u202E\n"));

        assertThat(printed.toString()).contains("b\\u202e\\n").doesNotContain("\u202E");
    }
}
