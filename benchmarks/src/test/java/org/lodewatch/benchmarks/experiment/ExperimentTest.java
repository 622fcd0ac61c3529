package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ExperimentTest {

    @TempDir
    private Path directory;

    record Row(String job, double recordsPerSecond, double ofRawLoop) {}

    @Command(name = "replay")
    private static final class Trial extends Experiment {

        @Override
        public Integer call() {
            report(Map.of("records", 5), List.of(new Row("product", 123_456.5, Double.NaN)));
            return 0;
        }
    }

    private static Trial writingTo(Path file) {
        return CommandLine.populateCommand(new Trial(), "--json", file.toString());
    }

    @Test
    void theFileHasMachineDateParametersAndResults() throws IOException {
        Path file = directory.resolve("replay.json");

        writingTo(file).call();

        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.at("/benchmark").asText()).isEqualTo("replay");
        assertThat(report.at("/machine/processors").asInt()).isPositive();
        assertThat(report.at("/at").asText()).startsWith("20").endsWith("Z");
        assertThat(report.at("/parameters/records").asInt()).isEqualTo(5);
        assertThat(report.at("/results/0/recordsPerSecond").asDouble()).isEqualTo(123_456.5);
        assertThat(report.at("/results/0/ofRawLoop").isNull()).isTrue();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Path file = directory.resolve("nowhere").resolve("replay.json");

        assertThatThrownBy(() -> writingTo(file).call())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("cannot write " + file);
    }
}
