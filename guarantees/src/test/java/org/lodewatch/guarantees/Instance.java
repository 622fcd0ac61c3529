package org.lodewatch.guarantees;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.local.Main;

/** A process, as an operator runs one. */
final class Instance implements AutoCloseable {

    private static final String RUNNING = "running on";
    private static final Pattern HTTP = Pattern.compile("http://\\S+");

    private final Process process;
    private final Path out;
    private final Path err;

    private Instance(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts {@code lodewatch stream}.
     *
     * @param place where it keeps its state; a successor in the same place uses that
     * @param more further options
     */
    static Instance start(TrialCluster cluster, Path place, String... more) {
        return start(cluster, place, Map.of(), more);
    }

    /**
     * Starts {@code lodewatch stream}.
     *
     * @param environment more variables
     */
    static Instance start(TrialCluster cluster, Path place, Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "stream",
                "--bootstrap-server",
                cluster.bootstrapServers(),
                "--set",
                "application.id=" + TrialCluster.APPLICATION,
                "--set",
                "state.dir=" + place.resolve("state"),
                "--set",
                "http.port=0",
                "--set",
                "consumer.session.timeout.ms=2500",
                "--set",
                "consumer.heartbeat.interval.ms=500",
                // A transaction must outlive the commit interval.
                "--set",
                "commit.interval.ms=1000",
                "--set",
                "producer.transaction.timeout.ms=4000"));
        arguments.addAll(List.of(more));
        return start(place, Main.class, arguments, environment);
    }

    /** Starts a main class. */
    static Instance start(Path place, Class<?> main, List<String> arguments) {
        return start(place, main, arguments, Map.of());
    }

    /** Starts a main class. @param environment more variables */
    static Instance start(Path place, Class<?> main, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        try {
            Files.createDirectories(place);
            Path out = Files.createTempFile(place, "out-", ".txt");
            Path err = Files.createTempFile(place, "err-", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            return new Instance(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it has printed that it runs. */
    Instance awaitRunning() {
        await("an instance runs").atMost(Duration.ofSeconds(60)).until(() -> {
            requireAlive();
            return read(out).contains(RUNNING);
        });
        return this;
    }

    /** Waits for the address of its HTTP port and returns it. */
    URI http() {
        Matcher url = HTTP.matcher(read(out));
        await("it prints its HTTP address").atMost(Duration.ofSeconds(60)).until(() -> {
            requireAlive();
            return url.reset(read(out)).find();
        });
        return URI.create(url.group());
    }

    /** @throws IllegalStateException if it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the process has ended: " + read(out) + read(err));
        }
    }

    /** SIGKILL. */
    void kill() {
        requireAlive();
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGSTOP: it does nothing until it is {@linkplain #resume resumed}, and its connections stay open. */
    void pause() {
        requireAlive();
        signal("STOP");
    }

    /** SIGCONT. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            if (new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor()
                    != 0) {
                throw new IllegalStateException("cannot send SIG" + name + " to " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGTERM: it commits and leaves the group. */
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /** Waits for its end. @return its exit code */
    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process does not end: " + read(out) + read(err));
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
