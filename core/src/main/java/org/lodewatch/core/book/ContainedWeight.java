package org.lodewatch.core.book;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The weight of the element in the goods of a window: the sum over the forms of net weight times content. Antimony oxide is 83.5 %
 * antimony, so a tonne of it counts as 835 kg. Source of the contents: the stoichiometry of the compound that a form usually is,
 * or the US Geological Survey, as the catalogue says of each form.
 */
public final class ContainedWeight {

    private final Totals totals;
    private final List<Part> parts;

    /**
     * One form.
     *
     * @param content part of its net weight that is the element, 0 to 1
     * @param totals of the window
     */
    record Part(double content, Totals totals) {}

    /**
     * @param totals of the window
     * @param parts its forms of known content that have a weight, with the same countries
     */
    ContainedWeight(Totals totals, List<Part> parts) {
        this.totals = totals;
        this.parts = parts;
    }

    /** Grams of all origins. */
    double sum() {
        double grams = 0;
        for (Part part : parts) {
            grams += part.content * part.totals.sum(Totals.WEIGHT);
        }
        return grams;
    }

    /** Grams of one column; empty if none of its records of known content has a weight. */
    public OptionalDouble grams(int column) {
        double grams = 0;
        boolean weighed = false;
        for (Part part : parts) {
            grams += part.content * part.totals.get(column, Totals.WEIGHT);
            weighed |= part.totals.get(column, Totals.WEIGHED_RECORDS) > 0;
        }
        return weighed ? OptionalDouble.of(grams) : OptionalDouble.empty();
    }

    /** The part of the value, 0 to 1, whose records have a net weight and a form of known content. */
    double coverage() {
        long value = 0;
        for (Part part : parts) {
            value += part.totals.sum(Totals.WEIGHED_VALUE);
        }
        return Supply.part(value, totals.sum(Totals.VALUE));
    }

    /** Whether enough of the value has a contained weight for shares by it. */
    boolean coversTotal() {
        return Supply.covers(coverage());
    }

    /** Whether enough of the value that others supply has a contained weight for shares by it. */
    public boolean covers(Supply supply) {
        long value = 0;
        for (Part part : parts) {
            value += of(supply, part).sum(Totals.WEIGHED_VALUE);
        }
        return Supply.covers(Supply.part(value, supply.sum(Totals.VALUE)));
    }

    /**
     * The part of the supply's contained weight, 0 to 1, that some countries have.
     *
     * @param countries numbers; the reporter's own is passed over
     */
    public double share(Supply supply, Collection<Integer> countries) {
        double some = 0;
        double all = 0;
        for (Part part : parts) {
            // Grams are summed before they are multiplied, so that the share does not depend on the order of the
            // countries.
            long grams = 0;
            for (int country : countries) {
                grams += country == supply.reporter() ? 0 : part.totals.of(country, Totals.WEIGHT);
            }
            some += part.content * grams;
            all += part.content * of(supply, part).sum(Totals.WEIGHT);
        }
        return all == 0 ? 0 : some / all;
    }

    private static Supply of(Supply supply, Part part) {
        return new Supply(part.totals, supply.reporter());
    }
}
