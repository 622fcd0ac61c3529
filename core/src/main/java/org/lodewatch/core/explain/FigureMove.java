package org.lodewatch.core.explain;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What moved a policy's figure from one window to another, or from one edition to another.
 *
 * <p>The values of the causes add up to the difference of the values, to the cent. The points of the causes and the further terms add
 * up to the difference of the figures.
 *
 * @param asOfBefore the last month of the first window, in months since 1970
 * @param asOfAfter the last month of the second window
 * @param centsBefore customs value of the first window
 * @param centsAfter customs value of the second window
 * @param before the figure in the first window, percent or points; empty if it cannot be computed
 * @param after the figure in the second window
 * @param records what moved the figure, the largest number of points first; without points, the largest value first
 * @param causes the same by cause
 * @param further what moved the figure besides records
 */
public record FigureMove(
        int asOfBefore,
        int asOfAfter,
        long centsBefore,
        long centsAfter,
        OptionalDouble before,
        OptionalDouble after,
        List<MovedRecords> records,
        Map<ChangeCause, MovedSum> causes,
        List<FurtherTerm> further) {

    /**
     * What records moved by one cause.
     *
     * @param records how many
     * @param cents what they added to the customs value
     * @param points what they added to the figure; NaN if the figure cannot be computed in both windows
     */
    public record MovedSum(long records, long cents, double points) {

        MovedSum plus(MovedSum other) {
            return new MovedSum(records + other.records, Math.addExact(cents, other.cents), points + other.points);
        }
    }

    /**
     * A term that is no record: net import reliance, or the countries that a detour counts.
     *
     * @param text what it is
     * @param points what it added to the figure
     */
    public record FurtherTerm(String text, double points) {}

    /** All records but those that moved the figure most. */
    public MovedSum others(int top) {
        return records.stream()
                .skip(top)
                .map(moved -> new MovedSum(moved.records(), moved.cents(), moved.points()))
                .reduce(new MovedSum(0, 0, 0), MovedSum::plus);
    }

    /** Whether the figure can be computed in both windows. */
    public boolean isMeasured() {
        return before.isPresent() && after.isPresent();
    }

    /** The difference of the figures, percent or points; NaN if one of them cannot be computed. */
    public double points() {
        return isMeasured() ? after.getAsDouble() - before.getAsDouble() : Double.NaN;
    }
}
