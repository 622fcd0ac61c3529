package org.lodewatch.benchmarks.frame;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Option;

/** Where a benchmark leaves its report. */
public final class ReportOption {

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the results there too, as JSON, with the machine, the date and the parameters.")
    private Optional<Path> file = Optional.empty();

    /** Writes it, if it was asked for. @throws OperatorException if it cannot be written */
    public void write(Report report) {
        file.ifPresent(path -> {
            try {
                JsonReport.REPORTS.writeValue(path.toFile(), report);
            } catch (IOException e) {
                throw new OperatorException("cannot write %s: %s".formatted(path, e.getMessage()), e);
            }
        });
    }
}
