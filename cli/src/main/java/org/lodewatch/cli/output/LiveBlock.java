package org.lodewatch.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Lines that show a present state: on a terminal they replace the last ones, elsewhere they follow them. */
public final class LiveBlock {

    private static final String UP_AND_ERASE = "\u001B[%dF\u001B[J";

    private final Screen screen;
    private int shown;

    public LiveBlock(Screen screen) {
        this.screen = screen;
    }

    public void show(List<String> lines) {
        List<String> fitting = fitting(lines);
        if (screen.terminal() && shown > 0) {
            screen.out().print(UP_AND_ERASE.formatted(shown));
        }
        fitting.forEach(screen::line);
        if (!screen.terminal()) {
            screen.line("");
        }
        shown = rows(fitting);
    }

    /** Lines above the top of the window could not be erased. */
    private List<String> fitting(List<String> lines) {
        int room = Math.max(2, screen.height() - 1); // the cursor is below the block
        if (rows(lines) <= room) {
            return lines;
        }
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            if (rows(kept) + rows(line) >= room) {
                break;
            }
            kept.add(line);
        }
        kept.add("%d more lines: the window is too low".formatted(lines.size() - kept.size()));
        return kept;
    }

    private int rows(List<String> lines) {
        return lines.stream().mapToInt(this::rows).sum();
    }

    /** A line that is longer than the screen is wide takes several rows. Colours have no width. */
    private int rows(String line) {
        int length = line.replaceAll("\u001B\\[[0-9]*m", "").length();
        return 1 + Math.max(0, length - 1) / screen.width();
    }
}
