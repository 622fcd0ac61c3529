package org.lodewatch.core.backtest;

import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * What one policy would have raised.
 *
 * @param episodes by the month in which they begin, then by book and subject
 * @param transitions in the range, by month, then by alert id, numbered in the history of their alert
 * @param byYear oldest first
 * @param nearMisses the nearest first, at most {@link Backtest#MOST_MISSES}
 * @param difference empty if it is compared with no other policy
 * @param sweep a step for each line; none if no sweep was asked for
 */
public record BacktestResult(
        DependencePolicy policy,
        BacktestCoverage coverage,
        List<BacktestEpisode> episodes,
        List<DependenceAlert> transitions,
        List<YearCounts> byYear,
        List<NearMiss> nearMisses,
        Optional<PolicyDifference> difference,
        List<SweepStep> sweep) {}
