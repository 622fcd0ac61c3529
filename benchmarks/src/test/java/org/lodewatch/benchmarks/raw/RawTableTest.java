package org.lodewatch.benchmarks.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RawTableTest {

    private record Id(long hash1, long hash2) {}

    @Test
    void itStoresTheSameAsAMapWhileItGrows() {
        SplittableRandom random = new SplittableRandom(7);
        RawTable table = new RawTable();
        Map<Id, Long> map = new HashMap<>();

        for (int i = 0; i < 50_000; i++) {
            // Few first halves, so that many ids have the same first slot.
            Id id = new Id(random.nextLong(500) << 8, random.nextLong(1, 200));
            long value = random.nextLong();
            assertThat(table.select(id.hash1(), id.hash2())).isEqualTo(map.containsKey(id));
            table.set(i, 1, value, -1);
            map.put(id, value);
        }

        map.forEach((id, value) -> {
            assertThat(table.select(id.hash1(), id.hash2())).isTrue();
            assertThat(table.get(RawTable.VALUE)).isEqualTo(value);
        });
    }
}
