package org.lodewatch.guarantees.docs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running example of a page, as a process. */
final class Example implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    private Example(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param directory where it runs */
    static Example start(Path directory, String... command) throws IOException {
        Path out = Files.createTempFile(directory, "out-", ".txt");
        Path err = Files.createTempFile(directory, "err-", ".txt");
        return new Example(
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start(),
                out,
                err);
    }

    /** Waits until it has printed this number of lines. @return all lines so far */
    List<String> awaitLines(int count) throws IOException {
        await("%d lines".formatted(count)).atMost(Duration.ofSeconds(90)).until(() -> {
            boolean alive = process.isAlive();
            boolean enough = Files.readAllLines(out).size() >= count;
            if (!alive && !enough) {
                throw new AssertionError("it has ended: " + printed());
            }
            return enough;
        });
        return Files.readAllLines(out);
    }

    /** Waits for its end. @return all it printed to its output */
    List<String> awaitEnd() throws IOException, InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + printed());
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit code " + process.exitValue() + ": " + printed());
        }
        return Files.readAllLines(out);
    }

    /** SIGTERM, as Ctrl-C would be. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it does not stop: " + printed());
        }
    }

    /** All complete lines of its output so far. @throws AssertionError if it has ended */
    List<String> lines() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("it has ended: " + printed());
        }
        String text = Files.readString(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    private String printed() throws IOException {
        return Files.readString(out) + err();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
