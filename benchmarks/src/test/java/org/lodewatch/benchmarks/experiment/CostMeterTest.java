package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.LINUX;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

class CostMeterTest {

    private static final long WORK_NANOS = 200_000_000;
    private static final int BYTES = 64 << 20;

    @Test
    void workUsesProcessorTime() {
        CostMeter meter = new CostMeter(ProcessHandle.current().pid());

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
    void memoryThatIsUsedMeanwhileRaisesThePeak() {
        long before = new CostMeter(1).cost().peakMemoryBytes();

        // Not on the heap, whose pages may be resident already.
        ByteBuffer used = ByteBuffer.allocateDirect(BYTES);
        while (used.hasRemaining()) {
            used.put((byte) 1);
        }

        assertThat(new CostMeter(1).cost().peakMemoryBytes()).isGreaterThan(before + BYTES / 2);
    }
}
