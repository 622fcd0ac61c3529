package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.values.CountryCode;

class PackedTotalsTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static SparseTotals unpack(byte[] bytes) {
        return PackedTotals.unpack(bytes, 0, bytes.length);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsPackedIsUnpacked(long seed) {
        Random random = new Random(seed);
        SparseTotals totals = SparseTotals.of(
                RandomBooks.sum(new Countries(), RandomBooks.lines(random, random.nextInt(30), 600, 1)));

        SparseTotals unpacked = unpack(PackedTotals.pack(totals));

        assertThat(unpacked.size()).isEqualTo(totals.size());
        assertThat(unpacked.minus(totals).size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void everyLongIsPacked(long amount) {
        SparseTotals totals = new SparseTotals();
        totals.append(0, 1, amount, amount, 0, amount);
        totals.append(CountryCode.COUNT - 1, amount, 1, 1, amount, 1);

        SparseTotals unpacked = unpack(PackedTotals.pack(totals));

        assertThat(unpacked.country(1)).isEqualTo(CountryCode.COUNT - 1);
        for (int field = 0; field < Totals.FIELDS; field++) {
            assertThat(unpacked.get(0, field)).isEqualTo(totals.get(0, field));
            assertThat(unpacked.get(1, field)).isEqualTo(totals.get(1, field));
        }
    }

    @Test
    void aCountryWithATonneForTenThousandDollarsTakesNineBytes() {
        SparseTotals totals = new SparseTotals();
        totals.set(CountryCode.of("CN"), 3, 1_000_000, 1_000_000, 3, 1_000_000);

        assertThat(PackedTotals.pack(totals)).hasSize(9);
    }
}
