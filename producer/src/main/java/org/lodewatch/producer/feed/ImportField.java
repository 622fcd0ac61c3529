package org.lodewatch.producer.feed;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fields of a customs import record as sources write them. */
public enum ImportField {
    /** The body of statistics: lower-case letters, digits and hyphens. */
    DATASET,
    /** Stable name of the line within its dataset. */
    RECORD_ID,
    /** 0 or more; a higher one replaces a lower one of the same record id. */
    REVISION,
    /** Importing country, ISO 3166-1 alpha-2. */
    REPORTER,
    /** Country of origin, ISO 3166-1 alpha-2, or XX. */
    ORIGIN,
    /** HS or national tariff code, 2 to 10 digits. */
    COMMODITY_CODE,
    /** YYYY-MM or YYYY. */
    PERIOD,
    /** US dollars, at most 2 decimals. */
    CUSTOMS_VALUE_USD,
    /** Kilograms, at most 3 decimals; may be absent. */
    NET_WEIGHT_KG,
    /** true or false; absent means false. */
    WITHDRAWN;

    private final String column = name().toLowerCase(Locale.ROOT);

    /** The field's name in a file, such as {@code commodity_code}. */
    public String column() {
        return column;
    }

    /** Whether a row may lack it. */
    public boolean optional() {
        return this == NET_WEIGHT_KG || this == WITHDRAWN;
    }

    /** The field of this column name. */
    public static Optional<ImportField> of(String column) {
        return Arrays.stream(values())
                .filter(field -> field.column.equals(column))
                .findFirst();
    }

    /** All column names, for a message. */
    public static String columns() {
        return Arrays.stream(values()).map(ImportField::column).collect(Collectors.joining(", "));
    }
}
