package org.lodewatch.cli.alerts;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Transition;

/** A transition on one line: what happened, coloured by how grave it is, and its sentence. */
public final class AlertText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AlertText() {}

    /** With the time at which it was published. */
    public static String of(Instant publishedAt, DependenceAlert alert, Screen screen) {
        String when = MINUTE.format(publishedAt) + "  ";
        return screen.painted(when, Style.DIM) + of(alert, screen, screen.width() - when.length());
    }

    public static String of(DependenceAlert alert, Screen screen) {
        return of(alert, screen, screen.width());
    }

    private static String of(DependenceAlert alert, Screen screen, int width) {
        String what = "%-8s  %-9s  ".formatted(word(alert.getSeverity()), word(alert.getTransition()));
        return screen.painted(what, style(alert)) + fitting(alert, width - what.length());
    }

    /** The dataset and the sentence; on a narrow screen without what the words before it say already. */
    private static String fitting(DependenceAlert alert, int width) {
        String dataset = "%-16s  ".formatted(alert.getDataset());
        String observation = alert.getSentence().replaceFirst("(\\(\\$[^)]*\\)):.*", "$1");
        return Stream.of(dataset + alert.getSentence(), dataset + observation, observation)
                .filter(text -> text.length() <= width)
                .findFirst()
                .orElseGet(() ->
                        observation.substring(0, Math.max(0, Math.min(observation.length(), width - 1))) + "…");
    }

    private static Style style(DependenceAlert alert) {
        if (alert.getTransition() == Transition.RESOLVED) {
            return Style.GREEN;
        }
        return switch (alert.getSeverity()) {
            case CRITICAL -> Style.RED;
            case WARNING -> Style.YELLOW;
            case NONE -> Style.PLAIN;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().equals("NONE") ? "" : value.name().toLowerCase(Locale.ROOT);
    }
}
