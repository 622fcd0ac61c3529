package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class CostMeterTest {

    private static final long WORK_NANOS = 200_000_000;
    private static final int BYTES = 64 << 20;

    @Test
    void workCostsProcessorTime() {
        CostMeter meter = CostMeter.start(ProcessHandle.current().pid());

        // By this thread's own clock: on a busy machine it may hardly run for seconds.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        while (threads.getCurrentThreadCpuTime() - begun < WORK_NANOS) {
            Thread.onSpinWait();
        }

        assertThat(meter.cost().cpuSeconds()).isGreaterThan(0.15);
        assertThat(meter.cost().brokerCpuSeconds()).isGreaterThan(0.15);
    }

    @Test
    @EnabledOnOs(LINUX)
    void memoryThatIsUsedMeanwhileShowsInThePeak() {
        long before = CostMeter.start(1).cost().peakMemoryBytes();

        byte[] used = new byte[BYTES];
        Arrays.fill(used, (byte) 1);

        assertThat(used).hasSize(BYTES);
        assertThat(CostMeter.start(1).cost().peakMemoryBytes()).isGreaterThan(before + BYTES / 2);
    }
}
