package org.lodewatch.benchmarks.frame;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What the figures were measured on. Without it they say nothing.
 *
 * @param processors that this JVM may use; all of a benchmark's JVMs share them
 * @param model what the processor calls itself
 * @param memoryBytes of the machine, or of the container
 */
public record Machine(int processors, String model, long memoryBytes, String system, String java, String kafka) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** This one. */
    public static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                system.getAvailableProcessors(),
                processorModel(),
                system.getTotalMemorySize(),
                system.getName() + " " + system.getArch(),
                System.getProperty("java.version"),
                AppInfoParser.getVersion());
    }

    /** In a line. */
    public String line() {
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
                    .orElse("of unknown make");
        } catch (IOException e) {
            return "of unknown make";
        }
    }
}
