package org.lodewatch.schemas.values;

/**
 * The bounds of the fields of a customs import record. Feeds check them before they publish. The ledger checks them again,
 * because other programs may write to the log.
 */
public final class ImportBounds {

    /** The largest customs value of one record, in US cents: one trillion dollars. */
    public static final long MAX_VALUE_CENTS = 100_000_000_000_000L;

    /** The largest net weight of one record, in grams: one billion tonnes. */
    public static final long MAX_WEIGHT_GRAMS = 1_000_000_000_000_000L;

    /** The first year of a statistical period. */
    public static final int FIRST_YEAR = 1990;

    private static final int LONGEST_DATASET = 63;
    private static final int SHORTEST_CODE = 2;
    private static final int LONGEST_CODE = 10;

    /** The most characters (UTF-16 code units) of a record id. */
    public static final int MAX_RECORD_ID_LENGTH = 256;

    /** The code of an unknown or unlisted origin. */
    public static final String UNKNOWN_ORIGIN = "XX";

    private ImportBounds() {}

    /** Whether a text can be the name of a dataset: lower-case letters, digits and hyphens, not a hyphen first. */
    public static boolean isDataset(String text) {
        // Without a pattern, because this is called for every record that is replayed.
        boolean valid = !text.isEmpty() && text.length() <= LONGEST_DATASET && text.charAt(0) != '-';
        for (int i = 0; valid && i < text.length(); i++) {
            char c = text.charAt(i);
            valid = c >= 'a' && c <= 'z' || isDigit(c) || c == '-';
        }
        return valid;
    }

    /** Whether a text can be an HS or national tariff code: 2 to 10 digits. */
    public static boolean isCommodityCode(String text) {
        boolean valid = isCommodityCodeLength(text.length());
        for (int i = 0; valid && i < text.length(); i++) {
            valid = isDigit(text.charAt(i));
        }
        return valid;
    }

    /** Whether a code can have this many digits. */
    public static boolean isCommodityCodeLength(int digits) {
        return digits >= SHORTEST_CODE && digits <= LONGEST_CODE;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
