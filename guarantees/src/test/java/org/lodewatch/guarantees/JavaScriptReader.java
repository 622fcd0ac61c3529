package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lodewatch.local.programs.Programs;

/** A subscriber in another language, without any code of Lodewatch. */
final class JavaScriptReader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCES = Path.of("src/test/js");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", "read-alerts.js");

    private final Path directory;

    private JavaScriptReader(Path directory) {
        this.directory = directory;
    }

    /** Installs it with npm; skips the test where that cannot be done, unless the build requires all tests. */
    static JavaScriptReader installed(Path place) {
        try {
            Path directory = Files.createDirectory(place.resolve("js"));
            for (String file : FILES) {
                Files.copy(SOURCES.resolve(file), directory.resolve(file));
            }
            JavaScriptReader reader = new JavaScriptReader(directory);
            boolean installed = reader.run("npm", "ci", "--no-audit", "--no-fund") == 0;
            assumeTrue(
                    installed || Programs.allMustRun(),
                    () -> "npm cannot install the reader: " + reader.read("err.txt"));
            assertThat(installed).as("%s", reader.read("err.txt")).isTrue();
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first alerts of the topic, as many as requested. */
    List<JsonNode> read(String brokers, String registry, int count) {
        int exitCode = run("node", "read-alerts.js", brokers, registry, Integer.toString(count));
        assertThat(exitCode).as("%s", read("err.txt")).isZero();
        List<JsonNode> alerts = new ArrayList<>();
        read("out.txt").lines().forEach(line -> alerts.add(parse(line)));
        return alerts;
    }

    /** @return the exit code, -1 if there is no such program */
    private int run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(directory.resolve("out.txt").toFile())
                    .redirectError(directory.resolve("err.txt").toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", command) + " does not end: " + read("out.txt") + read("err.txt"));
            }
            return process.exitValue();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String read(String file) {
        try {
            Path path = directory.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
