package org.lodewatch.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine;

class ReportOptionTest {

    @TempDir
    private Path directory;

    record Row(String job, double recordsPerSecond, double ofRawLoop) {}

    private static ReportOption given(Path file) {
        return CommandLine.populateCommand(new ReportOption(), "--json", file.toString());
    }

    @Test
    void theFileHoldsMachineDateParametersAndResults() throws IOException {
        Path file = directory.resolve("replay.json");

        given(file)
                .write(Report.of("replay", Map.of("records", 5), List.of(new Row("product", 123_456.5, Double.NaN))));

        JsonNode report = JsonReport.MAPPER.readTree(file.toFile());
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

        assertThatThrownBy(() -> given(file).write(Report.of("replay", Map.of(), List.of())))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("cannot write " + file);
    }
}
