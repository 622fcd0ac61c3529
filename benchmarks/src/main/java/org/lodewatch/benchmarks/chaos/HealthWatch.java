package org.lodewatch.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.lodewatch.benchmarks.experiment.Experiment;
import org.lodewatch.clients.access.Application;

/**
 * Asks every process for its health once a second, and sends random requests to the API of instances. A process that runs, says
 * that it is live and is not ready for a long time lives without working. A server error other than 503 is a fault.
 */
final class HealthWatch implements AutoCloseable {

    /** No rebalance or outage of the plan takes so long. A restore may, as long as it makes progress. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    private static final Duration LONGEST_RESTORE = Duration.ofMinutes(12);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int REQUESTS_A_ROUND = 4;

    private static final List<String> MINERALS =
            List.of("antimony", "cobalt", "tungsten", "unobtainium", "%00", "a/b", "ANTIMONY", "%F0%9F%92%8E");
    private static final List<String> PATHS = List.of(
            "/api/minerals",
            "/api/minerals/{}",
            "/api/minerals/{}/history",
            "/api/shares",
            "/api/shares?mineral={}",
            "/api/shares?dataset=dropped&reporter=US&mineral={}",
            "/api/alerts",
            "/api/alerts?open=true",
            "/api/alerts/history",
            "/api/alerts/numbers",
            "/api/alerts/transitions",
            "/api/alerts/explain?id={}",
            "/api/changes?mineral={}",
            "/api/records?mineral={}",
            "/api/editions",
            "/api/rejected",
            "/api/policies",
            "/api/policies/activity",
            "/api/lag",
            "/api/feeds",
            "/api/instances",
            "/api/datasets",
            "/api/catalogue",
            "/api/catalogue/minerals",
            "/api/catalogue/lists",
            "/api/method",
            "/api/scenarios",
            "/api/alternatives?mineral={}",
            "/api/openapi.json",
            "/metrics",
            "/",
            "/api/{}");

    /** @param port of its health and metrics */
    record Watched(SupervisedProcess process, int port, boolean isInstance) {}

    /** @param restored records */
    private record Restore(long restored, long nanos) {}

    private final List<Watched> watched;
    private final Map<String, Long> lastReady = new ConcurrentHashMap<>();
    private final Map<String, Restore> lastRestore = new ConcurrentHashMap<>();
    private final Map<String, String> lastAnswer = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong checks = new AtomicLong();
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    HealthWatch(List<Watched> watched, long seed) {
        this.watched = List.copyOf(watched);
        this.random = new Random(seed);
        for (Watched one : watched) {
            start(() -> check(one), "watch-" + one.process().name());
        }
        start(this::request, "api-requests");
    }

    private void start(Runnable round, String name) {
        Thread thread = new Thread(
                () -> {
                    while (!closing) {
                        round.run();
                        pause();
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    private void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing = true;
        }
    }

    private void check(Watched one) {
        String name = one.process().name();
        Optional<Duration> running = one.process().runningFor();
        if (running.isEmpty()) {
            lastReady.remove(name);
            lastRestore.remove(name);
            return;
        }
        checks.incrementAndGet();
        Optional<HttpResponse<String>> ready = get(one.port(), "/health/ready");
        ready.ifPresent(answer -> lastAnswer.put(name, answer.body()));
        long now = System.nanoTime();
        if (ready.filter(answer -> answer.statusCode() == 200).isPresent()) {
            lastReady.put(name, now);
            return;
        }
        long since = Math.max(
                lastReady.getOrDefault(name, Long.MIN_VALUE),
                now - running.get().toNanos());
        if (now - since > (isRestoring(name, ready, now) ? LONGEST_RESTORE : PATIENCE).toNanos()) {
            String live = get(one.port(), "/health/live")
                    .map(answer -> Integer.toString(answer.statusCode()))
                    .orElse("no answer");
            fault("%s lives without working: not ready for %d s, live: %s, ready: %s"
                    .formatted(
                            name,
                            PATIENCE.toSeconds(),
                            live,
                            ready.map(HttpResponse::body).orElse("no answer")));
            lastReady.put(name, now);
        }
    }

    /** Whether the number of restored records, or of files of a feed, has changed within the patience. */
    private boolean isRestoring(String name, Optional<HttpResponse<String>> ready, long now) {
        long restored = ready.map(HealthWatch::json)
                .map(health ->
                        health.path("restored").asLong() + health.path("files").asLong())
                .orElse(0L);
        Restore last = lastRestore.get(name);
        if (last == null || (restored != last.restored() && restored > 0)) {
            last = new Restore(restored, now);
            lastRestore.put(name, last);
        }
        return last.restored() > 0 && now - last.nanos() < PATIENCE.toNanos();
    }

    /** Records that the topology has not processed, as an instance says; the largest number while none answers. */
    long unprocessed() {
        return watched.stream()
                .filter(Watched::isInstance)
                .map(one -> get(one.port(), "/api/lag"))
                .flatMap(Optional::stream)
                .filter(answer -> answer.statusCode() == 200)
                .mapToLong(answer -> unprocessed(json(answer)))
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private static long unprocessed(JsonNode lag) {
        for (JsonNode group : lag.path("groups")) {
            if (group.path("group").asText().equals(Application.DEFAULT_APPLICATION_ID)) {
                return group.path("records").asLong(Long.MAX_VALUE);
            }
        }
        return Long.MAX_VALUE;
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether every process is ready. */
    boolean allReady() {
        return watched.stream().allMatch(this::isReady);
    }

    boolean isReady(SupervisedProcess process) {
        return watched.stream().filter(one -> one.process() == process).anyMatch(this::isReady);
    }

    private boolean isReady(Watched one) {
        return get(one.port(), "/health/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** The processes that are not ready, with their last answers. */
    String unready() {
        return watched.stream()
                .filter(one -> !isReady(one))
                .map(one -> one.process().name() + ": "
                        + lastAnswer.getOrDefault(one.process().name(), "no answer"))
                .toList()
                .toString();
    }

    private void request() {
        List<Watched> instances = watched.stream().filter(Watched::isInstance).toList();
        for (int count = 0; count < REQUESTS_A_ROUND; count++) {
            Watched one = instances.get(random.nextInt(instances.size()));
            String path = PATHS.get(random.nextInt(PATHS.size()))
                    .replace("{}", MINERALS.get(random.nextInt(MINERALS.size())));
            get(one.port(), path).ifPresent(answer -> {
                statuses.computeIfAbsent(answer.statusCode(), status -> new AtomicLong())
                        .incrementAndGet();
                if (answer.statusCode() >= 500 && answer.statusCode() != 503) {
                    fault("GET %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
                }
            });
        }
    }

    private Optional<HttpResponse<String>> get(int port, String path) {
        try {
            return Optional.of(http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(ANSWER)
                            .build(),
                    BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            closing = true;
            return Optional.empty();
        }
    }

    private void fault(String text) {
        faults.add(text);
        Experiment.progress("FAULT: %s", text);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /** How often each HTTP status was answered. */
    Map<Integer, Long> statuses() {
        Map<Integer, Long> counts = new TreeMap<>();
        statuses.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    long checks() {
        return checks.get();
    }

    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
    }
}
