package org.lodewatch.benchmarks.frame;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures what this JVM and the broker's spend from its start on. */
public final class CostMeter {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");
    /** What, written there, makes the kernel forget the peak so far (proc(5)). */
    private static final String FORGET_PEAK = "5";

    private final long brokerPid;
    private final double cpuSeconds;
    private final double brokerCpuSeconds;

    private CostMeter(long brokerPid) {
        this.brokerPid = brokerPid;
        this.cpuSeconds = ownCpuSeconds();
        this.brokerCpuSeconds = cpuSeconds(brokerPid);
        forgetPeak();
    }

    /** @param brokerPid the broker's process */
    public static CostMeter start(long brokerPid) {
        return new CostMeter(brokerPid);
    }

    /** What was spent up to now. */
    public Cost cost() {
        return new Cost(ownCpuSeconds() - cpuSeconds, cpuSeconds(brokerPid) - brokerCpuSeconds, peakMemoryBytes());
    }

    private static double ownCpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    private static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static void forgetPeak() {
        try {
            Files.writeString(CLEAR, FORGET_PEAK);
        } catch (IOException e) {
            // Then the peak is that of all this JVM has done.
        }
    }

    private static long peakMemoryBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            Optional<String> peak =
                    lines.filter(line -> line.startsWith("VmHWM:")).findFirst();
            return peak.map(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }
}
