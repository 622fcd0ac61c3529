package org.lodewatch.schemas.catalogue;

/**
 * The form of the commodity codes that begin with a prefix.
 *
 * @param prefix 2 to 10 digits of the Harmonized System or of a national tariff built on it
 * @param form the form, and by it the mineral
 * @param validFrom first month in which the tariff has the code, in months since 1970; {@link #ALWAYS_BEFORE} without one
 * @param validTo last month; {@link #ALWAYS_AFTER} without one
 * @param confirmed false where the code exists but no published list or tariff text confirms that it is this mineral
 * @param description what the code covers
 * @param source the lists that name it
 */
public record Classification(
        String prefix, Form form, int validFrom, int validTo, boolean confirmed, String description, String source) {

    /** {@link #validFrom} of a code that has no beginning which matters. */
    public static final int ALWAYS_BEFORE = Integer.MIN_VALUE;

    /** {@link #validTo} of a code that has no end. */
    public static final int ALWAYS_AFTER = Integer.MAX_VALUE;

    /** The id of the mineral. */
    public String mineral() {
        return form.mineral();
    }

    /** The id of the book in which imports under the prefix count. */
    public String book() {
        return form.book();
    }

    /** Whether imports under the prefix count in the book of the mineral. */
    public boolean headline() {
        return form.headline();
    }

    /** Whether a book counts imports under both prefixes, that of a form or of a mineral. */
    boolean sharesBook(Classification other) {
        return book().equals(other.book())
                || headline() && other.headline() && mineral().equals(other.mineral());
    }

    /** Whether the tariff has the code in one of the months from {@code first} to {@code last}. */
    public boolean isValid(int first, int last) {
        return first <= validTo && last >= validFrom;
    }
}
