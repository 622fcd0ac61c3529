package org.lodewatch.producer.feed;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.ORIGIN;
import static org.lodewatch.producer.feed.ImportField.PERIOD;
import static org.lodewatch.producer.feed.ImportField.RECORD_ID;
import static org.lodewatch.producer.feed.ImportField.REPORTER;

import org.lodewatch.schemas.values.ImportBounds;

/** One row's fields as text, as the source wrote them. An absent field is the empty string. Not thread-safe. */
public final class RawImport {

    private static final ImportField[] FIELDS = ImportField.values();

    private final String[] texts = new String[FIELDS.length];
    private String areaCode = "";
    private String areaName = "";

    /** Sets one field; null is absent. */
    public RawImport with(ImportField field, String text) {
        texts[field.ordinal()] = text;
        return this;
    }

    /** The field's text, or the empty string. */
    public String get(ImportField field) {
        String text = texts[field.ordinal()];
        return text == null ? "" : text;
    }

    /**
     * Sets the origin to an area that is no country, which counts as an unknown origin (XX).
     *
     * @param code the source's own, so that two areas have two record ids
     * @param name for the report of the run
     */
    public RawImport withOriginArea(String code, String name) {
        areaCode = code;
        areaName = name;
        return with(ORIGIN, ImportBounds.UNKNOWN_ORIGIN);
    }

    /** The area of origin, such as {@code Free zones (838)}; empty if the origin is a country, or nothing is known of it. */
    public String originArea() {
        return areaName.isEmpty() || areaName.equalsIgnoreCase(areaCode) ? areaCode : areaName + " (" + areaCode + ")";
    }

    /**
     * Sets the record id to commodity code, reporter, origin and period: unique where there is one row of each. An area
     * that is no country has the source's code after XX, as in {@code XX-QZ}.
     */
    public RawImport withComposedRecordId() {
        String origin = get(ORIGIN);
        if (!areaCode.isEmpty() && !areaCode.equals(origin)) {
            origin += "-" + areaCode;
        }
        return with(RECORD_ID, String.join("/", get(COMMODITY_CODE), get(REPORTER), origin, get(PERIOD)));
    }

    /** Whether the field is absent or empty. */
    public boolean lacks(ImportField field) {
        return get(field).isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("RawImport[");
        for (ImportField field : FIELDS) {
            if (!lacks(field)) {
                text.append(field.column()).append('=').append(get(field)).append(' ');
            }
        }
        return text.toString().stripTrailing() + "]";
    }
}
