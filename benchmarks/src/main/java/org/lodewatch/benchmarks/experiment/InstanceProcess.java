package org.lodewatch.benchmarks.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.catalogue.Catalogue;

/**
 * An instance of the topology in a JVM of its own, started by {@code lodewatch stream} with the default settings. A wait
 * fails soon after the instance has ended.
 */
public final class InstanceProcess implements AutoCloseable {

    private static final Pattern RUNNING = Pattern.compile("running on .* (http://\\S+)");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration COMPARISON_PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final JavaProcess process;

    private InstanceProcess(JavaProcess process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param name of its state directory; one started later under the same name uses the same directory
     * @param heapMegabytes its maximum heap
     * @param settings of the topology that differ from the defaults
     */
    public static InstanceProcess start(
            BrokerAddress broker, String name, int heapMegabytes, Map<String, String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "stream",
                "--bootstrap-server",
                broker.bootstrapServers(),
                "--set",
                "http.port=0",
                "--set",
                "state.dir=" + Path.of(broker.directory(), name)));
        settings.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
        return new InstanceProcess(JavaProcess.start(
                "an instance",
                RUNNING,
                Redirect.PIPE,
                List.of("-Xmx" + heapMegabytes + "m", "-XX:InitialRAMPercentage=100", "-XX:+ExitOnOutOfMemoryError"),
                Main.class,
                arguments));
    }

    /** Waits until all its partitions are restored and run. @throws BenchmarkException if it ends, or takes too long */
    public InstanceProcess awaitRunning() {
        process.awaitReady(PATIENCE);
        return this;
    }

    /** Waits for a condition. @throws BenchmarkException if this instance ends, or it takes too long */
    public void await(String what, BooleanSupplier condition) {
        if (!poll(condition::getAsBoolean, met -> met, POLL)) {
            throw new BenchmarkException("timed out waiting until " + what);
        }
    }

    /**
     * Compares what is published with the log, again and again until it agrees.
     *
     * @return the last comparison
     */
    public VerificationResult verify(KafkaCluster cluster) {
        return poll(
                new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT)::compare,
                VerificationResult::agrees,
                COMPARISON_PAUSE);
    }

    private <T> T poll(Supplier<T> look, Predicate<T> wanted, Duration pause) {
        return Polling.until(
                wanted,
                () -> {
                    requireAlive();
                    return look.get();
                },
                pause,
                PATIENCE);
    }

    /** @throws BenchmarkException if it has ended */
    public void requireAlive() {
        process.requireAlive();
    }

    /** Processor time that it has used. */
    public double cpuSeconds() {
        return CostMeter.cpuSeconds(process.pid());
    }

    /** Resident memory; 0 where the system does not show it. */
    public long residentBytes() {
        return CostMeter.memoryBytes(Long.toString(process.pid()), "VmRSS:");
    }

    /** The URL of its HTTP port. */
    public String url() {
        return process.awaitReady(PATIENCE).group(1);
    }

    /** The sum of a metric over all its labels; 0 where there is none. */
    public double metric(String name) {
        requireAlive();
        try {
            URI http = URI.create(url());
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(http.resolve("/metrics")).build(), BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Ends it with SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Ends it with SIGTERM: it commits and leaves its group. */
    @Override
    public void close() {
        process.close();
    }
}
