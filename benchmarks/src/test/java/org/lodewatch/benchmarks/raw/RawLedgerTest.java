package org.lodewatch.benchmarks.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class RawLedgerTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");
    private static final int JANUARY = Months.of(2024, 1);

    private final RawLedger.RawBook book = new RawLedger.RawBook(
            new BookKey("us-census", "US", "antimony"), new RawLedger.RawOwner(1), new Countries());

    private MonthlyTotals taken() {
        ByteBuffer partial = ByteBuffer.wrap(book.takePartial(1));
        assertThat(partial.get()).isEqualTo((byte) 1);
        assertThat(RawLedger.clock(partial).periods()).isEmpty();
        MonthlyTotals totals = new MonthlyTotals();
        totals.decode(partial);
        return totals;
    }

    @Test
    void aPartialHasTheWholeTotalsOfTheMonthsThatHaveChanged() {
        book.count(JANUARY, CHINA, 10_000_000_000_000L, 500, 1);
        book.count(JANUARY, BELGIUM, 7, -1, 1);
        book.count(JANUARY + 1, CHINA, 3, -1, 1);
        taken();
        book.count(JANUARY, CHINA, 5, 1, 1);

        MonthlyTotals changed = taken();

        assertThat(changed.months()).containsExactly(JANUARY);
        assertThat(changed.of(JANUARY, CHINA, Totals.VALUE)).isEqualTo(10_000_000_000_005L);
        assertThat(changed.of(JANUARY, CHINA, Totals.RECORDS)).isEqualTo(2);
        assertThat(changed.of(JANUARY, CHINA, Totals.WEIGHT)).isEqualTo(501);
        assertThat(changed.of(JANUARY, BELGIUM, Totals.WEIGHED_RECORDS)).isZero();
        assertThat(changed.of(JANUARY, BELGIUM, Totals.VALUE)).isEqualTo(7);
    }

    @Test
    void aMonthWhoseLinesWereAllRemovedIsEncodedAsEmpty() {
        book.count(JANUARY, CHINA, 10, 500, 1);
        taken();
        book.count(JANUARY, CHINA, 10, 500, -1);

        MonthlyTotals totals = taken();
        assertThat(totals.months()).containsExactly(JANUARY);
        assertThat(totals.of(JANUARY, CHINA, Totals.RECORDS)).isZero();
        assertThat(book.isChanged()).isFalse();
    }
}
