package org.lodewatch.core.ledger;

import java.util.Arrays;
import org.lodewatch.schemas.values.ImportBounds;
import org.lodewatch.schemas.values.Months;

/** The number of records that are not withdrawn, by period; all periods have one length. */
final class PeriodCounts {

    /** No valid period begins earlier. */
    private static final int FIRST_MONTH = Months.of(ImportBounds.FIRST_YEAR, 1);

    private final int periodMonths;
    private int[] records = new int[0];

    /** @param periodMonths 1 or 12 */
    PeriodCounts(int periodMonths) {
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

    /** Whether the period that ends with a month has records. */
    boolean has(int lastMonth) {
        return of(lastMonth) > 0;
    }

    /** The number of records of the period that ends with a month. */
    int of(int lastMonth) {
        int index = index(lastMonth);
        return index < records.length ? records[index] : 0;
    }

    /** The last month of the first period that can have records. */
    int first() {
        return FIRST_MONTH + periodMonths - 1;
    }

    /** The last month of a period after every period that has records. */
    int end() {
        return first() + records.length * periodMonths;
    }

    private int index(int lastMonth) {
        return (lastMonth - FIRST_MONTH) / periodMonths;
    }
}
