package org.lodewatch.benchmarks.experiment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.InterruptException;

/** Another JVM with the class path of this one. It ends when it is closed, at the latest with this JVM. */
public final class JavaProcess implements AutoCloseable {

    /** For a program that is not ready at some time, but ends. */
    public static final Pattern NEVER_READY = Pattern.compile("(?!)");

    /**
     * A JVM whose heap is full ends, because threads that have died of it may leave the others waiting. So does one that
     * spends most of its time in collections that free next to nothing: by default only when 98 % of it is lost.
     */
    private static final List<String> END_WHEN_FULL =
            List.of("-XX:+ExitOnOutOfMemoryError", "-XX:GCTimeLimit=80", "-XX:GCHeapFreeLimit=5");

    private static final String FULL = "Terminating due to java.lang.OutOfMemoryError";
    private static final Duration CLOSING = Duration.ofSeconds(30);
    private static final Duration OUTPUT = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Pattern ready;
    private final CompletableFuture<MatchResult> readyLine = new CompletableFuture<>();
    private final Thread output = new Thread(this::readOutput, "process-output");
    private final Thread atExit;
    private volatile String lastLine = "it printed nothing";
    private volatile Optional<String> failure = Optional.empty();

    private JavaProcess(String name, Process process, Pattern ready) {
        this.name = name;
        this.process = process;
        this.ready = ready;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        output.setDaemon(true);
        output.start();
        ProcessWatch.add(this);
    }

    /**
     * Starts one.
     *
     * @param name in messages, such as {@code the broker}
     * @param ready found in the line that it prints when it is ready
     * @param errors where its stderr goes; {@link Redirect#PIPE} merges it with its stdout
     * @param jvmOptions of the JVM, besides the collector; a class path among them replaces that of this JVM
     * @param main the class to run
     */
    public static JavaProcess start(
            String name, Pattern ready, Redirect errors, List<String> jvmOptions, Class<?> main, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseParallelGC");
        command.addAll(END_WHEN_FULL);
        // Of two class paths the last one counts.
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        return new JavaProcess(
                name,
                errors == Redirect.PIPE
                        ? builder.redirectErrorStream(true).start()
                        : builder.redirectError(errors).start(),
                ready);
    }

    /**
     * Waits until it prints that it is ready.
     *
     * @return the groups of the pattern
     * @throws BenchmarkException if it ends before, or is not ready in time
     */
    public MatchResult awaitReady(Duration timeout) {
        try {
            return readyLine.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BenchmarkException("%s is not ready after %d s".formatted(name, timeout.toSeconds()));
        } catch (ExecutionException e) {
            throw new BenchmarkException("%s ended: %s".formatted(name, lastLine));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Waits until it ends by itself.
     *
     * @return its exit code
     * @throws BenchmarkException if it does not end in time; it is killed then
     */
    public int awaitEnd(Duration timeout) {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new BenchmarkException("%s did not end within %d s".formatted(name, timeout.toSeconds()));
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        awaitOutput();
        return process.exitValue();
    }

    /** Waits until the last line of a process that has ended is read. A process that it started may hold its output open. */
    private void awaitOutput() {
        try {
            output.join(OUTPUT.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** @throws BenchmarkException if it has ended or failed */
    public void requireAlive() {
        fault().ifPresent(fault -> {
            throw new BenchmarkException(fault);
        });
    }

    /** What has happened to it, in one line; empty while it works. */
    Optional<String> fault() {
        return process.isAlive() ? failure.map(why -> name + " failed: " + why) : Optional.of(end());
    }

    /** It still runs, and can do its work no more. @param why in one line */
    void fail(String why) {
        failure = Optional.of(why);
    }

    /** How it ended, after it has. */
    String end() {
        awaitOutput();
        return isFull()
                ? "%s ran out of memory and ended (%s)".formatted(name, lastLine)
                : "%s ended with %d: %s".formatted(name, process.exitValue(), lastLine);
    }

    /** Whether it ended because its heap was full. */
    boolean isFull() {
        return lastLine.startsWith(FULL);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The last line of its output. */
    public String lastLine() {
        return lastLine;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        ProcessWatch.remove(this);
        process.destroyForcibly();
        awaitExit();
    }

    /** Ends it with SIGTERM, and with SIGKILL if that takes too long. */
    @Override
    public void close() {
        ProcessWatch.remove(this);
        process.destroy();
        awaitExit();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This JVM is shutting down, and the hook runs.
        }
    }

    private void awaitExit() {
        try {
            if (!process.waitFor(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                lastLine = line;
                Matcher found = ready.matcher(line);
                if (found.find()) {
                    readyLine.complete(found.toMatchResult());
                }
            }
        } catch (IOException e) {
            lastLine = e.toString();
        }
        readyLine.completeExceptionally(new IOException("end of output"));
    }
}
