package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.values.CountryCode;

class SparseTotalsTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int BELGIUM = CountryCode.of("BE");

    private final Countries columns = new Countries();

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @Test
    void entriesAreInTheOrderOfTheCountries() {
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, 10, 0, 0, 0);
        totals.set(BELGIUM, 2, 20, 7, 1, 15);

        assertThat(totals.size()).isEqualTo(2);
        assertThat(totals.country(0)).isEqualTo(BELGIUM);
        assertThat(totals.get(0, Totals.RECORDS)).isEqualTo(2);
        assertThat(totals.get(0, Totals.VALUE)).isEqualTo(20);
        assertThat(totals.get(0, Totals.WEIGHT)).isEqualTo(7);
        assertThat(totals.get(0, Totals.WEIGHED_RECORDS)).isEqualTo(1);
        assertThat(totals.get(0, Totals.WEIGHED_VALUE)).isEqualTo(15);
        assertThat(totals.country(1)).isEqualTo(CHINA);
        assertThat(totals.get(1, Totals.VALUE)).isEqualTo(10);
    }

    @Test
    void aCountryWithoutAnyFigureHasNoEntry() {
        SparseTotals totals = new SparseTotals();
        totals.set(BELGIUM, 1, 5, 0, 0, 0);
        totals.set(CHINA, 1, 10, 0, 0, 0);

        totals.set(BELGIUM, 0, 0, 0, 0, 0);

        assertThat(totals.size()).isEqualTo(1);
        assertThat(totals.country(0)).isEqualTo(CHINA);
        assertThat(totals.get(0, Totals.VALUE)).isEqualTo(10);
        assertThat(totals.minus(totals.copy()).size()).isZero();
    }

    @Test
    void withoutRecordsTheyAreEmpty() {
        SparseTotals totals = new SparseTotals();
        assertThat(totals.isEmpty()).isTrue();
        totals.append(CHINA, 0, 0, 0, 0, 0);
        assertThat(totals.isEmpty()).isTrue();
        totals.set(BELGIUM, 1, 0, 0, 0, 0);
        assertThat(totals.isEmpty()).isFalse();
    }

    @Test
    void aSumThatDoesNotFitIsAnError() {
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, Long.MAX_VALUE, 0, 0, 0);

        assertThatThrownBy(() -> totals.add(totals.copy(), 1)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theyAddUpAsDenseTotalsDo(long seed) {
        Random random = new Random(seed);
        Totals dense = new Totals(columns);
        SparseTotals sparse = new SparseTotals();
        for (int step = 0; step < 20; step++) {
            Totals more = RandomBooks.sum(columns, RandomBooks.lines(random, random.nextInt(6), 600, 1));
            int sign = random.nextBoolean() ? 1 : -1;
            dense.add(more, sign);
            sparse.add(SparseTotals.of(more), sign);
        }

        assertThat(sparse.in(columns).sameAs(dense)).isTrue();
        assertThat(SparseTotals.of(dense).minus(sparse).size()).isZero();
    }
}
