package org.lodewatch.cli.alerts;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;

/** A transition on one line: severity and transition, coloured by severity, and its sentence. */
public final class AlertText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AlertText() {}

    /** A notice of several transitions takes one line, too. */
    public static String of(AlertNotice notice, Screen screen) {
        String when = MINUTE.format(notice.lead().publishedAt()) + "  ";
        return screen.painted(when, Style.DIM)
                + of(
                        notice.lead().alert(),
                        notice.sentence(),
                        notice.additions(),
                        screen,
                        screen.width() - when.length());
    }

    /** Without the time. */
    public static String undated(AlertNotice notice, Screen screen) {
        return of(notice.lead().alert(), notice.sentence(), notice.additions(), screen, screen.width());
    }

    private static String of(DependenceAlert alert, String sentence, String additions, Screen screen, int width) {
        String what = "%-8s  %-9s  ".formatted(word(alert.getSeverity()), word(alert.getTransition()));
        Style style = alert.getTransition() == Transition.RESOLVED ? Style.GREEN : style(alert.getSeverity());
        return screen.painted(what, style) + fitting(alert, sentence, additions, width - what.length());
    }

    /** The dataset and the sentence; on a narrow screen, without the policy and then without the dataset. */
    private static String fitting(DependenceAlert alert, String sentence, String additions, int width) {
        String dataset = "%-16s  ".formatted(alert.getDataset());
        String observation = alert.getSentence().replaceFirst("(\\((\\$|[A-Z]{3} )[0-9][^)]*\\)):.*", "$1") + additions;
        return Stream.of(dataset + sentence, dataset + observation, observation)
                .filter(text -> text.length() <= width)
                .findFirst()
                .orElseGet(() ->
                        observation.substring(0, Math.max(0, Math.min(observation.length(), width - 1))) + "…");
    }

    public static Style style(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Style.RED;
            case WARNING -> Style.YELLOW;
            case NONE -> Style.PLAIN;
        };
    }

    /** In small letters; empty for NONE. */
    public static String word(Enum<?> value) {
        return value.name().equals("NONE") ? "" : value.name().toLowerCase(Locale.ROOT);
    }
}
