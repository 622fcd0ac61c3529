package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveBlockTest {

    private final StringWriter out = new StringWriter();

    @Test
    void onATerminalEachBlockReplacesTheLast() {
        LiveBlock block = new LiveBlock(screen(true, 10));

        block.show(List.of("one", "two"));
        block.show(List.of("three"));

        assertThat(out.toString()).isEqualTo("one\ntwo\n\u001B[2F\u001B[Jthree\n");
    }

    @Test
    void linesThatWrapAreErasedCompletely() {
        LiveBlock block = new LiveBlock(screen(true, 10));

        block.show(List.of("0123456789", "\u001B[31m0123456789+\u001B[0m"));
        block.show(List.of());

        assertThat(out.toString()).endsWith("\u001B[3F\u001B[J");
    }

    @Test
    void aBlockHigherThanTheWindowIsCutSoThatAllOfItCanBeErased() {
        LiveBlock block = new LiveBlock(screen(true, 60));
        List<String> high =
                IntStream.rangeClosed(1, 9).mapToObj(Integer::toString).toList();

        block.show(high);
        block.show(high.subList(0, 5));
        block.show(List.of());

        assertThat(out.toString()).isEqualTo("""
                1
                2
                3
                4
                5 more lines: the window is too low
                \u001B[5F\u001B[J1
                2
                3
                4
                5
                \u001B[5F\u001B[J""");
    }

    @Test
    void withoutATerminalBlocksFollowEachOther() {
        LiveBlock block = new LiveBlock(screen(false, Integer.MAX_VALUE));

        block.show(List.of("one", "two"));
        block.show(List.of("three"));

        assertThat(out.toString()).isEqualTo("one\ntwo\n\nthree\n\n");
    }

    private Screen screen(boolean terminal, int width) {
        return new Screen(
                new PrintWriter(out), new PrintWriter(out), terminal, terminal, width, terminal ? 6 : Screen.UNLIMITED);
    }
}
