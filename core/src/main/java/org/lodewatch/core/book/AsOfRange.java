package org.lodewatch.core.book;

import org.lodewatch.schemas.values.Months;

/** The as-of months, first to last, of windows that may have been published. */
public record AsOfRange(int first, int last) {

    private static final String TO = "..";

    /** One month. */
    public static AsOfRange at(int asOf) {
        return new AsOfRange(asOf, asOf);
    }

    /** Parses the result of {@link #toString}. */
    public static AsOfRange of(String text) {
        int to = text.indexOf(TO);
        return new AsOfRange(Months.of(text.substring(0, to)), Months.of(text.substring(to + TO.length())));
    }

    /** The smallest range that holds both. */
    public AsOfRange and(AsOfRange other) {
        return new AsOfRange(Math.min(first, other.first), Math.max(last, other.last));
    }

    /** Such as {@code 2023-01..2024-12}. */
    @Override
    public String toString() {
        return Months.text(first) + TO + Months.text(last);
    }
}
