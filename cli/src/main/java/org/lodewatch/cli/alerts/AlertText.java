package org.lodewatch.cli.alerts;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.service.api.DatedAlert;

/** Alerts, each on one line: the severity, coloured, what has happened or how it is now, and a sentence. */
public final class AlertText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private AlertText() {}

    /** A notice of several transitions takes one line, too. */
    public static String of(AlertNotice notice, Screen screen) {
        String when = when(notice.lead());
        return screen.painted(when, Style.DIM) + undated(notice, screen, screen.width() - when.length());
    }

    /** Without the time. */
    public static String undated(AlertNotice notice, Screen screen) {
        return undated(notice, screen, screen.width());
    }

    private static String undated(AlertNotice notice, Screen screen, int width) {
        DependenceAlert alert = notice.lead().alert();
        String what = "%-8s  %-9s  ".formatted(word(alert.getSeverity()), word(alert.getTransition()));
        return screen.painted(what, style(alert))
                + fitting(variants(alert, notice.sentence(), notice.additions()), width - what.length());
    }

    /** A summary takes one line, in the colour of the most severe alert that it leaves open. */
    public static String of(AlertSummary summary, Screen screen) {
        String when = when(summary.lead());
        Severity severity = summary.lead().alert().getSeverity();
        String what = "%-8s  %-9s  ".formatted(word(severity), "summary");
        String sentence = summary.sentence();
        return screen.painted(when, Style.DIM)
                + screen.painted(what, style(severity))
                + fitting(
                        List.of(dataset(summary.lead().alert()) + sentence, sentence),
                        screen.width() - when.length() - what.length());
    }

    /**
     * An open alert as it is now: the month since when, and the figure of the newest window beside it. On a narrow screen without
     * the time of publication, and with the subject, book and policy in place of the sentence.
     */
    public static String open(DatedAlert dated, Catalogue catalogue, Screen screen) {
        DependenceAlert alert = dated.alert();
        String severity = "%-8s  ".formatted(word(alert.getSeverity()));
        String now = "since %-7s  %-22s  "
                .formatted(
                        Optional.ofNullable(alert.getSince()).orElse("-"),
                        Optional.ofNullable(alert.getCurrent())
                                .map(current -> "now %s in %s"
                                        .formatted(
                                                PolicyFigure.text(alert.getMetric(), current.getObserved()),
                                                current.getAsOf()))
                                .orElse(""));
        String name =
                "%s: %s (%s)".formatted(AlertNotice.subject(catalogue, alert), alert.getMineral(), alert.getPolicyId());
        List<String> texts = new ArrayList<>(variants(alert, alert.getSentence(), ""));
        texts.add(name);
        String when = when(dated);
        int room = screen.width() - severity.length() - now.length();
        boolean hasTime = room - when.length() >= name.length();
        return (hasTime ? screen.painted(when, Style.DIM) : "")
                + screen.painted(severity, style(alert))
                + now
                + fitting(texts, hasTime ? room - when.length() : room);
    }

    private static String when(DatedAlert dated) {
        return MINUTE.format(dated.publishedAt()) + "  ";
    }

    private static String dataset(DependenceAlert alert) {
        return "%-16s  ".formatted(alert.getDataset());
    }

    /**
     * The dataset and the sentence, and what is left of them on a narrow screen: no policy, then no dataset. A restatement
     * keeps what has changed instead of the newest figure.
     */
    private static List<String> variants(DependenceAlert alert, String sentence, String additions) {
        String dataset = dataset(alert);
        if (alert.getTransition() == Transition.RESTATED) {
            String changed = sentence.replaceFirst(" \\((\\$|[A-Z]{3} )[0-9][^)]*\\):", ":");
            return List.of(dataset + sentence, dataset + changed, changed);
        }
        String observation = alert.getSentence().replaceFirst("(\\((\\$|[A-Z]{3} )[0-9][^)]*\\)):.*", "$1") + additions;
        return List.of(dataset + sentence, dataset + observation, observation);
    }

    /** The first text that fits, and otherwise the beginning of the last one. */
    private static String fitting(List<String> texts, int width) {
        String last = texts.get(texts.size() - 1);
        return texts.stream()
                .filter(text -> text.length() <= width)
                .findFirst()
                .orElseGet(() -> last.substring(0, Math.max(0, Math.min(last.length(), width - 1))) + "…");
    }

    /** Green for an alert that has ended. */
    private static Style style(DependenceAlert alert) {
        boolean ended = alert.getSeverity() == Severity.NONE && alert.getPreviousSeverity() != Severity.NONE;
        return ended || alert.getTransition() == Transition.RESOLVED ? Style.GREEN : style(alert.getSeverity());
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
