package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.schemas.values.CountryCode;

class CountryBucketsTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");

    private static SparseTotals totals() {
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, 100, 0, 0, 0);
        totals.set(BELGIUM, 1, 100, 0, 0, 0);
        return totals;
    }

    @Test
    void everyCountryHasOneBucket() {
        assertThat(CountryBuckets.of(totals()).stream()).containsExactlyInAnyOrder(CHINA % 8, BELGIUM % 8);
        assertThat(CountryBuckets.of(new SparseTotals()).isEmpty()).isTrue();
    }

    @Test
    void totalsAreDividedByBucket() {
        SparseTotals only = CountryBuckets.only(CHINA % 8, totals());
        SparseTotals without = CountryBuckets.without(CHINA % 8, totals());

        assertThat(only.size()).isEqualTo(1);
        assertThat(only.country(0)).isEqualTo(CHINA);
        assertThat(without.size()).isEqualTo(1);
        assertThat(without.country(0)).isEqualTo(BELGIUM);
    }

    @Test
    void aCountryWithoutRecordsIsInNoEntry() {
        SparseTotals totals = totals();
        totals.set(CHINA, 0, 0, 0, 0, 0);

        assertThat(CountryBuckets.only(CHINA % 8, totals).size()).isZero();
    }
}
