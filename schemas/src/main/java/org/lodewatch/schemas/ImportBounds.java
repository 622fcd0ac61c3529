package org.lodewatch.schemas;

import java.util.regex.Pattern;

/**
 * What a customs import record may hold. Feeds keep to these bounds when they publish, and whoever reads the log checks
 * them again, since others may write to it.
 */
public final class ImportBounds {

    /** The largest customs value of one record, in US cents: one trillion dollars. */
    public static final long MAX_VALUE_CENTS = 100_000_000_000_000L;

    /** The largest net weight of one record, in grams: one billion tonnes. */
    public static final long MAX_WEIGHT_GRAMS = 1_000_000_000_000_000L;

    /** The first year of a statistical period. */
    public static final int FIRST_YEAR = 1990;

    /** The name of a dataset. */
    public static final Pattern DATASET = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** An HS or national tariff code. */
    public static final Pattern COMMODITY_CODE = Pattern.compile("[0-9]{2,10}");

    /** The most characters (UTF-16 code units) a record id has. */
    public static final int MAX_RECORD_ID_LENGTH = 256;

    /** The origin that stands for an unknown or unlisted country. */
    public static final String UNKNOWN_ORIGIN = "XX";

    private ImportBounds() {}
}
