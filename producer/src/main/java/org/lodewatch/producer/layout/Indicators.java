package org.lodewatch.producer.layout;

import java.util.Set;

/**
 * A file with one row an indicator: a row of a value and a row of a weight are one record.
 *
 * @param column whose cell names the indicator of a row
 * @param values indicators of the customs value
 * @param weights indicators of the net weight; rows of other indicators are left out
 */
public record Indicators(String column, Set<String> values, Set<String> weights) {

    public Indicators {
        values = Set.copyOf(values);
        weights = Set.copyOf(weights);
    }
}
