package org.lodewatch.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter printed = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void withoutATerminalALineIsPrintedEveryFewSeconds() {
        ProgressLine progress = progress(false);

        progress.show("1 of 3");
        clock.addAndGet(Duration.ofSeconds(4).toNanos());
        progress.show("2 of 3");
        progress.show("3 of 3");

        assertThat(printed).hasToString("2 of 3\n");
    }

    @Test
    void onATerminalPermanentLinesAreAboveTheProgressLine() {
        try (ProgressLine progress = progress(true)) {
            progress.show("1 of 3");
            progress.print("an alert");
        }

        assertThat(printed).hasToString("\r\u001B[K1 of 3\r\u001B[Kan alert\n\r\u001B[K1 of 3\r\u001B[K");
    }

    private ProgressLine progress(boolean terminal) {
        PrintWriter out = new PrintWriter(printed);
        return new ProgressLine(new Screen(out, out, terminal, false), clock::get);
    }
}
