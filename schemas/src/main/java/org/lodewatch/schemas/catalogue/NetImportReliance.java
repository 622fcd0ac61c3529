package org.lodewatch.schemas.catalogue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Imports less exports, adjusted for stocks, as a percentage of consumption (USGS Mineral Commodity Summaries).
 *
 * @param mineral the id of the mineral or of the group it is printed for
 * @param form the form that it is printed for; empty if for the mineral
 * @param edition the publication, {@code MCS2026}
 * @param year the year that it is of
 * @param printed the value as printed: {@code 91}, {@code >95}, {@code <25}, {@code E} (net exporter), {@code NA}
 *     (not available), {@code W} (withheld), {@code s} or {@code -}
 * @param source the table and the row of it that was chosen
 */
public record NetImportReliance(
        String mineral, Optional<String> form, String edition, int year, String printed, String source) {

    /** How the true percentage lies to {@link #percent()}. */
    public enum Bound {
        /** It is the percentage. */
        EXACT,
        /** It is above: {@code >95}. */
        LOWER,
        /** It is below: {@code <25}. */
        UPPER
    }

    private static final Pattern NUMBER = Pattern.compile("[<>]?(?:100(?:\\.0+)?|\\d{1,2}(?:\\.\\d+)?)");

    /** All values that the USGS prints. */
    static final Pattern PRINTED = Pattern.compile(NUMBER + "|E|NA|W|s|-");

    /**
     * The percentage to calculate with, 0 to 100: the bound where the USGS prints a bound, and 0 for {@code E}, because a net
     * exporter does not rely on imports. Empty for {@code NA}, {@code W}, {@code s} and {@code -}.
     */
    public OptionalDouble percent() {
        if (isNetExporter()) {
            return OptionalDouble.of(0);
        }
        if (!NUMBER.matcher(printed).matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(bound() == Bound.EXACT ? printed : printed.substring(1)));
    }

    /** How the true percentage lies to {@link #percent()}. */
    public Bound bound() {
        return switch (printed.charAt(0)) {
            case '>' -> Bound.LOWER;
            case '<' -> Bound.UPPER;
            default -> Bound.EXACT;
        };
    }

    /** Whether the country exports more than it imports. */
    public boolean isNetExporter() {
        return printed.equals("E");
    }
}
