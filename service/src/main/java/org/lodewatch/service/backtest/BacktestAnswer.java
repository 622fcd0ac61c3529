package org.lodewatch.service.backtest;

import java.util.List;
import org.lodewatch.core.backtest.BacktestRange;
import org.lodewatch.core.backtest.BacktestResult;

/**
 * The answer of a backtest.
 *
 * @param results one for each policy, in their order
 * @param notes what a reader should know before the figures, a line each
 */
public record BacktestAnswer(BacktestRange range, List<BacktestResult> results, List<String> notes) {

    /** What a backtest over published windows does not simulate, a line each. */
    public static final List<String> NOT_SIMULATED = List.of(
            "what was known at the time: the figures are those published now, corrections included",
            "earlier catalogues: codes, blocs, producers and net import reliance are those of today",
            "restatements: alerts that were published before a correction, and what was said of them after it",
            "notices: when subscribers would have received them");
}
