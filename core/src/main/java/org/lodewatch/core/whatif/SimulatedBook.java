package org.lodewatch.core.whatif;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * One book in one window, as published and after assumed changes.
 *
 * @param before the shares of the window
 * @param after the shares after the changes. Net import reliance is the same: the effective dependence supposes that consumption
 *     falls with the imports, or that the others fill the gap in proportion.
 * @param gap what is missing
 * @param movedCents what is missing or comes from elsewhere
 * @param growth by how much all others, and each bloc, would have to grow to fill the gap; none without a gap
 * @param alerts that are open before or after, by policy and subject
 * @param notes where a move did less than it says, or rests on an assumption
 * @param notJudged why no policy judges the window; empty if they do
 */
public record SimulatedBook(
        MineralShares before,
        MineralShares after,
        Gap gap,
        long movedCents,
        List<Growth> growth,
        List<SimulatedAlert> alerts,
        List<String> notes,
        Optional<String> notJudged) {

    /** The largest gap in consumption first; without a known one the largest gap in imports, then what has moved most. */
    public static final Comparator<SimulatedBook> ORDER = Comparator.comparingDouble(
                    (SimulatedBook book) -> book.gap().ofConsumption().orElse(-1))
            .thenComparingDouble(book -> book.gap().ofImports())
            .thenComparingDouble(SimulatedBook::movedPart)
            .reversed()
            .thenComparing(book -> book.before().getDataset())
            .thenComparing(book -> book.before().getReporter())
            .thenComparing(book -> book.before().getMineral());

    /** The part of the supply, 0 to 1, that is missing or comes from elsewhere. */
    public double movedPart() {
        return Gap.ratio(movedCents, Gap.supply(before));
    }
}
