package org.lodewatch.core.backtest;

import java.util.List;
import org.lodewatch.schemas.messages.DependencePolicy;

/**
 * How the episodes of a policy differ from those of another one. An episode is compared with the first one of the same book and
 * subject that is open in some of its months.
 *
 * @param against the other policy
 * @param onlyOld episodes that only the other policy raises
 * @param onlyNew episodes that only the tested policy raises
 * @param same episodes of which both have the same severity in every month
 * @param moved episodes of both, with other months or severities
 * @param atOnce the alerts whose severity at the newest window differs: what changes if the policy takes the place of the other
 */
public record PolicyDifference(
        DependencePolicy against,
        List<BacktestEpisode> onlyOld,
        List<BacktestEpisode> onlyNew,
        List<BacktestEpisode> same,
        List<MovedEpisode> moved,
        List<SeverityChange> atOnce) {

    /** How many of the moved episodes begin earlier than by the other policy. */
    public int raisedEarlier() {
        return (int) moved.stream().filter(episode -> episode.sinceMonths() < 0).count();
    }

    /** How many of the moved episodes begin later. */
    public int raisedLater() {
        return (int) moved.stream().filter(episode -> episode.sinceMonths() > 0).count();
    }

    /** By how many months the one that gains most begins earlier; 0 if none does. */
    public int mostMonthsEarlier() {
        return -Math.min(
                0, moved.stream().mapToInt(MovedEpisode::sinceMonths).min().orElse(0));
    }
}
