package org.lodewatch.core.backtest;

import java.util.OptionalInt;

/** An episode that two policies raise, with other months or severities. */
public record MovedEpisode(BacktestEpisode former, BacktestEpisode present) {

    /** By how many months it begins later; negative if earlier. */
    public int sinceMonths() {
        return present.since() - former.since();
    }

    /** By how many months it ends later, negative if earlier; empty if it is open at the end by one of them. */
    public OptionalInt untilMonths() {
        return former.until().isPresent() && present.until().isPresent()
                ? OptionalInt.of(present.until().getAsInt() - former.until().getAsInt())
                : OptionalInt.empty();
    }
}
