package org.lodewatch.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;

/** Runs commands with a launcher, one after the other. */
final class LauncherRun {

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
            int code = process.waitFor();
            millis = (System.nanoTime() - start) / 1e6;
            return code;
        } catch (InterruptedException e) {
            process.destroy();
            throw new InterruptException(e);
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
