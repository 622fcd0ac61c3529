package org.lodewatch.core.whatif;

import java.util.OptionalDouble;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * What is missing in a window's supply.
 *
 * @param valueCents customs value
 * @param ofImports part of the supply, 0 to 1
 * @param ofConsumption part of consumption, 0 to 1: {@code ofImports} x net import reliance of the book in the year that the window
 *     ends in; a bound where the reliance is one; empty where none is known
 */
public record Gap(long valueCents, double ofImports, OptionalDouble ofConsumption) {

    /** The gap that a part of a window's supply would leave. */
    static Gap of(long cents, MineralShares window) {
        double part = ratio(cents, supply(window));
        Double reliance = window.getNetImportReliance();
        return new Gap(cents, part, reliance == null ? OptionalDouble.empty() : OptionalDouble.of(part * reliance));
    }

    /** What other countries supply in a window, in cents. */
    static long supply(MineralShares window) {
        return window.getTotalValueCents() - window.getReturnedValueCents();
    }

    static double ratio(long some, long all) {
        return all == 0 ? 0 : (double) some / all;
    }
}
