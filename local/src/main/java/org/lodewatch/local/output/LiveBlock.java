package org.lodewatch.local.output;

import java.util.List;

/** Lines that show how something stands now: on a terminal each time in place of the last, elsewhere one after the other. */
public final class LiveBlock {

    private static final String UP_AND_ERASE = "\u001B[%dF\u001B[J";

    private final Screen screen;
    private int shown;

    public LiveBlock(Screen screen) {
        this.screen = screen;
    }

    public void show(List<String> lines) {
        if (screen.terminal() && shown > 0) {
            screen.out().print(UP_AND_ERASE.formatted(shown));
        }
        lines.forEach(screen::line);
        if (!screen.terminal()) {
            screen.line("");
        }
        shown = lines.stream().mapToInt(this::rows).sum();
    }

    /** A line that is too long takes more than one. Colours take no room. */
    private int rows(String line) {
        int length = line.replaceAll("\u001B\\[[0-9]*m", "").length();
        return 1 + Math.max(0, length - 1) / screen.width();
    }
}
