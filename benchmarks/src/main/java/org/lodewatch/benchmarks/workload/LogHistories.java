package org.lodewatch.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.core.batch.ExpectedAlert;

/**
 * The histories of the alerts of a log.
 *
 * @param lines one for each transition: alert, as-of month and severity, in the order of the alphabet
 */
public record LogHistories(List<String> lines) {

    /** Those that a batch recounted. */
    static LogHistories ofBatch(Map<String, ExpectedAlert> alerts) {
        Map<String, Map<String, String>> histories = new TreeMap<>();
        alerts.forEach((id, alert) -> {
            Map<String, String> history = histories.computeIfAbsent(id, any -> new TreeMap<>());
            alert.steps()
                    .forEach(step -> history.put(step.asOf(), step.severity().name()));
        });
        return of(histories);
    }

    /** @param histories by alert, then by as-of month, the severity */
    public static LogHistories of(Map<String, Map<String, String>> histories) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(histories)
                .forEach((alert, history) -> new TreeMap<>(history)
                        .forEach((asOf, severity) -> lines.add("%s %s %s".formatted(alert, asOf, severity))));
        return new LogHistories(lines);
    }

    public static LogHistories read(Path file) throws IOException {
        return new LogHistories(Files.readAllLines(file));
    }

    void write(Path file) throws IOException {
        Files.write(file, lines);
    }

    /** @throws BenchmarkException if others differ, or there are none */
    public void requireSame(LogHistories others) {
        if (lines.isEmpty()) {
            throw new BenchmarkException("the log has no alert, so that nothing is compared");
        }
        if (!equals(others)) {
            throw new BenchmarkException("%d transitions were found where a batch found %d, or others"
                    .formatted(others.lines.size(), lines.size()));
        }
    }
}
