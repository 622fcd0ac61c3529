package org.lodewatch.local.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveBlockTest {

    private final StringWriter out = new StringWriter();

    @Test
    void on_a_terminal_each_block_takes_the_place_of_the_last() {
        LiveBlock block = new LiveBlock(screen(true, 10));

        block.show(List.of("one", "two"));
        block.show(List.of("three"));

        assertThat(out.toString()).isEqualTo("one\ntwo\n\u001B[2F\u001B[Jthree\n");
    }

    @Test
    void lines_that_wrap_are_taken_away_whole() {
        LiveBlock block = new LiveBlock(screen(true, 10));

        block.show(List.of("0123456789", "\u001B[31m0123456789+\u001B[0m"));
        block.show(List.of());

        assertThat(out.toString()).endsWith("\u001B[3F\u001B[J");
    }

    @Test
    void elsewhere_they_come_one_after_the_other() {
        LiveBlock block = new LiveBlock(screen(false, Integer.MAX_VALUE));

        block.show(List.of("one", "two"));
        block.show(List.of("three"));

        assertThat(out.toString()).isEqualTo("one\ntwo\n\nthree\n\n");
    }

    private Screen screen(boolean terminal, int width) {
        return new Screen(new PrintWriter(out), new PrintWriter(out), terminal, terminal, width);
    }
}
