package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real Prometheus, on the network of this machine. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI http;

    private Prometheus(Process process, URI http) {
        this.process = process;
        this.http = http;
    }

    /**
     * Starts it; it scrapes every second.
     *
     * @param jobs where each job answers
     */
    static Prometheus scraping(Map<String, URI> jobs) throws IOException {
        String configuration = jobs.entrySet().stream()
                .map(job -> "  - job_name: %s%n    static_configs: [{ targets: [\"%s\"] }]%n"
                        .formatted(job.getKey(), job.getValue().getAuthority()))
                .collect(Collectors.joining("", "global: { scrape_interval: 1s }\nscrape_configs:\n", ""));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ProcessBuilder programs = PrometheusPrograms.running(
                "prometheus",
                List.of(
                        "sh",
                        "-c",
                        "at=$(mktemp -d) && cat > $at/prometheus.yml && exec prometheus --config.file=$at/prometheus.yml"
                                + " --storage.tsdb.path=$at/data --web.listen-address=127.0.0.1:" + port));
        // Outside of a container its data are removed with the build.
        programs.environment().put("TMPDIR", Path.of("target").toAbsolutePath().toString());
        Process process = programs.redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(configuration.getBytes(UTF_8));
        }
        Prometheus prometheus = new Prometheus(process, URI.create("http://127.0.0.1:" + port));
        await("Prometheus scrapes all")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> prometheus.query("up == 1").size() == jobs.size());
        return prometheus;
    }

    /** The series of an expression, each with its present value. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        String path = "/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8);
        JsonNode answer = MAPPER.readTree(client.send(
                        HttpRequest.newBuilder(http.resolve(path))
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        BodyHandlers.ofString())
                .body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(expression + ": " + answer);
        }
        return answer.get("data").get("result");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
