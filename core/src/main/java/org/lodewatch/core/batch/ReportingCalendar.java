package org.lodewatch.core.batch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.schemas.messages.PeriodState;

/** The published periods of a dataset and reporter, and which of them are complete. */
final class ReportingCalendar {

    private final WindowRule rule;
    private final int inputPartitions;
    private final Set<Span> published = new TreeSet<>();
    private final Map<Span, Map<Integer, Declaration>> declared = new HashMap<>();
    private boolean announced;

    /** The states of the published periods by their last months; null until they are asked for. */
    private Map<Integer, List<State>> states;

    private Set<Integer> coveredMonths;
    private int periodMonths;
    private int firstMonth;
    private int newestMonth;

    /** A period of 1 or 12 months. */
    record Span(int lastMonth, int months) implements Comparable<Span> {

        private static final Comparator<Span> ORDER =
                Comparator.comparingInt(Span::lastMonth).thenComparingInt(Span::months);

        @Override
        public int compareTo(Span other) {
            return ORDER.compare(this, other);
        }
    }

    private record Declaration(PeriodState state, Instant publishedAt) {

        private static final List<PeriodState> COMPLETE_FIRST =
                List.of(PeriodState.COMPLETE, PeriodState.ACCEPTED, PeriodState.PARTIAL);

        private static final Comparator<Declaration> ORDER = Comparator.comparing(Declaration::publishedAt)
                .thenComparing(declaration -> COMPLETE_FIRST.indexOf(declaration.state()));

        private static Declaration later(Declaration one, Declaration other) {
            return ORDER.compare(one, other) >= 0 ? one : other;
        }
    }

    /** OPEN is the newest period, of which the feed has not declared anything yet. */
    private enum State {
        COMPLETE,
        ACCEPTED,
        PARTIAL,
        UNDECLARED,
        OPEN
    }

    ReportingCalendar(WindowRule rule, int inputPartitions) {
        this.rule = rule;
        this.inputPartitions = inputPartitions;
    }

    /** A copy to which periods may be added. */
    ReportingCalendar copy() {
        ReportingCalendar copy = new ReportingCalendar(rule, inputPartitions);
        copy.published.addAll(published);
        copy.declared.putAll(declared);
        copy.announced = announced;
        return copy;
    }

    /** Adds a period that has a record which is not withdrawn, also one that no book counts. */
    void add(Span period) {
        published.add(period);
        states = null;
    }

    /** The feed will declare its periods complete. */
    void announceCompletion() {
        announced = true;
        states = null;
    }

    /** The feed has declared the state of a period in an input partition. */
    void declare(int inputPartition, Span period, PeriodState state, Instant publishedAt) {
        declared.computeIfAbsent(period, any -> new TreeMap<>())
                .merge(inputPartition, new Declaration(state, publishedAt), Declaration::later);
        states = null;
    }

    int periodMonths() {
        computeStates();
        return periodMonths;
    }

    /** Whether a book whose newest record is of this month lags two periods or more behind. */
    boolean isStale(int newestOfBook) {
        computeStates();
        return newestOfBook <= newestMonth - 2 * periodMonths;
    }

    /** Whether the horizon hides some months. */
    boolean hidesMonths() {
        computeStates();
        return !published.isEmpty() && !isWithinHorizon(firstMonth);
    }

    /** Whether a month lies within the horizon. */
    private boolean isWithinHorizon(int month) {
        return rule.horizonMonths() == 0 || month > newestMonth - rule.horizonMonths();
    }

    /** The as-of months whose windows need no month beyond the horizon, oldest first. */
    List<Integer> asOfs() {
        computeStates();
        List<Integer> asOfs = new ArrayList<>();
        if (published.isEmpty()) {
            return asOfs;
        }
        for (int asOf = firstMonth; asOf <= newestMonth; asOf++) {
            boolean endsAPeriod = (asOf + 1) % periodMonths == 0;
            int firstNeeded = Math.max(firstMonth, asOf - rule.windowMonths() + 1);
            boolean nothingHidden = isWithinHorizon(firstMonth)
                    || isWithinHorizon(firstNeeded) && firstNeeded == asOf - rule.windowMonths() + 1;
            if (endsAPeriod && nothingHidden) {
                asOfs.add(asOf);
            }
        }
        return asOfs;
    }

    /** How many months of the window that ends with {@code asOf} lie in published periods. */
    int coveredMonths(int asOf) {
        computeStates();
        int covered = 0;
        for (int month = asOf - rule.windowMonths() + 1; month <= asOf; month++) {
            covered += coveredMonths.contains(month) ? 1 : 0;
        }
        return covered;
    }

    /** Whether a period ends with this month, and every one that does is complete or accepted. */
    boolean isComplete(int asOf) {
        computeStates();
        List<State> ending = states.getOrDefault(asOf, List.of());
        return !ending.isEmpty()
                && ending.stream().allMatch(state -> state == State.COMPLETE || state == State.ACCEPTED);
    }

    /** Whether rows of a period in the window are missing and no operator has accepted that, or an earlier period is undeclared. */
    boolean isWithheld(int asOf) {
        return hasAny(asOf, Set.of(State.PARTIAL, State.UNDECLARED));
    }

    /** Whether rows of a period in the window are missing, or that is not known. */
    boolean isPartial(int asOf) {
        return hasAny(asOf, Set.of(State.PARTIAL, State.UNDECLARED, State.ACCEPTED));
    }

    private boolean hasAny(int asOf, Set<State> some) {
        computeStates();
        for (int month = asOf - rule.windowMonths() + 1; month <= asOf; month++) {
            if (states.getOrDefault(month, List.of()).stream().anyMatch(some::contains)) {
                return true;
            }
        }
        return false;
    }

    private void computeStates() {
        if (states != null) {
            return;
        }
        states = new HashMap<>();
        coveredMonths = new TreeSet<>();
        periodMonths = published.stream().mapToInt(Span::months).min().orElse(1);
        newestMonth = published.stream().mapToInt(Span::lastMonth).max().orElse(0);
        for (Span period : published) {
            for (int month = period.lastMonth() - period.months() + 1; month <= period.lastMonth(); month++) {
                coveredMonths.add(month);
            }
        }
        firstMonth = coveredMonths.stream().mapToInt(Integer::intValue).min().orElse(0);
        boolean declares = announced || published.stream().anyMatch(this::isSettledSomewhere);
        for (Span period : published) {
            states.computeIfAbsent(period.lastMonth(), any -> new ArrayList<>()).add(state(period, declares));
        }
    }

    /** Whether some partition holds a declaration of the period as complete or accepted. */
    private boolean isSettledSomewhere(Span period) {
        return declarations(period).values().stream().anyMatch(last -> last.state() != PeriodState.PARTIAL);
    }

    private State state(Span period, boolean declares) {
        Map<Integer, Declaration> last = declarations(period);
        Optional<PeriodState> most = last.values().stream()
                .map(Declaration::state)
                .max(Comparator.comparing(Declaration.COMPLETE_FIRST::indexOf));
        if (most.equals(Optional.of(PeriodState.PARTIAL))) {
            return State.PARTIAL;
        }
        if (most.isPresent() && last.size() == inputPartitions) {
            return most.get() == PeriodState.ACCEPTED ? State.ACCEPTED : State.COMPLETE;
        }
        if (period.lastMonth() == newestMonth) {
            return State.OPEN;
        }
        return declares ? State.UNDECLARED : State.COMPLETE;
    }

    private Map<Integer, Declaration> declarations(Span period) {
        return declared.getOrDefault(period, Map.of());
    }
}
