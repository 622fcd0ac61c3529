package org.lodewatch.schemas.catalogue;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Imports less exports, adjusted for stocks, as a percentage of apparent consumption (USGS Mineral Commodity Summaries).
 *
 * @param mineral the id of the mineral or of the group it is printed for
 * @param edition the publication, {@code MCS2026}
 * @param year the year estimated
 * @param printed the value as printed: {@code 91}, {@code >95}, {@code <25}, {@code E} (net exporter), {@code NA}
 *     (not available), {@code W} (withheld), {@code s} or {@code -}
 * @param source the table and the row of it that was chosen
 */
public record NetImportReliance(String mineral, String edition, int year, String printed, String source) {

    private static final Pattern NUMBER = Pattern.compile("[<>]?(?:100(?:\\.0+)?|\\d{1,2}(?:\\.\\d+)?)");

    /** All values that the USGS prints. */
    static final Pattern PRINTED = Pattern.compile(NUMBER + "|E|NA|W|s|-");

    /**
     * The percentage to calculate with, 0 to 100.
     *
     * <p>{@code >95} is 95, a lower bound, so that a dependence computed from it is never overstated. {@code E} is 0,
     * because a net exporter does not rely on imports. Empty for {@code <25}, because 25 would overstate the
     * dependence, and for {@code NA}, {@code W}, {@code s} and {@code -}.
     */
    public OptionalDouble percent() {
        if (printed.equals("E")) {
            return OptionalDouble.of(0);
        }
        if (printed.startsWith("<") || !NUMBER.matcher(printed).matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(lowerBound() ? printed.substring(1) : printed));
    }

    /** Whether the true percentage is above {@link #percent()}. */
    public boolean lowerBound() {
        return printed.startsWith(">");
    }
}
