package org.lodewatch.cli.output;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * One line that says how far something is: overwritten on a terminal, repeated every few seconds elsewhere. Other
 * lines may be printed above it from any thread.
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
        current = text;
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

    /** Takes away what it shows, until there is more to show. */
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
