package org.lodewatch.producer.feed;

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

    /** Makes the record id of commodity code, reporter, origin and period: right where there is one row of each. */
    public RawImport withComposedRecordId() {
        return with(
                ImportField.RECORD_ID,
                String.join(
                        "/",
                        get(ImportField.COMMODITY_CODE),
                        get(ImportField.REPORTER),
                        get(ImportField.ORIGIN),
                        get(ImportField.PERIOD)));
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
