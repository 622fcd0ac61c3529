package org.lodewatch.core.backtest;

import java.util.OptionalInt;
import org.lodewatch.core.policy.AlertHistory.Step;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.Months;

/**
 * The as-of months that a backtest reports on. Earlier months are judged too, because an alert of the first month may have been
 * raised before; later ones are not.
 *
 * @param from the first month
 * @param to the last month, {@code from} or later
 */
public record BacktestRange(int from, int to) {

    /** Every month. */
    public static final BacktestRange ALL = new BacktestRange(Integer.MIN_VALUE, Integer.MAX_VALUE);

    /**
     * Any of the two may be empty.
     *
     * @throws OperatorException if the first month is after the last
     */
    public static BacktestRange of(OptionalInt from, OptionalInt to) {
        if (from.isPresent() && to.isPresent() && from.getAsInt() > to.getAsInt()) {
            throw new OperatorException("the range goes from %s to %s: name the earlier month first"
                    .formatted(Months.text(from.getAsInt()), Months.text(to.getAsInt())));
        }
        return new BacktestRange(from.orElse(ALL.from), to.orElse(ALL.to));
    }

    boolean contains(int asOf) {
        return asOf >= from && asOf <= to;
    }

    boolean contains(Step step) {
        return contains(step.asOf());
    }
}
