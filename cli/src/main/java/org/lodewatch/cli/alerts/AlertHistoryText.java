package org.lodewatch.cli.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CurrentFigure;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Metric;
import org.lodewatch.schemas.messages.Severity;

/** The standing history of an alert: a heading, a line for each transition, and one for the present if it is open. */
public final class AlertHistoryText {

    private AlertHistoryText() {}

    /**
     * <pre>
     * South Africa: US imports of nickel (us-census), policy single-source
     *   2006-12  critical  raised       71.2 %  highest 78.0 %
     *   2008-12            resolved     46.0 %
     * </pre>
     *
     * @param status a record of dependence-alert-status
     */
    public static List<String> lines(DependenceAlert status, Catalogue catalogue, Screen screen) {
        List<String> lines = new ArrayList<>();
        String subject = AlertNotice.subject(catalogue, status);
        lines.add(screen.painted(
                "%s: %s imports of %s (%s), policy %s"
                        .formatted(
                                subject.substring(0, 1).toUpperCase(Locale.ROOT) + subject.substring(1),
                                status.getReporter(),
                                catalogue.bookName(status.getMineral()),
                                status.getDataset(),
                                status.getPolicyId()),
                Style.BOLD));
        for (HistoryEntry entry : status.getHistory()) {
            Style style = entry.getSeverity() == Severity.NONE ? Style.GREEN : AlertText.style(entry.getSeverity());
            lines.add(line(
                            entry.getAsOf(),
                            entry.getSeverity(),
                            AlertText.word(entry.getTransition()),
                            PolicyFigure.text(status.getMetric(), entry.getObserved()),
                            style,
                            screen)
                    + highest(status.getMetric(), entry));
        }
        CurrentFigure current = status.getCurrent();
        if (current != null) {
            lines.add(line(
                    current.getAsOf(),
                    status.getSeverity(),
                    "now",
                    PolicyFigure.text(status.getMetric(), current.getObserved()),
                    AlertText.style(status.getSeverity()),
                    screen));
        }
        return lines;
    }

    private static String line(
            String month, Severity severity, String what, String figure, Style style, Screen screen) {
        return "  %s  %s  %s"
                .formatted(
                        month,
                        screen.painted(String.format(Locale.ROOT, "%-8s  %-9s", AlertText.word(severity), what), style),
                        String.format(Locale.ROOT, "%11s", figure));
    }

    private static String highest(Metric metric, HistoryEntry entry) {
        return entry.getHighest() == null || entry.getHighest().equals(entry.getObserved())
                ? ""
                : "  highest " + PolicyFigure.text(metric, entry.getHighest());
    }
}
