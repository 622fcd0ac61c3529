package org.lodewatch.benchmarks.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;

class MonthlyTotalsTest {

    private static final int MONTH = 660;
    private static final int CHINA = CountryCode.of("CN");

    private final Countries countries = new Countries();

    private MonthlyTotals decoded(MonthlyTotals totals) {
        MonthlyTotals decoded = new MonthlyTotals(countries);
        decoded.decode(ByteBuffer.wrap(totals.encode(0, totals.months().toArray())));
        return decoded;
    }

    @Test
    void aRevisionIsADifferenceWithoutARecord() {
        MonthlyTotals before = new MonthlyTotals();
        before.add(MONTH, CHINA, 100, 7, 1);
        MonthlyTotals revision = new MonthlyTotals();
        revision.add(MONTH, CHINA, 100, 7, -1);
        revision.add(MONTH, CHINA, 60, -1, 1);

        MonthlyTotals sum = decoded(before);
        sum.add(decoded(revision));

        assertThat(sum.of(MONTH, CHINA, Totals.RECORDS)).isOne();
        assertThat(sum.of(MONTH, CHINA, Totals.VALUE)).isEqualTo(60);
        assertThat(sum.of(MONTH, CHINA, Totals.WEIGHT)).isZero();
        assertThat(sum.of(MONTH, CHINA, Totals.WEIGHED_RECORDS)).isZero();
    }
}
