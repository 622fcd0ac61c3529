package org.lodewatch.cli.output;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.lodewatch.schemas.values.Printable;

/**
 * A line that shows progress: overwritten on a terminal, repeated every few seconds elsewhere. Any thread may print other
 * lines above it.
 */
public final class ProgressLine implements AutoCloseable {

    private static final long SILENCE = Duration.ofSeconds(3).toNanos();
    private static final String ERASE = "\r\u001B[K";

    private final Screen screen;
    private final LongSupplier nanoTime;
    private String current = "";
    private long lastShown;

    public ProgressLine(Screen screen) {
        this(screen, System::nanoTime);
    }

    ProgressLine(Screen screen, LongSupplier nanoTime) {
        this.screen = screen;
        this.nanoTime = nanoTime;
        this.lastShown = nanoTime.getAsLong();
    }

    public synchronized void show(String text) {
        current = Printable.line(text);
        if (screen.terminal()) {
            draw();
        } else if (nanoTime.getAsLong() - lastShown >= SILENCE) {
            lastShown = nanoTime.getAsLong();
            screen.line(text);
        }
    }

    /** Prints a line that stays. */
    public synchronized void print(String text) {
        erase();
        screen.line(text);
        if (screen.terminal()) {
            draw();
        }
    }

    /** Erases the line, until {@link #show} is called again. */
    public synchronized void clear() {
        erase();
        current = "";
    }

    @Override
    public void close() {
        clear();
    }

    private void draw() {
        if (!current.isEmpty()) {
            screen.out().print(ERASE + screen.painted(fitting(current), Style.DIM));
            screen.out().flush();
        }
    }

    /** A line that wraps could not be erased. */
    private String fitting(String text) {
        return text.length() < screen.width() ? text : text.substring(0, screen.width() - 1);
    }

    private void erase() {
        if (screen.terminal() && !current.isEmpty()) {
            screen.out().print(ERASE);
            screen.out().flush();
        }
    }
}
