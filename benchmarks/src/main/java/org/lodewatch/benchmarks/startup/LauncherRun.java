package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.experiment.BenchmarkException;

/** Runs commands with a launcher, one after the other. */
final class LauncherRun {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Path launcher;
    private final Path printed;
    private final Path warnings;
    private double millis;

    /** @param directory for what the commands print */
    LauncherRun(Path launcher, Path directory) {
        this.launcher = launcher;
        this.printed = directory.resolve("printed");
        this.warnings = directory.resolve("warnings");
    }

    Path launcher() {
        return launcher;
    }

    /** Runs a command, and returns its exit code. */
    int run(String command) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(launcher.toAbsolutePath().toString()), Stream.of(command.split(" ")))
                .toList();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(words)
                .redirectOutput(printed.toFile())
                .redirectError(warnings.toFile())
                .start();
        try {
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            millis = (System.nanoTime() - start) / 1e6;
            if (!ended) {
                throw new BenchmarkException(
                        "%s %s has not ended after %d minutes".formatted(launcher, command, LONGEST.toMinutes()));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            process.destroy();
        }
    }

    /** How long the last command took by the wall clock. */
    double millis() {
        return millis;
    }

    /** What the last command printed on standard output. */
    String printed() throws IOException {
        return Files.readString(printed);
    }

    /** What the last command printed on standard error. */
    String warnings() throws IOException {
        return Files.readString(warnings);
    }
}
