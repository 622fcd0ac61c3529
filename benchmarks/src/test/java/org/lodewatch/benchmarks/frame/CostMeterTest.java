package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class CostMeterTest {

    private static final int BYTES = 64 << 20;

    @Test
    void work_costs_processor_time() {
        CostMeter meter = CostMeter.start(ProcessHandle.current().pid());

        long begun = System.nanoTime();
        double sum = 0;
        while (System.nanoTime() - begun < 200_000_000L) {
            sum += Math.sin(sum);
        }

        assertThat(sum).isNotNaN();
        assertThat(meter.cost().cpuSeconds()).isBetween(0.02, 20.0);
        assertThat(meter.cost().brokerCpuSeconds()).isBetween(0.02, 20.0);
    }

    @Test
    @EnabledOnOs(LINUX)
    void memory_that_is_used_meanwhile_shows_in_the_peak() {
        long before = CostMeter.start(1).cost().peakMemoryBytes();

        byte[] used = new byte[BYTES];
        Arrays.fill(used, (byte) 1);

        assertThat(used).hasSize(BYTES);
        assertThat(CostMeter.start(1).cost().peakMemoryBytes()).isGreaterThan(before + BYTES / 2);
    }
}
