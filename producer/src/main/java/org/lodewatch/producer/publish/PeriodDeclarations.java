package org.lodewatch.producer.publish;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.schemas.messages.PeriodState;
import org.lodewatch.schemas.values.Months;
import org.lodewatch.schemas.values.Period;

/**
 * Declares the periods of a run: complete, or partial if rows of them were rejected. A period that is not over is not
 * declared. One that is declared already is not declared again, unless something about it has changed. Not thread-safe.
 */
final class PeriodDeclarations {

    private final String feed;
    private final FeedPeriods periods;
    private final PublishedPeriods publishedPeriods;
    private final boolean acceptPartial;
    private final boolean again;
    private final Clock clock;
    private final Map<ReportingPeriod, PeriodNote> notes =
            new TreeMap<>(Comparator.comparing(ReportingPeriod::toString));

    private boolean replacing;

    /**
     * @param feed the feed's id
     * @param acceptPartial whether periods of which rows were rejected are declared as accepted rather than partial
     * @param again whether all are declared, whatever was declared before
     */
    PeriodDeclarations(
            String feed,
            FeedPeriods periods,
            PublishedPeriods publishedPeriods,
            boolean acceptPartial,
            boolean again,
            Clock clock) {
        this.feed = feed;
        this.periods = periods;
        this.publishedPeriods = publishedPeriods;
        this.acceptPartial = acceptPartial;
        this.again = again;
        this.clock = clock;
    }

    /** The input consists of editions of files, so that origins that it adds to a complete period are intended. */
    void replaceEditions() {
        replacing = true;
    }

    /** The periods that are not simply complete, in order. */
    List<PeriodNote> notes() {
        return List.copyOf(notes.values());
    }

    /** Declares the periods of the rows so far, at the end of the input. */
    void declareAll(ImportBatch batch) {
        for (ReportingPeriod period : periods.undeclared()) {
            long rows = periods.rejected(period);
            if (!isOver(period)) {
                note(period, PeriodNote.Kind.NOT_OVER, 0);
                periods.declared(period);
            } else if (rows > 0) {
                declarePartial(period, rows, batch);
            } else {
                Optional<PeriodState> before = publishedPeriods.declared(period);
                boolean ofOthers = publishedPeriods.rejecting(period).stream().anyMatch(other -> !other.equals(feed));
                declare(period, PeriodState.COMPLETE, batch);
                noteAdditions(period, before);
                if (ofOthers) {
                    note(period, PeriodNote.Kind.COMPLETED, 0);
                }
                periods.declared(period);
            }
        }
        periods.end();
    }

    /**
     * Declares periods of which rows were rejected as partial, at the end of an input that holds only a part of its periods.
     * Such a period stays partial until the same input comes without rejections, and the period is declared complete.
     */
    void declarePartsWithRejections(ImportBatch batch) {
        for (ReportingPeriod period : periods.undeclared()) {
            long rows = periods.rejected(period);
            if (!isOver(period)) {
                note(period, PeriodNote.Kind.NOT_OVER, 0);
            } else if (rows > 0) {
                declarePartial(period, rows, batch);
            } else {
                publishedPeriods.reject(period, feed, false);
                boolean partial = publishedPeriods.declared(period).equals(Optional.of(PeriodState.PARTIAL));
                if (partial && publishedPeriods.rejecting(period).isEmpty()) {
                    publishedPeriods.undeclare(period);
                }
            }
        }
    }

    /** Declares a period that the source itself calls complete. */
    void complete(ReportingPeriod period, ImportBatch batch) {
        long rows = periods.takeRejected(period);
        if (!isOver(period)) {
            note(period, PeriodNote.Kind.NOT_OVER, 0);
        } else if (rows > 0) {
            declarePartial(period, rows, batch);
        } else {
            declare(period, PeriodState.COMPLETE, batch);
        }
    }

    /**
     * Declares a period of which the source's figures were refused. The figures of an earlier reading stay published, so a
     * complete period stays complete.
     */
    void incomplete(ReportingPeriod period, ImportBatch batch) {
        boolean before = publishedPeriods
                .declared(period)
                .filter(state -> state == PeriodState.COMPLETE)
                .isPresent();
        if (!before && isOver(period)) {
            declarePartial(period, 0, batch);
        }
    }

    /** A partial period stays undeclared, so that the next run of the input can accept it. */
    private void declarePartial(ReportingPeriod period, long rows, ImportBatch batch) {
        PeriodState state = acceptPartial ? PeriodState.ACCEPTED : PeriodState.PARTIAL;
        Optional<PeriodState> before = publishedPeriods.declared(period);
        boolean nowAccepted = acceptPartial && before.equals(Optional.of(PeriodState.PARTIAL));
        if (periods.touched(period) || before.isEmpty() || nowAccepted) {
            note(period, acceptPartial ? PeriodNote.Kind.ACCEPTED : PeriodNote.Kind.PARTIAL, rows);
            publishedPeriods.reject(period, feed, true);
            declare(period, state, batch);
        }
    }

    private void declare(ReportingPeriod period, PeriodState state, ImportBatch batch) {
        if (state == PeriodState.COMPLETE) {
            notes.remove(period);
        }
        // What a killed run has left undeclared is declared, because that run has written what it knew of the period.
        if (!again && !periods.isCarried(period) && publishedPeriods.isDeclared(period, state)) {
            batch.confirm(period, state);
            return;
        }
        batch.declare(period, state).declareAfter(publishedPeriods.newestDeclaration());
        if (state == PeriodState.COMPLETE) {
            publishedPeriods.completed(period);
        } else {
            publishedPeriods.declare(period, state);
        }
    }

    private void noteAdditions(ReportingPeriod period, Optional<PeriodState> before) {
        List<String> origins = publishedPeriods.added(period);
        boolean complete = before.isPresent() && before.get() != PeriodState.PARTIAL;
        if (complete && !origins.isEmpty() && !replacing) {
            notes.put(period, new PeriodNote(period, PeriodNote.Kind.ADDED, 0, origins));
        }
    }

    private void note(ReportingPeriod period, PeriodNote.Kind kind, long rows) {
        notes.put(period, new PeriodNote(period, kind, rows, List.of()));
    }

    private boolean isOver(ReportingPeriod period) {
        return !clock.instant().isBefore(Months.end(Period.of(period.period()).lastMonth()));
    }
}
