package org.lodewatch.benchmarks.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** Measures what this JVM and the broker use from its creation on. */
public final class CostMeter {

    /** Writing "5" there resets the peak of the resident memory (proc(5)). */
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private final long brokerPid;
    private final double cpuSeconds = ownCpuSeconds();
    private final double brokerCpuSeconds;

    /** @param brokerPid process id of the broker */
    CostMeter(long brokerPid) {
        this.brokerPid = brokerPid;
        this.brokerCpuSeconds = cpuSeconds(brokerPid);
        try {
            Files.writeString(CLEAR, "5");
        } catch (IOException e) {
            // The peak is then that of this JVM since its start.
        }
    }

    /**
     * What was used.
     *
     * @param cpuSeconds processor time of this JVM: all threads, garbage collector and compilers included
     * @param brokerCpuSeconds processor time of the broker meanwhile
     * @param peakMemoryBytes highest resident memory of this JVM meanwhile; 0 where the system does not show it
     */
    public record Cost(double cpuSeconds, double brokerCpuSeconds, long peakMemoryBytes) {}

    /** What was used so far. */
    public Cost cost() {
        return new Cost(
                ownCpuSeconds() - cpuSeconds, cpuSeconds(brokerPid) - brokerCpuSeconds, memoryBytes("self", "VmHWM:"));
    }

    private static double ownCpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    static double cpuSeconds(long pid) {
        return ProcessHandle.of(pid)
                        .flatMap(process -> process.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    /** A memory field of {@code /proc/PID/status}; 0 where there is none. */
    static long memoryBytes(String pid, String field) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", pid, "status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
