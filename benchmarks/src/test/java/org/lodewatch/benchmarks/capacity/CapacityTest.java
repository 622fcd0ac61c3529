package org.lodewatch.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityTest {

    private static final Capacity.Measurements MEASURED =
            new Capacity.Measurements(64, 128, 500_000, 250_000, 24, 4, 2);

    @Test
    void memoryDecidesTheNumberOfInstancesForALargeLoad() {
        Capacity capacity = Capacity.of(1L << 30, MEASURED);

        // 2 Gi records x 64 bytes, twice, in 16 of 24 GiB each.
        assertThat(capacity.ledgerGibibytes()).isEqualTo(128, within(1e-9));
        assertThat(capacity.logGibibytes()).isEqualTo(256, within(1e-9));
        assertThat(capacity.instances()).isEqualTo(16);
        assertThat(capacity.partitions()).isEqualTo(132);
        assertThat(capacity.restoreSeconds()).isEqualTo((1L << 31) / 64.0 / 500_000, within(1e-9));
        assertThat(capacity.replaySeconds()).isEqualTo(2 * capacity.restoreSeconds(), within(1e-9));
    }

    @Test
    void aSmallLoadStillHasTwoInstances() {
        Capacity capacity = Capacity.of(1_000, MEASURED);

        assertThat(capacity.instances()).isEqualTo(2);
        assertThat(capacity.partitions()).isEqualTo(24);
    }
}
