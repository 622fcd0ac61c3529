package org.lodewatch.core.backtest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;

/** Adds up how the episodes of a policy differ from those of another one, book by book. */
final class DifferenceTally {

    private static final Comparator<BacktestEpisode> EPISODES = Comparator.comparingInt(BacktestEpisode::since)
            .thenComparing(episode -> episode.book().toString())
            .thenComparing(BacktestEpisode::subject);

    private final DependencePolicy against;
    private final List<BacktestEpisode> onlyOld = new ArrayList<>();
    private final List<BacktestEpisode> onlyNew = new ArrayList<>();
    private final List<BacktestEpisode> same = new ArrayList<>();
    private final List<MovedEpisode> moved = new ArrayList<>();
    private final List<SeverityChange> atOnce = new ArrayList<>();

    DifferenceTally(DependencePolicy against) {
        this.against = against;
    }

    boolean selects(BookKey book) {
        return Policies.selects(against, book);
    }

    /**
     * Adds a book.
     *
     * @param alerts what the tested policy makes of it
     * @param episodes those of the alerts that are open in some month of the range
     */
    void add(
            BookKey book,
            MeasuredBook measured,
            BacktestRange range,
            int periodMonths,
            List<JudgedAlert> alerts,
            List<BacktestEpisode> episodes) {
        List<JudgedAlert> formerAlerts = selects(book) ? measured.judge(periodMonths, against, Map.of()) : List.of();
        List<BacktestEpisode> remaining = new ArrayList<>(episodes);
        for (JudgedAlert alert : formerAlerts) {
            for (BacktestEpisode former : BacktestEpisode.of(book, alert, alert.history(), range, periodMonths)) {
                Optional<BacktestEpisode> present = remaining.stream()
                        .filter(some -> some.subject().equals(former.subject()) && some.overlaps(former))
                        .findFirst();
                present.ifPresent(remaining::remove);
                present.ifPresentOrElse(
                        some -> {
                            if (some.isSame(former)) {
                                same.add(some);
                            } else {
                                moved.add(new MovedEpisode(former, some));
                            }
                        },
                        () -> onlyOld.add(former));
            }
        }
        onlyNew.addAll(remaining);
        compareNow(book, formerAlerts, alerts);
    }

    private void compareNow(BookKey book, List<JudgedAlert> former, List<JudgedAlert> present) {
        Map<String, Severity> before = severities(former);
        Map<String, Severity> now = severities(present);
        Map<String, String> names = new TreeMap<>();
        former.forEach(alert -> names.put(alert.subject(), alert.subjectName()));
        present.forEach(alert -> names.put(alert.subject(), alert.subjectName()));
        for (String subject : new TreeSet<>(names.keySet())) {
            Severity was = before.getOrDefault(subject, Severity.NONE);
            Severity is = now.getOrDefault(subject, Severity.NONE);
            if (was != is) {
                atOnce.add(new SeverityChange(book, subject, names.get(subject), was, is));
            }
        }
    }

    private static Map<String, Severity> severities(List<JudgedAlert> alerts) {
        Map<String, Severity> severities = new TreeMap<>();
        alerts.forEach(alert -> severities.put(alert.subject(), alert.history().severity()));
        return severities;
    }

    PolicyDifference difference() {
        for (List<BacktestEpisode> list : List.of(onlyOld, onlyNew, same)) {
            list.sort(EPISODES);
        }
        moved.sort(Comparator.comparing(MovedEpisode::former, EPISODES));
        return new PolicyDifference(
                against,
                List.copyOf(onlyOld),
                List.copyOf(onlyNew),
                List.copyOf(same),
                List.copyOf(moved),
                List.copyOf(atOnce));
    }
}
