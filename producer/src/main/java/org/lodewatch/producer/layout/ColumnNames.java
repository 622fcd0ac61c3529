package org.lodewatch.producer.layout;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.schemas.OperatorException;

/**
 * Which column of a file holds which field, and the constant values of fields without a column.
 *
 * <p>There is no default for the revision: a corrected file that is published again under the same revision would change
 * nothing.
 */
public final class ColumnNames {

    /** Every column under its own name. */
    public static final ColumnNames CANONICAL = of(Map.of(), Map.of(), false);

    private final Map<ImportField, String> names;
    private final Map<ImportField, String> constants;
    private final boolean composedRecordId;

    private ColumnNames(Map<ImportField, String> names, Map<ImportField, String> constants, boolean composedRecordId) {
        this.names = names;
        this.constants = constants;
        this.composedRecordId = composedRecordId;
    }

    /**
     * Column names of a file.
     *
     * @param aliases by canonical name, the column's name in the file
     * @param constants by canonical name, the value of a field that the file has no column for
     * @param composedRecordId whether record ids are composed as {@code commodity_code/reporter/origin/period}: for a file
     *     with at most one row of each, because a second one counts as a revision of the first
     * @throws OperatorException if a name is not canonical, or has both an alias and a constant
     */
    public static ColumnNames of(Map<String, String> aliases, Map<String, String> constants, boolean composedRecordId) {
        Map<ImportField, String> names = byField(aliases, "--column");
        Map<ImportField, String> values = byField(constants, "--set");
        for (ImportField field : values.keySet()) {
            if (names.containsKey(field)) {
                throw new OperatorException(
                        "both --column and --set are given for %s: a field comes from the file or is set, not both"
                                .formatted(field.column()));
            }
        }
        if (composedRecordId
                && (names.containsKey(ImportField.RECORD_ID) || values.containsKey(ImportField.RECORD_ID))) {
            throw new OperatorException(
                    "record_id has a column or value and is also to be composed: leave out --compose-record-id, or the other");
        }
        return new ColumnNames(names, values, composedRecordId);
    }

    private static Map<ImportField, String> byField(Map<String, String> byName, String option) {
        Map<ImportField, String> byField = new EnumMap<>(ImportField.class);
        byName.forEach((name, value) -> byField.put(
                ImportField.of(name)
                        .orElseThrow(() -> new OperatorException("%s %s=%s: there is no field %s; the fields are %s"
                                .formatted(option, name, value, name, ImportField.columns()))),
                value));
        return byField;
    }

    /** The field's name in the file. */
    public String nameOf(ImportField field) {
        return names.getOrDefault(field, field.column());
    }

    /** Whether the field's name in the file is configured, so that the column is required. */
    public boolean renamed(ImportField field) {
        return names.containsKey(field);
    }

    /** The field's value in every row. */
    public Optional<String> constant(ImportField field) {
        return Optional.ofNullable(constants.get(field));
    }

    /** Whether the file may lack a column for the field. */
    public boolean dispensable(ImportField field) {
        return field.optional() || constants.containsKey(field) || field == ImportField.RECORD_ID && composedRecordId;
    }

    /** Whether record ids are composed of other fields. */
    public boolean composesRecordId() {
        return composedRecordId;
    }

    /** Sets the fields that the file has no column for. */
    public RawImport complete(RawImport row) {
        constants.forEach((field, value) -> {
            if (row.lacks(field)) {
                row.with(field, value);
            }
        });
        if (composedRecordId && row.lacks(ImportField.RECORD_ID)) {
            row.withComposedRecordId();
        }
        return row;
    }

    /** The same text for the same names and constants. */
    @Override
    public String toString() {
        return new TreeMap<>(names) + " " + new TreeMap<>(constants) + " " + composedRecordId;
    }
}
