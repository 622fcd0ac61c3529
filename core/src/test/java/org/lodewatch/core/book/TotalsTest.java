package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.values.CountryCode;

/** The cached sums. */
class TotalsTest {

    private static final int CHILE = CountryCode.of("CL");
    private static final int PERU = CountryCode.of("PE");

    private final Countries countries = new Countries();
    private final Totals totals = new Totals(countries);

    @Test
    void aCachedSumIncludesEveryKindOfLaterAddition() {
        assertThat(totals.sum(Totals.VALUE)).isZero();

        totals.add(CHILE, 100, 7, 1);
        assertThat(totals.sum(Totals.VALUE)).isEqualTo(100);
        totals.set(PERU, Totals.VALUE, 50);
        assertThat(totals.sum(Totals.VALUE)).isEqualTo(150);
        totals.add(totals.copy(), 1);
        assertThat(totals.sum(Totals.VALUE)).isEqualTo(300);
        assertThat(totals.sum(Totals.WEIGHT)).isEqualTo(14);
        assertThat(totals.sum(Totals.RECORDS)).isEqualTo(2);
    }

    @Test
    void aCopyHasSumsOfItsOwn() {
        totals.add(CHILE, 100, -1, 1);
        assertThat(totals.sum(Totals.VALUE)).isEqualTo(100);
        Totals copy = totals.copy();

        copy.add(CHILE, 1, -1, 1);

        assertThat(copy.sum(Totals.VALUE)).isEqualTo(101);
        assertThat(totals.sum(Totals.VALUE)).isEqualTo(100);
    }

    @Test
    void itIsEmptyOnceEveryRecordIsSubtracted() {
        totals.add(CHILE, 100, 7, 1);
        assertThat(totals.isEmpty()).isFalse();

        totals.add(CHILE, 100, 7, -1);

        assertThat(totals.isEmpty()).isTrue();
    }

    @Test
    void aSumThatDoesNotFitALongIsAnError() {
        totals.set(CHILE, Totals.VALUE, Long.MAX_VALUE);
        totals.set(PERU, Totals.VALUE, 1);
        Totals same = totals.copy();

        assertThatThrownBy(() -> totals.sum(Totals.VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> totals.sum(Totals.VALUE)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> totals.copy().add(same, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> totals.add(CHILE, 1, -1, 1)).isInstanceOf(ArithmeticException.class);
    }
}
