package org.lodewatch.streams.partials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;

class CountryBucketsTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");

    private final Countries countries = new Countries();

    @Test
    void onlyBucketsOfCountriesThatDifferHaveChanged() {
        Totals before = new Totals(countries);
        before.add(CHINA, 100, -1, 1);
        before.add(BELGIUM, 100, -1, 1);
        Totals now = before.copy();
        now.add(CHINA, 1, -1, 1);

        BitSet changed = CountryBuckets.changed(before, now);

        assertThat(changed.stream()).containsExactly(CHINA % 8);
        assertThat(CountryBuckets.changed(now, now.copy()).isEmpty()).isTrue();
    }

    @Test
    void theBucketOfACountryDoesNotDependOnItsColumn() {
        Totals totals = new Totals(countries);
        totals.add(BELGIUM, 100, -1, 1);
        totals.add(CHINA, 100, -1, 1);
        Totals otherOrder = new Totals(new Countries());
        otherOrder.add(CHINA, 100, -1, 1);

        assertThat(CountryBuckets.columns(totals, CHINA % 8)).containsExactly(countries.column(CHINA));
        assertThat(CountryBuckets.columns(otherOrder, CHINA % 8)).containsExactly(0);
    }
}
