package org.lodewatch.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.schemas.values.CountryCode;
import org.lodewatch.schemas.values.Months;

class LedgerTableTest {

    private record Id(long hash1, long hash2) {}

    private record Slot(
            long revision,
            int book,
            int month,
            boolean yearly,
            int country,
            int code,
            boolean withdrawn,
            long value,
            long weight) {}

    private final LedgerTable table = new LedgerTable();

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    private void put(Id id, Slot slot) {
        if (!table.find(id.hash1(), id.hash2())) {
            table.insert(id.hash1(), id.hash2());
        }
        table.set(
                slot.revision(),
                slot.book(),
                slot.month(),
                slot.yearly(),
                slot.country(),
                slot.code(),
                slot.withdrawn(),
                slot.value(),
                slot.weight());
    }

    private Slot selected() {
        return new Slot(
                table.revision(),
                table.book(),
                table.month(),
                table.yearly(),
                table.country(),
                table.code(),
                table.withdrawn(),
                table.value(),
                table.weight());
    }

    private static Slot slot(Random random) {
        return new Slot(
                random.nextLong() >>> 1,
                random.nextInt(1 << 24),
                random.nextInt(1 << 11),
                random.nextBoolean(),
                random.nextInt(1 << 10),
                random.nextInt(1 << 17),
                random.nextBoolean(),
                random.nextLong(),
                random.nextInt(3) == 0 ? LedgerTable.NO_WEIGHT : random.nextLong() >>> 1);
    }

    /** Ids that collide: few have different first halves, so that many share a sub-table and a first slot. */
    private static Id id(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Id(random.nextInt(8), random.nextInt(50));
            case 1 -> new Id(0xFFFFFFFFFFFFFFFFL, random.nextInt(200));
            case 2 -> new Id((long) random.nextInt(256) << 56, random.nextInt(20) + 2L);
            default -> new Id(random.nextLong(), random.nextLong());
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void itHoldsTheSameAsAMap(long seed) {
        Random random = new Random(seed);
        Map<Id, Slot> map = new HashMap<>();
        for (int i = 0; i < 30_000; i++) {
            Id id = id(random);
            Slot slot = slot(random);
            put(id, slot);
            map.put(id, slot);
        }

        assertThat(table.size()).as("seed %d", seed).isEqualTo(map.size());
        map.forEach((id, slot) -> {
            assertThat(table.find(id.hash1(), id.hash2()))
                    .as("seed %d, %s", seed, id)
                    .isTrue();
            assertThat(selected()).as("seed %d, %s", seed, id).isEqualTo(slot);
        });
        Map<Id, Slot> visited = new HashMap<>();
        table.forEach((hash1, hash2) -> {
            Id id = new Id(hash1, hash2);
            assertThat(visited.put(id, selected()))
                    .as("seed %d, %s twice", seed, id)
                    .isNull();
        });
        assertThat(visited).as("seed %d", seed).isEqualTo(map);
    }

    @Test
    void anIdThatHashesToZeroHasASlotLikeAnyOther() {
        assertThat(table.find(0, 0)).isFalse();

        put(new Id(0, 0), new Slot(7, 1, 2, true, 3, 4, false, 5, 6));

        assertThat(table.find(0, 0)).isTrue();
        assertThat(selected()).isEqualTo(new Slot(7, 1, 2, true, 3, 4, false, 5, 6));
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void anAbsentIdIsNotFound() {
        put(new Id(5, 6), new Slot(1, 1, 1, false, 1, 1, true, 1, 1));

        assertThat(table.find(5, 7)).isFalse();
        assertThat(table.find(6, 6)).isFalse();
    }

    @Test
    void everySlotKeepsTheExtremesOfItsFields() {
        Slot extreme = new Slot(
                Long.MAX_VALUE,
                LedgerTable.MAX_BOOK,
                Months.of(2099, 12),
                true,
                CountryCode.COUNT - 1,
                LedgerTable.MAX_CODE,
                true,
                Long.MIN_VALUE,
                Long.MAX_VALUE);
        put(new Id(1, 1), extreme);

        assertThat(table.find(1, 1)).isTrue();
        assertThat(selected()).isEqualTo(extreme);
    }

    /**
     * Twelve ledgers share the records, and all their sub-tables grow at about the same sizes. So the memory of a
     * record is highest just after this growth and lowest just before it. One measurement in four hundred steps covers
     * both, from a million records (83 thousand in a ledger) to fifty million (4.2 million in a ledger).
     */
    @Test
    void aRecordTakesAtMostEightyBytesAtEverySizeFromOneToFiftyMillionInTwelvePartitions() {
        int partitions = 12;
        int step = 400;
        Random random = new Random(1);
        double most = 0;
        double sum = 0;
        int looks = 0;
        for (int size = 1; size <= 50_000_000 / partitions; size++) {
            table.insert(random.nextLong(), random.nextLong());
            if (size >= 1_000_000 / partitions && size % step == 0) {
                double bytes = (double) table.bytes() / table.size();
                most = Math.max(most, bytes);
                sum += bytes;
                looks++;
            }
        }

        assertThat(table.size()).isEqualTo(50_000_000 / partitions);
        assertThat(most).as("most").isBetween(49.0, 80.0);
        assertThat(sum / looks).as("on average").isBetween(49.0, 65.0);
    }
}
