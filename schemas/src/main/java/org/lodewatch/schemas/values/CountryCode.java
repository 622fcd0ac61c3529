package org.lodewatch.schemas.values;

import java.util.stream.IntStream;

/** ISO 3166-1 alpha-2 codes as small numbers, 0 to 675, in alphabetical order. */
public final class CountryCode {

    /** The number of codes of two letters. */
    public static final int COUNT = 26 * 26;

    /** XX: an unknown or unlisted origin. It counts in totals, but never as a supplier. */
    public static final int UNKNOWN = of("XX");

    private static final String[] TEXTS = IntStream.range(0, COUNT)
            .mapToObj(country -> new String(new char[] {(char) ('A' + country / 26), (char) ('A' + country % 26)}))
            .toArray(String[]::new);

    private CountryCode() {}

    /** Whether a text is two capital letters. */
    public static boolean isCode(String text) {
        return text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1));
    }

    /** The number of a code of two capital letters. */
    public static int of(String alpha2) {
        return (alpha2.charAt(0) - 'A') * 26 + alpha2.charAt(1) - 'A';
    }

    /** The code as two capital letters. */
    public static String text(int country) {
        return TEXTS[country];
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
