package org.lodewatch.core.ledger;

import java.util.Arrays;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** How many records stand, that is, are not withdrawn, in each period of one length. */
final class StandingPeriods {

    /** No valid period begins earlier. */
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);

    private final int periodMonths;
    private int[] records = new int[0];

    /** @param periodMonths 1 or 12 */
    StandingPeriods(int periodMonths) {
        this.periodMonths = periodMonths;
    }

    /**
     * Adds a record, or with sign -1 removes it.
     *
     * @return whether it is the first record of its period, or was the only one
     */
    boolean count(int lastMonth, int sign) {
        int index = index(lastMonth);
        if (index >= records.length) {
            records = Arrays.copyOf(records, index + 12);
        }
        int before = records[index];
        records[index] = before + sign;
        return before == 0 || before + sign == 0;
    }

    boolean has(int lastMonth) {
        int index = index(lastMonth);
        return index < records.length && records[index] > 0;
    }

    /** Last months of the first period and of one that is later than every period with a record. */
    int first() {
        return FIRST_MONTH + periodMonths - 1;
    }

    int end() {
        return first() + records.length * periodMonths;
    }

    private int index(int lastMonth) {
        return (lastMonth - FIRST_MONTH) / periodMonths;
    }
}
