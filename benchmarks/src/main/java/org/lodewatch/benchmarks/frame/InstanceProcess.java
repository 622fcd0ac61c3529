package org.lodewatch.benchmarks.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lodewatch.local.Main;

/** An instance of the topology in a JVM of its own, started as an operator starts one, with the settings it comes with. */
public final class InstanceProcess implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("running on .* (http://\\S+)");
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final Process process;
    private final CompletableFuture<URI> http = new CompletableFuture<>();
    private final Thread atExit;
    private final long startedNanos = System.nanoTime();

    private InstanceProcess(Process process) {
        this.process = process;
        // A person who ends a benchmark with Ctrl-C must not be left with it.
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::readOutput, "instance-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param name of its own among the rig's instances; one started later under the same name is its successor
     * @param heapMegabytes what its heap may grow to
     * @param settings of the topology, where they are not the defaults
     */
    public static InstanceProcess start(RigAddress rig, String name, int heapMegabytes, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-XX:InitialRAMPercentage=100",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "stream",
                "--bootstrap-server",
                rig.bootstrapServers(),
                "--set",
                "http.port=0",
                "--set",
                "state.dir=" + Path.of(rig.directory(), name)));
        settings.forEach((setting, value) -> command.addAll(List.of("--set", setting + "=" + value)));
        return new InstanceProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until all its partitions are restored and run. @throws JobFailedException if it ends, or does not get there */
    public InstanceProcess awaitRunning(Duration patience) {
        try {
            http.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return this;
        } catch (TimeoutException e) {
            throw new JobFailedException("an instance does not run after " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new JobFailedException(
                    "an instance has ended: " + e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }

    /** When its process was started, by {@link System#nanoTime()}. */
    public long startedNanos() {
        return startedNanos;
    }

    public long pid() {
        return process.pid();
    }

    /** Processor time that it has spent. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** Memory that it holds of the machine's; 0 where the system does not tell. */
    public long residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The sum of a metric over all its labels, as it shows it; 0 where there is none. */
    public double metric(String name) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(http.join().resolve("/metrics")).build();
            String text = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobFailedException("interrupted");
        }
    }

    /** SIGKILL: it cannot so much as notice. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM: it commits, and leaves. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook at work.
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput() {
        String last = "it said nothing";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher running = RUNNING.matcher(line);
                if (running.find()) {
                    http.complete(URI.create(running.group(1)));
                }
                last = line;
            }
        } catch (IOException e) {
            last = e.getMessage();
        }
        http.completeExceptionally(new IllegalStateException(last));
    }
}
