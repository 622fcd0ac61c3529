package org.lodewatch.core.vintage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.core.book.Clock;
import org.lodewatch.core.book.TrackedBook;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.Judgement;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;

/** The releases of one dataset and reporter, and what the policies say after each. */
final class ReporterReplay {

    /** A release is over if nothing follows for longer than this. */
    private static final long PAUSE_MILLIS = 60_000;

    private final Owner owner;
    private final LogBooks books;
    private final Judgement judgement;
    private final List<DependencePolicy> policies;
    private final Predicate<BookKey> selected;

    private final FirstReleases firstReleases;

    /** By book, then by alert. */
    private final Map<BookKey, Map<String, AlertTrace>> traces = new TreeMap<>(Comparator.comparing(BookKey::mineral));

    /** By book, then by alert: a message of each that was ever raised. */
    private final Map<BookKey, Map<String, DependenceAlert>> raised = new HashMap<>();

    /** By month, counted from 1970: whether a complete period ended with it after the last release. */
    private BitSet complete = new BitSet();

    private Instant first;
    private Instant last;
    private int releases;
    private int revisions;

    private boolean open;
    private boolean declared;
    private long newest;

    /** A dataset and reporter without a release. */
    ReporterReplay(
            Owner owner,
            LogBooks books,
            WindowRule rule,
            Judgement judgement,
            List<DependencePolicy> policies,
            Predicate<BookKey> selected) {
        this.owner = owner;
        this.books = books;
        this.judgement = judgement;
        this.policies = policies;
        this.selected = selected;
        this.firstReleases = new FirstReleases(rule);
    }

    /** Ends the open release if a message of this time does not belong to it. */
    void endBefore(long timestamp) {
        if (open && timestamp - newest > PAUSE_MILLIS) {
            end();
        }
    }

    /** Applies a declaration of a period. */
    void addDeclaration(LogMessage message) {
        endBefore(message.timestamp());
        declared |= apply(message);
    }

    /** Applies an import. It begins another release if the declarations before it have completed a period. */
    void addImport(LogMessage message) {
        endBefore(message.timestamp());
        if (declared) {
            declared = false;
            if (completesPeriod()) {
                end();
            }
        }
        apply(message);
    }

    private boolean apply(LogMessage message) {
        boolean used = books.apply(message.partition(), message.key(), message.message()) != Outcome.REJECTED;
        if (used) {
            newest = open ? Math.max(newest, message.timestamp()) : message.timestamp();
            open = true;
        }
        return used;
    }

    private boolean completesPeriod() {
        Clock now = books.ledgerClock(owner);
        for (int month = now.firstMonth(); month <= now.newestMonth(); month++) {
            if (now.isComplete(month) && !complete.get(month)) {
                return true;
            }
        }
        return false;
    }

    /** Ends the open release, if there is one: takes it to the books and judges those that have changed. */
    void end() {
        if (!open) {
            return;
        }
        open = false;
        declared = false;
        NavigableSet<Integer> months = books.update(owner);
        List<TrackedBook> changed = books.changed(owner);
        Optional<Clock> clock = books.clock(owner);
        if (clock.isEmpty() || changed.isEmpty()) {
            return;
        }
        LogRelease release = new LogRelease(
                Instant.ofEpochMilli(newest),
                clock.get().completeMonth().orElse(clock.get().newestMonth()));
        count(release, months.stream().anyMatch(complete::get));
        complete = completeMonths(clock.get());
        firstReleases.add(release, clock.get());
        changed.forEach(book -> judge(book, clock.get(), release));
    }

    private void count(LogRelease release, boolean isRevision) {
        first = first == null ? release.at() : first;
        last = release.at();
        releases++;
        revisions += isRevision ? 1 : 0;
    }

    private static BitSet completeMonths(Clock clock) {
        BitSet months = new BitSet();
        for (int month = clock.firstMonth(); month <= clock.newestMonth(); month++) {
            months.set(month, clock.isComplete(month));
        }
        return months;
    }

    private void judge(TrackedBook book, Clock clock, LogRelease release) {
        BookKey key = book.key();
        List<DependencePolicy> judging = selected.test(key)
                ? policies.stream()
                        .filter(policy -> Policies.selects(policy, key))
                        .toList()
                : List.of();
        if (!judging.isEmpty()) {
            MeasuredBook measured = judgement.measured(key, book.windows(clock));
            Map<String, DependenceAlert> earlier = raised.computeIfAbsent(key, any -> new TreeMap<>());
            for (DependencePolicy policy : judging) {
                measured.judge(clock.periodMonths(), policy, earlier).forEach(alert -> trace(key, alert, release));
            }
        }
        books.settle(book);
    }

    private void trace(BookKey book, JudgedAlert alert, LogRelease release) {
        Map<String, AlertTrace> ofBook = traces.computeIfAbsent(book, key -> new TreeMap<>());
        AlertTrace trace = ofBook.get(alert.alertId());
        if (trace == null) {
            List<DependenceAlert> messages = alert.transitions(release.at());
            if (messages.isEmpty()) {
                return;
            }
            trace = new AlertTrace(book);
            ofBook.put(alert.alertId(), trace);
            // From now on the subject is judged, even if corrected figures no longer reach a line.
            raised.get(book).put(alert.alertId(), messages.get(messages.size() - 1));
        }
        trace.judged(alert, release);
    }

    /** The releases so far; empty if there was none. */
    Optional<DatasetVintages> vintages() {
        return releases == 0
                ? Optional.empty()
                : Optional.of(new DatasetVintages(owner, releases, revisions, first, last));
    }

    /** Every transition that was raised, by book, alert and month. */
    List<KnownTransition> transitions() {
        List<KnownTransition> transitions = new ArrayList<>();
        traces.values()
                .forEach(ofBook ->
                        ofBook.values().forEach(trace -> transitions.addAll(trace.transitions(firstReleases))));
        return transitions;
    }
}
