package org.lodewatch.cli.imports;

import java.util.function.LongSupplier;
import org.lodewatch.cli.output.Bar;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.producer.publish.PublishProgress;

/** Shows the progress of a file: a bar if its size is known, rows, and rows a second. */
public class ImportProgress implements PublishProgress {

    private static final int BAR_WIDTH = 20;
    private static final double NANOS = 1e9;

    private final String file;
    private final ProgressLine line;
    private final LongSupplier nanoTime;

    private final long began;
    private Start start = Start.BEGINNING;
    private boolean printed;

    public ImportProgress(String file, ProgressLine line) {
        this(file, line, System::nanoTime);
    }

    ImportProgress(String file, ProgressLine line, LongSupplier nanoTime) {
        this.file = file;
        this.line = line;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public void started(Start where) {
        start = where;
    }

    @Override
    public void committed(State state) {
        // Only now: if all rows of the file were published before, nothing is resumed.
        printStart();
        long rows = state.published() + state.rejected();
        line.show(
                "%s%s rows, %s rows/s, %s".formatted(bar(state), Figures.count(rows), Figures.count(rate(rows)), file));
    }

    private void printStart() {
        if (!printed && start == Start.RESUMED) {
            line.print(file + ": continuing after the last row that was published");
        } else if (!printed && start == Start.OVER) {
            line.print(file + ": reading from the beginning, because it has changed or can only be read from there;"
                    + " rows that are already published have no effect");
        }
        printed = true;
    }

    private static String bar(State state) {
        if (state.bytesTotal().isEmpty() || state.bytesTotal().getAsLong() == 0) {
            return "";
        }
        double part = (double) state.bytesRead() / state.bytesTotal().getAsLong();
        return ("%-" + BAR_WIDTH + "s  %3.0f %%  ").formatted(Bar.of(part, BAR_WIDTH), Math.min(part, 1) * 100);
    }

    private long rate(long rows) {
        double seconds = (nanoTime.getAsLong() - began) / NANOS;
        return seconds <= 0 ? 0 : Math.round(rows / seconds);
    }
}
