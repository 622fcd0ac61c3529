package org.lodewatch.producer.layout;

import java.util.Set;

/**
 * A condition on rows. Rows that do not meet it are left out, and counted.
 *
 * @param column name of the column in the file
 * @param values texts of the cell, without blanks around them
 * @param negated whether rows with one of these values are left out, instead of all others
 */
public record RowFilter(String column, Set<String> values, boolean negated) {

    public RowFilter {
        values = Set.copyOf(values);
    }

    /** Whether a row with this cell is used. */
    public boolean admits(String cell) {
        return values.contains(cell.strip()) != negated;
    }
}
