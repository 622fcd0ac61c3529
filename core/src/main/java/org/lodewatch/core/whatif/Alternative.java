package org.lodewatch.core.whatif;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A supplier, or several together, that could fill a gap.
 *
 * @param supplier alpha-2 code of a country, {@code XX} for unlisted origins; id of a bloc, or {@code others}
 * @param valueCents what it supplies in the window
 * @param share of the supply, 0 to 1
 * @param times how many times as much it would have to supply to fill the gap alone; empty if it supplies nothing
 * @param trends over 12 and 36 months
 * @param unitValue value a kilogram, in units of the currency; empty without weights
 * @param unitValueMarked whether the unit value is far off the median
 * @param produces whether the USGS lists it as a producer of the mineral; empty where no list applies
 */
public record Alternative(
        String supplier,
        long valueCents,
        double share,
        OptionalDouble times,
        List<Trend> trends,
        OptionalDouble unitValue,
        boolean unitValueMarked,
        Optional<Boolean> produces) {}
