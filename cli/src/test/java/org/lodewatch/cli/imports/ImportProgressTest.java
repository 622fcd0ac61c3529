package org.lodewatch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.publish.PublishProgress.Start;

class ImportProgressTest {

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);
    private final ProgressLine line = new ProgressLine(new Screen(out, out, true, false));
    private final AtomicLong clock = new AtomicLong();
    private final ImportProgress progress = new ImportProgress("imports.csv", line, clock::get);

    @Test
    void showsHowMuchOfTheFileIsReadAndHowFast() {
        clock.addAndGet(Duration.ofSeconds(2).toNanos());

        progress.committed(new PublishProgress.State(9_990, 10, 500, OptionalLong.of(1_000)));

        assertThat(printed.toString()).endsWith("██████████             50 %  10,000 rows, 5,000 rows/s, imports.csv");
    }

    @Test
    void aPipeHasNoSizeAndNoBar() {
        clock.addAndGet(Duration.ofSeconds(1).toNanos());

        progress.committed(new PublishProgress.State(7, 0, 500, OptionalLong.empty()));

        assertThat(printed.toString()).endsWith("\u001B[K7 rows, 7 rows/s, imports.csv");
    }

    @Test
    void reportsThatItContinuesOnceThereIsSomethingToPublish() {
        progress.started(Start.RESUMED);
        assertThat(printed.toString()).isEmpty();

        progress.committed(new PublishProgress.State(1, 0, 1, OptionalLong.empty()));

        assertThat(printed.toString()).startsWith("imports.csv: continuing after the last row that was published\n");
    }
}
