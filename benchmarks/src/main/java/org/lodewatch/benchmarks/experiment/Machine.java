package org.lodewatch.benchmarks.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * The machine that a benchmark ran on.
 *
 * @param processors available to this JVM; all JVMs of a benchmark share them
 * @param model of the processor
 * @param memoryBytes of the machine, or of the container
 * @param system name and architecture of the operating system
 * @param java version of Java
 * @param kafka version of the Kafka clients
 */
record Machine(int processors, String model, long memoryBytes, String system, String java, String kafka) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN_MODEL = "unknown model";

    /** The machine that this JVM runs on. */
    static Machine local() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                processorModel(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getArch(),
                System.getProperty("java.version"),
                AppInfoParser.getVersion());
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), shared with the broker; %.0f GiB of memory; %s; Java %s; Kafka %s",
                processors,
                model,
                memoryBytes / (double) (1 << 30),
                system,
                java,
                kafka);
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(UNKNOWN_MODEL);
        } catch (IOException e) {
            return UNKNOWN_MODEL;
        }
    }
}
