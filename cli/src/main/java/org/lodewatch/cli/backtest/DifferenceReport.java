package org.lodewatch.cli.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lodewatch.cli.alerts.AlertText;
import org.lodewatch.cli.output.Columns;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.core.backtest.BacktestEpisode;
import org.lodewatch.core.backtest.MovedEpisode;
import org.lodewatch.core.backtest.PolicyDifference;
import org.lodewatch.core.backtest.SeverityChange;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/** Prints how the alerts of a policy differ from those of another one, and what changes at once if it takes its place. */
public final class DifferenceReport {

    private final Screen screen;

    public DifferenceReport(Screen screen) {
        this.screen = screen;
    }

    /** One alert that is not the same. */
    private record Row(String sign, BacktestEpisode episode, String text, Style style) {}

    /** @param policy the tested one */
    public void print(DependencePolicy policy, PolicyDifference difference) {
        DependencePolicy against = difference.against();
        screen.line("Against %s, version %d (%s): %d only old, %d only new, %d the same, %d moved"
                .formatted(
                        against.getId(),
                        against.getVersion(),
                        BacktestText.policy(against),
                        difference.onlyOld().size(),
                        difference.onlyNew().size(),
                        difference.same().size(),
                        difference.moved().size()));
        List<Row> rows = rows(difference);
        if (!rows.isEmpty()) {
            screen.table(columns(policy, rows), rows);
        }
        atOnce(difference.atOnce());
    }

    /** Prints what changes at once if a policy is applied. */
    public void atOnce(List<SeverityChange> changes) {
        if (changes.isEmpty()) {
            screen.line("Applied now, it changes no alert at once.");
            return;
        }
        screen.line("Applied now, it changes at once:");
        screen.table(
                new Columns<SeverityChange>()
                        .left("", DifferenceReport::word, change -> style(change.present()))
                        .left("book", change -> change.book().toString())
                        .left("subject", SeverityChange::subjectName)
                        .left("from", change -> BacktestText.severity(change.former()))
                        .left("to", change -> BacktestText.severity(change.present())),
                changes);
    }

    private static String word(SeverityChange change) {
        if (change.former() == Severity.NONE) {
            return "raised";
        }
        if (change.present() == Severity.NONE) {
            return "resolved";
        }
        return change.present().compareTo(change.former()) > 0 ? "escalated" : "eased";
    }

    private static Style style(Severity severity) {
        return severity == Severity.NONE ? Style.GREEN : AlertText.style(severity);
    }

    private static List<Row> rows(PolicyDifference difference) {
        List<Row> rows = new ArrayList<>();
        difference.onlyOld().forEach(episode -> rows.add(new Row("-", episode, "only old", Style.GREEN)));
        difference.onlyNew().forEach(episode -> rows.add(new Row("+", episode, "only new", Style.RED)));
        difference.moved().forEach(moved -> rows.add(new Row("~", moved.present(), text(moved), Style.YELLOW)));
        rows.sort(Comparator.comparingInt((Row row) -> row.episode().since())
                .thenComparing(row -> row.episode().book().toString())
                .thenComparing(row -> row.episode().subject()));
        return rows;
    }

    private static Columns<Row> columns(DependencePolicy policy, List<Row> rows) {
        Columns<Row> columns = new Columns<Row>().left("", Row::sign, Row::style);
        List<BookKey> books = rows.stream().map(row -> row.episode().book()).toList();
        if (books.stream().map(BookKey::owner).distinct().count() > 1) {
            columns.left("dataset", row -> row.episode().book().owner().toString());
        }
        return columns.left("book", row -> row.episode().book().mineral())
                .left("subject", row -> row.episode().subjectName())
                .left("since", row -> Months.text(row.episode().since()))
                .left("until", row -> BacktestText.until(row.episode()))
                .left("gravest", row -> BacktestText.severity(row.episode().gravest()))
                .left("difference", Row::text);
    }

    /** {@code begins 3 months later, ends 1 month earlier, warning instead of critical}. */
    static String text(MovedEpisode moved) {
        List<String> parts = new ArrayList<>();
        if (moved.sinceMonths() != 0) {
            parts.add("begins " + months(moved.sinceMonths()));
        }
        if (moved.untilMonths().isPresent() && moved.untilMonths().getAsInt() != 0) {
            parts.add("ends " + months(moved.untilMonths().getAsInt()));
        }
        if (moved.former().until().isPresent() != moved.present().until().isPresent()) {
            parts.add(moved.present().until().isPresent() ? "ended instead of open" : "open instead of ended");
        }
        if (moved.former().gravest() != moved.present().gravest()) {
            parts.add("%s instead of %s"
                    .formatted(
                            BacktestText.severity(moved.present().gravest()),
                            BacktestText.severity(moved.former().gravest())));
        }
        return parts.isEmpty() ? "severity changes in other months" : String.join(", ", parts);
    }

    private static String months(int months) {
        int count = Math.abs(months);
        return "%d %s %s".formatted(count, count == 1 ? "month" : "months", months > 0 ? "later" : "earlier");
    }
}
