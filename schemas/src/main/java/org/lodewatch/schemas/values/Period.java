package org.lodewatch.schemas.values;

/**
 * A statistical period: a month or a year.
 *
 * @param lastMonth its last month, by whose number it is counted; months since 1970-01
 * @param months its length, 1 or 12
 */
public record Period(int lastMonth, int months) {

    /** The period of a text, which must be {@code YYYY-MM} or {@code YYYY}. */
    public static Period of(String text) {
        Period period = parse(text);
        if (period == null) {
            throw new IllegalArgumentException("neither YYYY-MM nor YYYY: " + text);
        }
        return period;
    }

    /**
     * Reads {@code YYYY-MM} or {@code YYYY}.
     *
     * @return null if the text is neither; it is called for every record, so it neither throws nor wraps
     */
    public static Period parse(String text) {
        int length = text.length();
        if (length != 4 && (length != 7 || text.charAt(4) != '-')) {
            return null;
        }
        int year = number(text, 0, 4);
        if (year < 0) {
            return null;
        }
        if (length == 4) {
            return new Period(Months.of(year, 12), 12);
        }
        int month = number(text, 5, 7);
        return month < 1 || month > 12 ? null : new Period(Months.of(year, month), 1);
    }

    public int firstMonth() {
        return lastMonth - months + 1;
    }

    public boolean isYear() {
        return months == 12;
    }

    /** {@code YYYY-MM} or {@code YYYY}. */
    @Override
    public String toString() {
        String month = Months.text(lastMonth);
        return isYear() ? month.substring(0, 4) : month;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }
}
