package org.lodewatch.benchmarks.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.Countries;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class RawBookTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");
    private static final int JANUARY = Months.of(2024, 1);

    private final RawBook book =
            new RawBook(new BookKey("us-census", "US", "antimony"), new RawOwner(1), new RawColumns());

    private NavigableMap<Integer, Totals> taken() {
        ByteBuffer partial = ByteBuffer.wrap(book.takePartial(1));
        assertThat(partial.get()).isEqualTo((byte) 1);
        partial.position(7);
        return RawBook.months(partial, new Countries());
    }

    @Test
    void aPartialHoldsTheWholeTotalsOfTheMonthsThatHaveChanged() {
        book.count(JANUARY, CHINA, 10_000_000_000_000L, 500, 1);
        book.count(JANUARY, BELGIUM, 7, -1, 1);
        book.count(JANUARY + 1, CHINA, 3, -1, 1);
        taken();
        book.count(JANUARY, CHINA, 5, 1, 1);

        NavigableMap<Integer, Totals> changed = taken();

        assertThat(changed).containsOnlyKeys(JANUARY);
        Totals january = changed.get(JANUARY);
        assertThat(january.of(CHINA, Totals.VALUE)).isEqualTo(10_000_000_000_005L);
        assertThat(january.of(CHINA, Totals.RECORDS)).isEqualTo(2);
        assertThat(january.of(CHINA, Totals.WEIGHT)).isEqualTo(501);
        assertThat(january.of(BELGIUM, Totals.WEIGHED_RECORDS)).isZero();
        assertThat(january.of(BELGIUM, Totals.VALUE)).isEqualTo(7);
    }

    @Test
    void whatWasTakenAwayIsToldAsNothing() {
        book.count(JANUARY, CHINA, 10, 500, 1);
        taken();
        book.count(JANUARY, CHINA, 10, 500, -1);

        assertThat(taken().get(JANUARY).isEmpty()).isTrue();
        assertThat(book.isChanged()).isFalse();
    }
}
