package org.lodewatch.service.policies;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.HistoryEntry;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.messages.Transition;
import org.lodewatch.schemas.values.Months;

/**
 * What a policy has raised, by the present data. A month is the as-of month of a window.
 *
 * @param books the published books that it selects
 * @param first the first month that counts; empty if it selects no published book
 * @param last the newest month of its books
 * @param critical open alerts of that severity
 * @param warning open alerts of that severity
 * @param raised how often an alert was raised in these months
 * @param lastRaised the newest month in which one was; empty if none was
 * @param cleared how many of them have resolved
 * @param monthsToClear the median of the months from raised to resolved; empty if none has resolved
 */
record PolicyActivity(
        DependencePolicy policy,
        int books,
        OptionalInt first,
        OptionalInt last,
        int critical,
        int warning,
        int raised,
        OptionalInt lastRaised,
        int cleared,
        OptionalDouble monthsToClear) {

    /**
     * The activity of a policy in the newest months of its books.
     *
     * @param published the as-of months of each book, in months since 1970
     * @param alerts all alerts with their histories, also resolved ones
     * @param months how many months count, up to the newest one
     */
    static PolicyActivity of(
            DependencePolicy policy,
            Map<BookKey, SortedSet<Integer>> published,
            Collection<DependenceAlert> alerts,
            int months) {
        List<BookKey> books = published.keySet().stream()
                .filter(book -> Policies.selects(policy, book))
                .toList();
        TreeSet<Integer> asOfs = new TreeSet<>();
        books.forEach(book -> asOfs.addAll(published.get(book)));
        OptionalInt last = asOfs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(asOfs.last());
        OptionalInt first = asOfs.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Math.max(asOfs.first(), asOfs.last() - months + 1));
        List<DependenceAlert> own = alerts.stream()
                .filter(alert -> alert.getPolicyId().equals(policy.getId()))
                .toList();
        List<Episode> episodes = own.stream()
                .flatMap(alert -> episodes(alert.getHistory()).stream())
                .filter(episode -> first.isPresent() && episode.since() >= first.getAsInt())
                .toList();
        int[] toClear = episodes.stream()
                .filter(episode -> episode.until().isPresent())
                .mapToInt(episode -> episode.until().getAsInt() - episode.since())
                .sorted()
                .toArray();
        return new PolicyActivity(
                policy,
                books.size(),
                first,
                last,
                count(own, Severity.CRITICAL),
                count(own, Severity.WARNING),
                episodes.size(),
                episodes.stream().mapToInt(Episode::since).max(),
                toClear.length,
                median(toClear));
    }

    /** From the month in which an alert is raised to that in which it resolves; empty while it is open. */
    private record Episode(int since, OptionalInt until) {}

    private static List<Episode> episodes(List<HistoryEntry> history) {
        List<Episode> episodes = new ArrayList<>();
        OptionalInt since = OptionalInt.empty();
        for (HistoryEntry entry : history) {
            if (entry.getTransition() == Transition.RAISED) {
                since = OptionalInt.of(Months.of(entry.getAsOf()));
            } else if (entry.getSeverity() == Severity.NONE && since.isPresent()) {
                episodes.add(new Episode(since.getAsInt(), OptionalInt.of(Months.of(entry.getAsOf()))));
                since = OptionalInt.empty();
            }
        }
        since.ifPresent(month -> episodes.add(new Episode(month, OptionalInt.empty())));
        return episodes;
    }

    private static int count(List<DependenceAlert> alerts, Severity severity) {
        return (int)
                alerts.stream().filter(alert -> alert.getSeverity() == severity).count();
    }

    private static OptionalDouble median(int[] sorted) {
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0);
    }
}
