package org.lodewatch.core.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.AlertHistory;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.schemas.messages.Severity;

/**
 * An alert from where it is raised to where it is resolved.
 *
 * @param subject alpha-2 code of a country, id of a bloc, or {@code market}
 * @param subjectName as in sentences
 * @param since the as-of month in which it is raised
 * @param until the as-of month in which it is resolved; empty if it is open at the end
 * @param gravest the highest severity
 * @param highest the highest figure, percent or points; empty if none is known
 * @param steps its transitions, oldest first
 * @param months how many months of the range it is open in
 */
public record BacktestEpisode(
        BookKey book,
        String subject,
        String subjectName,
        int since,
        OptionalInt until,
        Severity gravest,
        OptionalDouble highest,
        List<Step> steps,
        int months) {

    /** The episodes of an alert that are open in some month of a range. */
    static List<BacktestEpisode> of(
            BookKey book, JudgedAlert alert, AlertHistory history, BacktestRange range, int periodMonths) {
        List<BacktestEpisode> episodes = new ArrayList<>();
        List<Step> steps = history.steps();
        int first = 0;
        for (int i = 0; i < steps.size(); i++) {
            boolean isLast = i == steps.size() - 1 || steps.get(i + 1).before() == Severity.NONE;
            if (isLast) {
                List<Step> ofEpisode = List.copyOf(steps.subList(first, i + 1));
                episodes.add(of(book, alert, history, ofEpisode, range, periodMonths));
                first = i + 1;
            }
        }
        return episodes.stream().filter(episode -> episode.months > 0).toList();
    }

    private static BacktestEpisode of(
            BookKey book,
            JudgedAlert alert,
            AlertHistory history,
            List<Step> steps,
            BacktestRange range,
            int periodMonths) {
        Step last = steps.get(steps.size() - 1);
        int since = steps.get(0).asOf();
        OptionalInt until = last.severity() == Severity.NONE ? OptionalInt.of(last.asOf()) : OptionalInt.empty();
        int end = until.orElse(Integer.MAX_VALUE);
        long open = history.observations().stream()
                .filter(observation -> observation.asOf() >= since && observation.asOf() < end)
                .filter(observation -> range.contains(observation.asOf()))
                .count();
        return new BacktestEpisode(
                book,
                alert.subject(),
                alert.subjectName(),
                since,
                until,
                steps.stream().map(Step::severity).max(Severity::compareTo).orElseThrow(),
                steps.stream()
                        .map(Step::highest)
                        .flatMapToDouble(OptionalDouble::stream)
                        .max(),
                steps,
                (int) open * periodMonths);
    }

    /** Whether both are open in some month. */
    boolean overlaps(BacktestEpisode other) {
        return since < other.until.orElse(Integer.MAX_VALUE) && other.since < until.orElse(Integer.MAX_VALUE);
    }

    /** Whether both have the same severity in every month. */
    boolean isSame(BacktestEpisode other) {
        if (steps.size() != other.steps.size()) {
            return false;
        }
        for (int i = 0; i < steps.size(); i++) {
            Step one = steps.get(i);
            Step another = other.steps.get(i);
            if (one.asOf() != another.asOf() || one.severity() != another.severity()) {
                return false;
            }
        }
        return true;
    }
}
