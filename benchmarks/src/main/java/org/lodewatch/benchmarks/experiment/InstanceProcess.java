package org.lodewatch.benchmarks.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance of the topology in a JVM of its own, started by {@code lodewatch stream} with the default settings. A wait
 * fails soon after the instance has ended.
 */
public final class InstanceProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceProcess.class);

    static final Pattern RUNNING = Pattern.compile("running on .* (http://\\S+)");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration COMPARISON_PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration CONDITION_PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration HEALTH_PAUSE = Duration.ofSeconds(1);
    private static final int NOT_LIVE = 503;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JavaProcess process;
    private final HttpClient client = HttpClient.newHttpClient();

    /** @param process prints the line of {@code lodewatch stream} when it is ready */
    InstanceProcess(JavaProcess process) {
        this.process = process;
        Thread watch = new Thread(this::watchHealth, "instance-health");
        watch.setDaemon(true);
        watch.start();
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
                List.of("-Xmx" + heapMegabytes + "m", "-XX:InitialRAMPercentage=100"),
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
        if (!poll(condition::getAsBoolean, met -> met, POLL, CONDITION_PATIENCE)) {
            throw new BenchmarkException(
                    "after %d s it is not so that %s".formatted(CONDITION_PATIENCE.toSeconds(), what));
        }
    }

    /**
     * Compares what is published with the log, again and again until it agrees or nothing more is published.
     *
     * @return the last comparison
     */
    public VerificationResult verify(KafkaCluster cluster) {
        Patience patience = Patience.withCluster(cluster.admin(), PATIENCE);
        return poll(
                new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT)::compare,
                result -> result.agrees() || patience.end().isPresent(),
                COMPARISON_PAUSE,
                PATIENCE);
    }

    private <T> T poll(Supplier<T> look, Predicate<T> wanted, Duration pause, Duration patience) {
        return Polling.until(
                wanted,
                () -> {
                    requireAlive();
                    return look.get();
                },
                pause,
                patience);
    }

    /**
     * An instance that has failed may live for half a minute more, while it waits for its threads. One that does not answer
     * is busy, or has just ended.
     */
    private void watchHealth() {
        try {
            String url = url();
            while (process.isAlive()) {
                lookAtHealth(url);
                Polling.pause(HEALTH_PAUSE);
            }
        } catch (BenchmarkException e) {
            // It ended before it was ready.
        }
    }

    private void lookAtHealth(String url) {
        try {
            HttpResponse<String> answer = get(url, "/health/live");
            if (answer.statusCode() == NOT_LIVE) {
                JsonNode health = JSON.readTree(answer.body());
                process.fail(health.path("reason").asText(health.path("state").asText()));
            }
        } catch (IOException e) {
            LOG.debug("no answer from {}", url, e);
        }
    }

    private HttpResponse<String> get(String url, String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(url).resolve(path))
                            .timeout(ANSWER)
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** @throws BenchmarkException if it has ended or failed */
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
            return get(url(), "/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            requireAlive();
            throw new BenchmarkException("an instance does not answer for its metrics: " + e.getMessage());
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
