package org.lodewatch.schemas.values;

/**
 * A statistical period.
 *
 * @param lastMonth the month whose bucket it falls into
 * @param months its length, 1 or 12
 */
public record Period(int lastMonth, int months) {

    /**
     * Reads {@code YYYY-MM} or {@code YYYY}.
     *
     * @return null if the text is neither; called for every record, so it neither throws nor wraps
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
