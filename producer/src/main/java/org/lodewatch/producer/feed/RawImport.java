package org.lodewatch.producer.feed;

import static org.lodewatch.producer.feed.ImportField.COMMODITY_CODE;
import static org.lodewatch.producer.feed.ImportField.ORIGIN;
import static org.lodewatch.producer.feed.ImportField.PERIOD;
import static org.lodewatch.producer.feed.ImportField.RECORD_ID;
import static org.lodewatch.producer.feed.ImportField.REPORTER;

/** One row's fields as text, as the source wrote them. An absent field is the empty string. Not thread-safe. */
public final class RawImport {

    private static final ImportField[] FIELDS = ImportField.values();

    private final String[] texts = new String[FIELDS.length];

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

    /** Sets the record id to commodity code, reporter, origin and period: unique where there is one row of each. */
    public RawImport withComposedRecordId() {
        return with(RECORD_ID, String.join("/", get(COMMODITY_CODE), get(REPORTER), get(ORIGIN), get(PERIOD)));
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
