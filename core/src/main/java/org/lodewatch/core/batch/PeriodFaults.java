package org.lodewatch.core.batch;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lodewatch.core.batch.LogFault.Kind;
import org.lodewatch.core.book.BookKey.Owner;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Period;

/** Finds faults in the records in force of one dataset and reporter, period by period. */
final class PeriodFaults {

    /** A gap of so many periods or more before the newest one may be a mistyped period. */
    private static final int SUSPICIOUS_GAP = 3;

    /** Smaller values are equal by coincidence. */
    private static final long LEAST_REPEATED_CENTS = 100_000;

    private static final int SHORTEST_CODE = 2;

    private final Owner owner;
    private final NavigableMap<Period, List<LogEntry>> byPeriod;
    private final Optional<FeedDeclarations> declarations;
    private final Catalogue catalogue;
    private final FoundFaults found;

    /**
     * @param byPeriod at least one period; no list is empty
     * @param declarations empty if the feed neither declares periods nor has announced it
     * @param catalogue says which codes a book adds up: goods count twice only there
     */
    PeriodFaults(
            Owner owner,
            NavigableMap<Period, List<LogEntry>> byPeriod,
            Optional<FeedDeclarations> declarations,
            Catalogue catalogue,
            FoundFaults found) {
        this.catalogue = catalogue;
        this.owner = owner;
        this.byPeriod = byPeriod;
        this.declarations = declarations;
        this.found = found;
    }

    void find() {
        findGap();
        byPeriod.forEach((period, lines) -> {
            findOverlaps(period, lines);
            findRepetitions(period, lines);
            findAdditions(period, lines);
        });
        findUndeclared();
    }

    private void findOverlaps(Period period, List<LogEntry> lines) {
        Map<String, Map<String, LogEntry>> byOrigin = new HashMap<>();
        lines.forEach(entry -> byOrigin.computeIfAbsent(entry.line.getOrigin(), any -> new HashMap<>())
                .putIfAbsent(entry.line.getCommodityCode(), entry));
        for (LogEntry entry : lines) {
            String code = entry.line.getCommodityCode();
            Map<String, LogEntry> others = byOrigin.get(entry.line.getOrigin());
            for (int digits = SHORTEST_CODE; digits < code.length(); digits++) {
                String shorter = code.substring(0, digits);
                LogEntry subtotal = others.get(shorter);
                if (subtotal != null && catalogue.countsBoth(code, shorter, period.firstMonth(), period.lastMonth())) {
                    found.add(
                            Kind.OVERLAPPING_CODES,
                            "%s@%s %s: %s at %s is a part of %s at %s"
                                    .formatted(
                                            owner,
                                            period,
                                            entry.line.getOrigin(),
                                            code,
                                            entry.place,
                                            shorter,
                                            subtotal.place));
                }
            }
        }
    }

    private void findRepetitions(Period period, List<LogEntry> lines) {
        Map<String, LogEntry> highest = new HashMap<>();
        for (LogEntry entry : lines) {
            highest.merge(
                    codeAndValue(entry),
                    entry,
                    (one, other) -> other.line.getRevision() > one.line.getRevision() ? other : one);
        }
        for (LogEntry entry : lines) {
            LogEntry newer = highest.get(codeAndValue(entry));
            if (entry.line.getCustomsValueCents() >= LEAST_REPEATED_CENTS
                    && newer.line.getRevision() > entry.line.getRevision()
                    && !newer.line.getOrigin().equals(entry.line.getOrigin())) {
                found.add(
                        Kind.POSSIBLE_REPETITION,
                        "%s@%s: %s at %s, and %s at %s"
                                .formatted(
                                        owner,
                                        period,
                                        LogEntry.content(entry.line),
                                        entry.place,
                                        LogEntry.content(newer.line),
                                        newer.place));
            }
        }
    }

    /** What a line has in common with one that replaces it. */
    private static String codeAndValue(LogEntry entry) {
        return entry.line.getCommodityCode() + " " + entry.line.getCustomsValueCents();
    }

    private void findAdditions(Period period, List<LogEntry> lines) {
        Optional<Instant> complete = declarations.flatMap(of -> of.firstComplete(period));
        if (complete.isEmpty()) {
            return;
        }
        Set<String> before = new HashSet<>();
        Set<String> after = new TreeSet<>();
        lines.forEach(
                entry -> (entry.firstPublished.isAfter(complete.get()) ? after : before).add(entry.line.getOrigin()));
        after.removeAll(before);
        after.forEach(origin -> found.add(
                Kind.ADDED_TO_COMPLETE_PERIOD,
                "%s@%s, declared complete at %s, then %s"
                        .formatted(owner, period, complete.get(), String.join(", ", after))));
    }

    private void findGap() {
        Period newest = byPeriod.lastKey();
        Period before = byPeriod.lowerKey(newest);
        if (before != null && newest.lastMonth() - before.lastMonth() > SUSPICIOUS_GAP * newest.months()) {
            found.add(
                    Kind.ISOLATED_PERIOD,
                    "%s@%s follows %s (%s)"
                            .formatted(
                                    owner, newest, before, byPeriod.get(newest).get(0).place));
        }
    }

    private void findUndeclared() {
        int newest = byPeriod.lastKey().lastMonth();
        for (Period period : byPeriod.keySet()) {
            Optional<PeriodState> state = declarations.flatMap(of -> of.state(period));
            if (state.isPresent() && state.get() != PeriodState.COMPLETE) {
                found.add(
                        Kind.PARTIAL_PERIOD,
                        "%s@%s%s"
                                .formatted(
                                        owner,
                                        period,
                                        state.get() == PeriodState.ACCEPTED ? ", accepted by an operator" : ""));
            } else if (state.isEmpty() && declarations.isPresent() && period.lastMonth() < newest) {
                found.add(Kind.UNDECLARED_PERIOD, owner + "@" + period);
            }
        }
    }
}
