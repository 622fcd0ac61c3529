package org.lodewatch.core.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.schemas.messages.PeriodState;

/** The periods of a dataset and reporter, added up over the input partitions. */
final class PeriodTable {

    private final Map<Integer, Entry> byMonth = new TreeMap<>();
    private final Map<Integer, Entry> byYear = new TreeMap<>();

    /** One period in all partitions. */
    static final class Entry {

        private final int last;
        private final int months;
        private boolean published;
        private int declarations;
        private boolean partial;
        private boolean accepted;
        private boolean complete;

        private Entry(int last, int months) {
            this.last = last;
            this.months = months;
        }

        int last() {
            return last;
        }

        int months() {
            return months;
        }

        /** Whether it is declared complete or accepted in some partition. */
        boolean isSettledSomewhere() {
            return complete || accepted;
        }

        /** Its state; empty if some partition has no declaration. PARTIAL in one partition is enough. */
        Optional<PeriodState> state(int inputPartitions) {
            if (partial) {
                return Optional.of(PeriodState.PARTIAL);
            }
            if (declarations < inputPartitions || declarations == 0) {
                return Optional.empty();
            }
            return Optional.of(accepted ? PeriodState.ACCEPTED : PeriodState.COMPLETE);
        }

        private void add(PeriodRange range) {
            published |= range.hasRecords();
            range.declared().ifPresent(state -> {
                declarations++;
                partial |= state == PeriodState.PARTIAL;
                accepted |= state == PeriodState.ACCEPTED;
                complete |= state == PeriodState.COMPLETE;
            });
        }
    }

    /** Adds the periods of a range of one partition. */
    void add(PeriodRange range) {
        Map<Integer, Entry> entries = range.months() == 1 ? byMonth : byYear;
        for (int last = range.first(); last <= range.last(); last += range.months()) {
            entries.computeIfAbsent(last, end -> new Entry(end, range.months())).add(range);
        }
    }

    /** Every period that has a record in some partition. */
    List<Entry> published() {
        List<Entry> entries = new ArrayList<>();
        for (Collection<Entry> some : List.of(byMonth.values(), byYear.values())) {
            some.stream().filter(entry -> entry.published).forEach(entries::add);
        }
        return entries;
    }
}
