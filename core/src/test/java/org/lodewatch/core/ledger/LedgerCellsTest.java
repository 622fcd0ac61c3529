package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.book.SparseTotals;
import org.lodewatch.core.book.Totals;
import org.lodewatch.schemas.values.CountryCode;

class LedgerCellsTest {

    private static final int CHINA = CountryCode.of("CN");
    private static final int MONTH = 600;

    private final LedgerCells cells = new LedgerCells();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @Test
    void weightsCountOnlyRecordsThatHaveOne() {
        cells.count(MONTH, CHINA, 100, -1, 1);
        cells.count(MONTH, CHINA, 50, 7, 1);

        SparseTotals totals = cells.totals().get(MONTH);

        assertThat(totals.get(0, Totals.RECORDS)).isEqualTo(2);
        assertThat(totals.get(0, Totals.VALUE)).isEqualTo(150);
        assertThat(totals.get(0, Totals.WEIGHT)).isEqualTo(7);
        assertThat(totals.get(0, Totals.WEIGHED_RECORDS)).isEqualTo(1);
        assertThat(totals.get(0, Totals.WEIGHED_VALUE)).isEqualTo(50);
    }

    @Test
    void aCountryThatLosesItsLastRecordIsAChangeWithoutRecords() {
        cells.count(MONTH, CHINA, 100, 7, 1);
        assertThat(cells.takeChanged()).containsOnlyKeys(MONTH);
        assertThat(cells.hasChanged()).isFalse();

        cells.count(MONTH, CHINA, 100, 7, -1);

        SparseTotals changed = cells.takeChanged().get(MONTH);
        assertThat(changed.size()).isEqualTo(1);
        assertThat(changed.isEmpty()).isTrue();
        assertThat(cells.takeChanged()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theyHoldTheSumsOfTheirRecordsAndNoChangeIsLost(long seed) {
        Random random = new Random(seed);
        SortedMap<Integer, SortedMap<Integer, Long>> expected = new TreeMap<>();
        SortedMap<Integer, SortedMap<Integer, Long>> read = new TreeMap<>();
        List<long[]> records = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            boolean withdrawn = !records.isEmpty() && random.nextInt(3) == 0;
            long[] record = withdrawn
                    ? records.remove(random.nextInt(records.size()))
                    : new long[] {
                        MONTH + random.nextInt(40),
                        random.nextInt(CountryCode.COUNT),
                        random.nextLong(1_000_000_000_000L)
                    };
            if (!withdrawn) {
                records.add(record);
            }
            int sign = withdrawn ? -1 : 1;
            cells.count((int) record[0], (int) record[1], record[2], -1, sign);
            expected.computeIfAbsent((int) record[0], any -> new TreeMap<>())
                    .merge((int) record[1], sign * record[2], Long::sum);
            if (random.nextInt(500) == 0) {
                values(cells.takeChanged(), read);
            }
        }
        values(cells.takeChanged(), read);

        assertThat(read).as("seed %d", seed).isEqualTo(expected);
        SortedMap<Integer, SortedMap<Integer, Long>> all = new TreeMap<>();
        values(cells.totals(), all);
        // Of countries whose records are all withdrawn nothing is left.
        expected.values().forEach(month -> month.values().removeIf(value -> value == 0));
        expected.values().removeIf(SortedMap::isEmpty);
        assertThat(all).as("seed %d", seed).isEqualTo(expected);
    }

    private static void values(
            SortedMap<Integer, SparseTotals> months, SortedMap<Integer, SortedMap<Integer, Long>> into) {
        months.forEach((month, totals) -> {
            for (int entry = 0; entry < totals.size(); entry++) {
                into.computeIfAbsent(month, any -> new TreeMap<>())
                        .put(totals.country(entry), totals.get(entry, Totals.VALUE));
            }
        });
    }
}
