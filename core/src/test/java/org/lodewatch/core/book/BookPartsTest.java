package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.values.CountryCode;

class BookPartsTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int MONTH = 600;

    private final BookParts parts = new BookParts();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    private static SparseTotals of(long value) {
        SparseTotals totals = new SparseTotals();
        totals.set(CHINA, 1, value, 0, 0, 0);
        return totals;
    }

    private long value(int inputPartition, int month) {
        SparseTotals part = parts.part(inputPartition, month);
        return part.size() == 0 ? 0 : part.get(0, Totals.VALUE);
    }

    @Test
    void eachInputPartitionHasItsOwnTotals() {
        parts.set(200, MONTH, of(3));
        parts.set(0, MONTH, of(1));
        parts.set(11, MONTH, of(2));

        assertThat(value(0, MONTH)).isEqualTo(1);
        assertThat(value(11, MONTH)).isEqualTo(2);
        assertThat(value(200, MONTH)).isEqualTo(3);
        assertThat(value(1, MONTH)).isZero();
        assertThat(parts.sum(MONTH).get(0, Totals.VALUE)).isEqualTo(6);
    }

    @Test
    void monthsBeforeAndAfterTheFirstOneAreKept() {
        parts.set(0, MONTH, of(1));
        parts.set(0, MONTH + 30, of(2));
        parts.set(0, MONTH - 7, of(3));
        parts.set(1, MONTH - 8, of(4));

        assertThat(parts.months(0)).isEqualTo(Set.of(MONTH - 7, MONTH, MONTH + 30));
        assertThat(value(0, MONTH - 7)).isEqualTo(3);
        assertThat(value(0, MONTH)).isEqualTo(1);
        assertThat(value(0, MONTH + 30)).isEqualTo(2);
        assertThat(value(0, MONTH + 1)).isZero();
        assertThat(value(0, MONTH + 100)).isZero();
    }

    @Test
    void totalsWithoutACountryAreRemoved() {
        parts.set(0, MONTH, of(1));
        parts.set(3, MONTH, of(2));

        parts.set(0, MONTH, new SparseTotals());
        assertThat(parts.months(0)).isEmpty();
        assertThat(value(3, MONTH)).isEqualTo(2);
        parts.set(3, MONTH, new SparseTotals());

        assertThat(parts.months()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theLastTotalsCount(long seed) {
        Random random = new Random(seed);
        Map<List<Integer>, SparseTotals> expected = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            int partition = random.nextInt(300);
            int month = MONTH + random.nextInt(3);
            SparseTotals totals = SparseTotals.of(
                    RandomBooks.sum(new Countries(), RandomBooks.lines(random, random.nextInt(4), month, 1)));
            parts.set(partition, month, totals);
            expected.put(List.of(partition, month), totals);
        }

        expected.forEach((place, totals) -> assertThat(
                        parts.part(place.get(0), place.get(1)).minus(totals).size())
                .as("seed %d, partition and month %s", seed, place)
                .isZero());
    }
}
