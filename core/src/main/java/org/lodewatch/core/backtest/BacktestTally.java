package org.lodewatch.core.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.policy.AlertHistory;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.core.policy.JudgedAlert;
import org.lodewatch.core.policy.MeasuredBook;
import org.lodewatch.core.policy.Observation;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.core.policy.UnjudgedReason;
import org.lodewatch.core.policy.WindowVerdict;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.Severity;
import org.lodewatch.schemas.values.Months;

/** Adds up what one policy would have raised, book by book. */
final class BacktestTally {

    /** A subject whose highest figure is below this part of the warning line has not nearly reached it. */
    private static final double NEAR = 0.5;

    private static final Comparator<BacktestEpisode> EPISODES = Comparator.comparingInt(BacktestEpisode::since)
            .thenComparing(episode -> episode.book().toString())
            .thenComparing(BacktestEpisode::subject);

    private static final Comparator<NearMiss> NEAREST = Comparator.comparingDouble(NearMiss::margin)
            .thenComparing(miss -> miss.book().toString())
            .thenComparing(NearMiss::subject);

    private final DependencePolicy policy;
    private final Optional<DifferenceTally> difference;
    private final BacktestRange range;
    private final Instant now;
    private final List<SweepTally> sweep;

    /** The lowest figure of subjects that are judged, so that near misses and lower lines of the sweep are found. */
    private final double lowest;

    private final List<BookKey> books = new ArrayList<>();
    private final List<BookKey> withoutJudgement = new ArrayList<>();
    private final Map<UnjudgedReason, Integer> unjudged = new EnumMap<>(UnjudgedReason.class);
    private final List<BacktestEpisode> episodes = new ArrayList<>();
    private final List<DependenceAlert> transitions = new ArrayList<>();
    private final Map<Integer, YearCounts> byYear = new TreeMap<>();
    private final List<NearMiss> misses = new ArrayList<>();
    private int booksKnown;
    private int judged;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;

    BacktestTally(BacktestCase of, BacktestRange range, Optional<SweepRange> sweep, Instant now) {
        this.policy = of.policy();
        this.difference = of.against().map(DifferenceTally::new);
        this.range = range;
        this.now = now;
        this.sweep = sweep.map(lines -> lines.policies(policy)).orElse(List.of()).stream()
                .map(SweepTally::new)
                .toList();
        this.lowest = Math.min(
                NEAR * policy.getWarning(),
                this.sweep.stream()
                        .mapToDouble(line -> line.policy.getWarning())
                        .min()
                        .orElse(policy.getWarning()));
    }

    /** The figures of one line of the sweep. */
    private static final class SweepTally {

        private final DependencePolicy policy;
        private int episodes;
        private int criticalEpisodes;
        private int months;

        SweepTally(DependencePolicy policy) {
            this.policy = policy;
        }

        void add(List<BacktestEpisode> some) {
            for (BacktestEpisode episode : some) {
                episodes++;
                criticalEpisodes += episode.gravest() == Severity.CRITICAL ? 1 : 0;
                months += episode.months();
            }
        }

        SweepStep step() {
            return new SweepStep(policy.getWarning(), policy.getCritical(), episodes, criticalEpisodes, months);
        }
    }

    /** Counts a book that has a published window. */
    void count() {
        booksKnown++;
    }

    /** Whether a book changes the result: the policy selects it, or the one that it is compared with. */
    boolean selects(BookKey book) {
        return Policies.selects(policy, book)
                || difference.filter(other -> other.selects(book)).isPresent();
    }

    /** Adds a book that it {@link #selects}. */
    void add(BookKey book, MeasuredBook measured, int periodMonths) {
        List<JudgedAlert> alerts = List.of();
        List<BacktestEpisode> ofBook = new ArrayList<>();
        if (Policies.selects(policy, book)) {
            cover(book, measured);
            alerts = measured.judge(periodMonths, policy, Map.of(), lowest);
            for (JudgedAlert alert : alerts) {
                ofBook.addAll(add(book, alert, periodMonths));
            }
            episodes.addAll(ofBook);
        }
        if (difference.isPresent()) {
            difference.get().add(book, measured, range, periodMonths, alerts, ofBook);
        }
    }

    private void cover(BookKey book, MeasuredBook measured) {
        books.add(book);
        int judgedBefore = judged;
        for (WindowVerdict verdict : measured.verdicts(policy)) {
            if (!range.contains(verdict.asOf())) {
                continue;
            }
            if (verdict.unjudged().isPresent()) {
                unjudged.merge(verdict.unjudged().get(), 1, Integer::sum);
            } else {
                judged++;
                first = Math.min(first, verdict.asOf());
                last = Math.max(last, verdict.asOf());
            }
        }
        if (judged == judgedBefore) {
            withoutJudgement.add(book);
        }
    }

    private List<BacktestEpisode> add(BookKey book, JudgedAlert alert, int periodMonths) {
        AlertHistory history = alert.history();
        List<BacktestEpisode> found = BacktestEpisode.of(book, alert, history, range, periodMonths);
        if (history.steps().stream().anyMatch(range::contains)) {
            transitions.addAll(alert.transitionsFrom(range.from(), now));
        }
        count(history, periodMonths);
        if (found.isEmpty()) {
            missed(book, alert, periodMonths);
        }
        sweep.forEach(line -> line.add(
                BacktestEpisode.of(book, alert, history.under(line.policy, periodMonths), range, periodMonths)));
        return found;
    }

    private void count(AlertHistory history, int periodMonths) {
        int next = 0;
        Severity severity = Severity.NONE;
        for (Observation observation : history.observations()) {
            boolean isReported = range.contains(observation.asOf());
            if (next < history.steps().size() && history.steps().get(next).asOf() == observation.asOf()) {
                Step step = history.steps().get(next++);
                severity = step.severity();
                if (isReported) {
                    count(
                            step.asOf(),
                            switch (step.transition()) {
                                case RAISED -> new YearCounts(0, 1, 0, 0, 0, 0);
                                case ESCALATED -> new YearCounts(0, 0, 1, 0, 0, 0);
                                case EASED -> new YearCounts(0, 0, 0, 1, 0, 0);
                                default -> new YearCounts(0, 0, 0, 0, 1, 0);
                            });
                }
            }
            if (severity != Severity.NONE && isReported) {
                count(observation.asOf(), new YearCounts(0, 0, 0, 0, 0, periodMonths));
            }
        }
    }

    private void count(int asOf, YearCounts counts) {
        int year = Months.year(asOf);
        byYear.put(
                year,
                byYear.getOrDefault(year, new YearCounts(year, 0, 0, 0, 0, 0)).plus(counts));
    }

    /** Adds the highest figure of a subject without an episode. */
    private void missed(BookKey book, JudgedAlert alert, int periodMonths) {
        Optional<Observation> highest = Optional.empty();
        int overLine = 0;
        int longest = 0;
        for (Observation observation : alert.history().observations()) {
            if (!range.contains(observation.asOf())) {
                continue;
            }
            boolean counts = observation.passedOver().isEmpty()
                    && observation.observed().isPresent()
                    && observation.suppliedCents() >= policy.getMinimumValueCents();
            boolean isOver = counts && observation.observed().getAsDouble() >= policy.getWarning();
            overLine = isOver ? overLine + periodMonths : 0;
            longest = Math.max(longest, overLine);
            if (counts
                    && (highest.isEmpty()
                            || observation.observed().getAsDouble()
                                    > highest.get().observed().getAsDouble())) {
                highest = Optional.of(observation);
            }
        }
        if (highest.isPresent() && highest.get().observed().getAsDouble() > 0) {
            double figure = highest.get().observed().getAsDouble();
            misses.add(new NearMiss(
                    book,
                    alert.subject(),
                    alert.subjectName(),
                    highest.get().asOf(),
                    figure,
                    policy.getWarning() - figure,
                    longest));
            if (misses.size() > 2 * Backtest.MOST_MISSES) {
                keepNearest();
            }
        }
    }

    private void keepNearest() {
        misses.sort(NEAREST);
        if (misses.size() > Backtest.MOST_MISSES) {
            misses.subList(Backtest.MOST_MISSES, misses.size()).clear();
        }
    }

    BacktestResult result() {
        episodes.sort(EPISODES);
        transitions.sort(Comparator.comparing(DependenceAlert::getAsOf).thenComparing(DependenceAlert::getAlertId));
        keepNearest();
        return new BacktestResult(
                policy,
                new BacktestCoverage(
                        booksKnown,
                        List.copyOf(books),
                        judged,
                        new EnumMap<>(unjudged),
                        judged == 0 ? OptionalInt.empty() : OptionalInt.of(first),
                        judged == 0 ? OptionalInt.empty() : OptionalInt.of(last),
                        List.copyOf(withoutJudgement)),
                List.copyOf(episodes),
                List.copyOf(transitions),
                List.copyOf(byYear.values()),
                List.copyOf(misses),
                difference.map(DifferenceTally::difference),
                sweep.stream().map(SweepTally::step).toList());
    }
}
