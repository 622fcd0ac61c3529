package org.lodewatch.core.vintage;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Observation;
import org.lodewatch.schemas.messages.Severity;

/** The history of one alert from release to release: which transition was raised when, and which was corrected away. */
final class AlertTrace {

    private final BookKey book;
    private final List<Raised> standing = new ArrayList<>();
    private final List<Raised> gone = new ArrayList<>();
    private JudgedAlert judged;

    AlertTrace(BookKey book) {
        this.book = book;
    }

    /** A transition that was raised: how, when, how it is now, and by which release it went if it did. */
    private record Raised(Step then, LogRelease release, Step now, Optional<LogRelease> corrected) {

        private Raised as(Step step) {
            return new Raised(then, release, step, Optional.empty());
        }

        private Raised correctedBy(LogRelease correction) {
            return new Raised(then, release, now, Optional.of(correction));
        }
    }

    /** Months from the transition that raised an alert to the one that resolved it. */
    private record Episode(int since, int until) {

        private boolean overlaps(Episode other) {
            return since < other.until && other.since < until;
        }
    }

    /** Compares the history after a release with the one before it. */
    void judged(JudgedAlert alert, LogRelease release) {
        List<Step> before = standing.stream().map(Raised::now).toList();
        List<Step> after = alert.history().steps();
        Raised[] found = new Raised[after.size()];
        List<Raised> left = new ArrayList<>(standing);
        match(after, left, found, AlertTrace::isSame);
        match(
                after,
                left,
                found,
                (was, is) -> was.transition() == is.transition()
                        && episode(before, was).overlaps(episode(after, is)));
        // A transition may come back with a later correction.
        match(after, gone, found, AlertTrace::isSame);
        standing.clear();
        for (int i = 0; i < found.length; i++) {
            Step step = after.get(i);
            standing.add(found[i] == null ? new Raised(step, release, step, Optional.empty()) : found[i].as(step));
        }
        left.forEach(raised -> gone.add(raised.correctedBy(release)));
        judged = alert;
    }

    /** Finds the earlier transition of each step that has none yet, and removes it from {@code earlier}. */
    private static void match(
            List<Step> steps, List<Raised> earlier, Raised[] found, BiPredicate<Step, Step> isOfTheSame) {
        for (int i = 0; i < found.length; i++) {
            for (Iterator<Raised> each = earlier.iterator(); found[i] == null && each.hasNext(); ) {
                Raised raised = each.next();
                if (isOfTheSame.test(raised.now(), steps.get(i))) {
                    found[i] = raised;
                    each.remove();
                }
            }
        }
    }

    private static boolean isSame(Step one, Step other) {
        return one.asOf() == other.asOf() && one.before() == other.before() && one.severity() == other.severity();
    }

    /** The episode of one of the steps of a history. */
    private static Episode episode(List<Step> history, Step step) {
        int first = history.indexOf(step);
        int last = first;
        while (first > 0 && history.get(first).before() != Severity.NONE) {
            first--;
        }
        while (last < history.size() - 1 && history.get(last).severity() != Severity.NONE) {
            last++;
        }
        Step end = history.get(last);
        return new Episode(history.get(first).asOf(), end.severity() == Severity.NONE ? end.asOf() : Integer.MAX_VALUE);
    }

    /** @param firstReleases which release first had each month */
    List<KnownTransition> transitions(FirstReleases firstReleases) {
        List<KnownTransition> transitions = new ArrayList<>();
        standing.forEach(raised -> transitions.add(transition(raised, Optional.of(raised.now()), firstReleases)));
        gone.forEach(raised -> transitions.add(transition(raised, Optional.empty(), firstReleases)));
        transitions.sort(
                (one, other) -> Integer.compare(one.then().asOf(), other.then().asOf()));
        return transitions;
    }

    private KnownTransition transition(Raised raised, Optional<Step> now, FirstReleases firstReleases) {
        return new KnownTransition(
                judged.alertId(),
                judged.policy(),
                book,
                judged.subject(),
                judged.subjectName(),
                raised.then(),
                raised.release(),
                now,
                now.flatMap(
                        step -> firstReleases.of(step.asOf(), judged.policy().getProvisional())),
                raised.corrected(),
                judged.history().observations().stream()
                        .filter(observation ->
                                observation.asOf() == raised.then().asOf())
                        .findFirst()
                        .map(Observation::observed)
                        .orElseGet(OptionalDouble::empty));
    }
}
