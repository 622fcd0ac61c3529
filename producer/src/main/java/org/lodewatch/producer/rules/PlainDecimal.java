package org.lodewatch.producer.rules;

/** Reads plain decimal numbers, as almost all figures are, without a pattern and without objects. */
final class PlainDecimal {

    /** The text is another number, or none. */
    static final long OTHER = -1;

    /** So many characters and three decimals fit 64 bits. */
    private static final int LONGEST = 15;

    private PlainDecimal() {}

    /**
     * Reads a number such as {@code 13241.579}: digits, and perhaps a point and more digits.
     *
     * @param decimals the most decimals, from 0 to 3
     * @return as a whole number of its smallest units; {@link #OTHER} for any other text, also for one that is a number
     */
    static long units(String text, int decimals) {
        if (text.isEmpty() || text.length() > LONGEST || !isDigit(text.charAt(0))) {
            return OTHER;
        }
        long units = 0;
        int missing = decimals;
        boolean point = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                units = units * 10 + c - '0';
                missing -= point ? 1 : 0;
            } else if (c == '.' && !point) {
                point = true;
            } else {
                return OTHER;
            }
        }
        if (missing < 0) {
            return OTHER;
        }
        for (int i = 0; i < missing; i++) {
            units *= 10;
        }
        return units;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
