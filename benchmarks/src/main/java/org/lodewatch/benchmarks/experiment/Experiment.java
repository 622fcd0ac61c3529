package org.lodewatch.benchmarks.experiment;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A benchmark. It prints its results to stdout and its progress to stderr, writes the results to the file of {@code
 * --json} as well, and exits with 1 if a result is wrong.
 */
@Command(mixinStandardHelpOptions = true, showDefaultValues = true)
public abstract class Experiment implements Callable<Integer> {

    private static final ObjectWriter JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(double.class, new FigureOrNull())
                    .addSerializer(Double.class, new FigureOrNull()))
            .build()
            .writerWithDefaultPrettyPrinter();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Also writes the results to this file, as JSON, with the machine, the date and the parameters.")
    private Optional<Path> file;

    /**
     * The content of the JSON file.
     *
     * @param at when the benchmark ended, ISO 8601
     * @param parameters the options, and facts about the input
     * @param results records, or lists or maps of records
     */
    private record Report(String benchmark, String at, Machine machine, Map<String, ?> parameters, Object results) {}

    /** Prints a line about the machine and then the results. */
    public static void print(List<String> lines) {
        System.out.println(Machine.local().line());
        lines.forEach(System.out::println);
    }

    /** Prints one more line of results. */
    protected static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    /** Prints one line, with the time of day, to stderr. */
    public static void progress(String format, Object... values) {
        System.err.println(
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + String.format(Locale.ROOT, format, values));
    }

    /** Writes the file of {@code --json}, if there is one. @throws OperatorException if it cannot be written */
    protected final void report(Map<String, ?> parameters, Object results) {
        file.ifPresent(path -> {
            try {
                JSON.writeValue(
                        path.toFile(),
                        new Report(spec.name(), Instant.now().toString(), Machine.local(), parameters, results));
            } catch (IOException e) {
                throw new OperatorException("cannot write %s: %s".formatted(path, e.getMessage()), e);
            }
        });
    }

    /** JSON has no NaN: a figure that does not exist becomes null. */
    private static final class FigureOrNull extends StdSerializer<Double> {

        private static final long serialVersionUID = 1L;

        FigureOrNull() {
            super(Double.class);
        }

        @Override
        public void serialize(Double figure, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (figure.isNaN() || figure.isInfinite()) {
                json.writeNull();
            } else {
                json.writeNumber(figure);
            }
        }
    }
}
