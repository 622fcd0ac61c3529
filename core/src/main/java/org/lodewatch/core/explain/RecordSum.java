package org.lodewatch.core.explain;

/**
 * Some customs import records.
 *
 * @param records how many
 * @param cents their customs value; of changes, the difference
 */
public record RecordSum(long records, long cents) {

    static final RecordSum NONE = new RecordSum(0, 0);

    /** The sum of both. */
    public RecordSum plus(RecordSum other) {
        return new RecordSum(Math.addExact(records, other.records), Math.addExact(cents, other.cents));
    }
}
