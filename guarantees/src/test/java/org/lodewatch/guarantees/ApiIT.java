package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.local.Main;

/** An instance answers over HTTP for the whole cluster, as the command line prints. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ApiIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ROWS = """
            dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn
            acme,PO-1004,1,US,CN,282200,2025,6100000,405000,
            acme,PO-1005,1,US,FI,810520,2025,2400000,71000,
            acme,PO-1006,1,US,XX,260500,2025,300000,,
            """;

    private static final String POLICY = """
            {"id": "cobalt-concentration", "description": "Imports of cobalt are concentrated", "dataset": "acme",
             "mineral": "cobalt", "subject": "market", "metric": "hhi", "warning": 2500, "critical": 5000}
            """;

    @TempDir
    private Path place;

    private final HttpClient client = HttpClient.newHttpClient();
    private TrialCluster cluster;

    @Test
    void anInstanceAnswersForTheWholeClusterAsTheCommandLinePrints() throws Exception {
        Path imports = Files.writeString(place.resolve("imports.csv"), ROWS);
        Path token = Files.writeString(place.resolve("token"), "open sesame\n");
        try (TrialCluster trial = TrialCluster.shared();
                Instance first = Instance.start(trial, place.resolve("first"), "--set", "http.token.file=" + token)) {
            cluster = trial;
            URI http = first.awaitRunning().http();
            await("the topics are read")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(http, "/api/alerts").body())
                            .as(first.err())
                            .isEqualTo("[]"));
            Map<String, String> received = listen(http, Optional.empty());

            assertThat(run("produce", "csv", imports.toString())).startsWith("3 rows published");

            await("the alerts of each policy are received")
                    .atMost(PATIENCE)
                    .until(() -> received.size() >= 3
                            && received.size()
                                    == MAPPER.readTree(run("alerts", "--output", "json"))
                                            .size());
            JsonNode transitions = MAPPER.readTree(run("alerts", "--output", "json"));
            assertThat(transitions).hasSizeGreaterThanOrEqualTo(3).allSatisfy(transition -> {
                String id = transition.get("alertId").textValue() + "#" + transition.get("number");
                assertThat(received).containsKey(id);
                assertThat(MAPPER.readTree(received.get(id))).isEqualTo(transition);
            });
            sameAsPrinted(http, "/api/alerts", "alerts", "--open");
            sameAsPrinted(http, "/api/alerts/history", "alerts", "--history");
            sameAsPrinted(
                    http,
                    "/api/alerts/history?mineral=Co&dataset=acme&reporter=US",
                    "alerts",
                    "--history",
                    "cobalt",
                    "--dataset",
                    "acme");
            assertThat(json(http, "/api/alerts/history?policy=single-source&mineral=cobalt")
                            .get(0)
                            .get("history"))
                    .isNotEmpty();
            assertThat(json(http, "/api/alerts/history?policy=none")).isEmpty();
            sameAsPrinted(http, "/api/minerals", "shares");
            sameAsPrinted(
                    http,
                    "/api/minerals/cobalt?asOf=2025-12&dataset=acme&reporter=US",
                    "shares",
                    "cobalt",
                    "--as-of",
                    "2025-12");
            sameAsPrinted(http, "/api/minerals/cobalt?asOf=2025", "shares", "cobalt", "--as-of", "2025");
            sameAsPrinted(http, "/api/shares", "shares");
            sameAsPrinted(http, "/api/shares?country=China", "shares", "--country", "CN");
            sameAsPrinted(http, "/api/minerals?bloc=eu27", "shares", "--bloc", "European Union");
            sameAsPrinted(http, "/api/policies", "policies", "list");
            assertThat(json(http, "/api/minerals").get(0).get("alert").textValue())
                    .isEqualTo("critical");

            aClientThatReconnectsReceivesTheEventsItMissed(http, transitions);
            invalidRequestsAreExplained(http);
            policiesCanBeChangedWithTheToken(http);
            try (Instance second = Instance.start(trial, place.resolve("second"))) {
                URI other = second.awaitRunning().http();
                await("it has read what is published")
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(get(other, "/api/minerals").body())
                                        .isEqualTo(get(http, "/api/minerals").body()));
                assertThat(send(change(other, "cobalt-concentration").PUT(BodyPublishers.ofString(POLICY)))
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }

    private void aClientThatReconnectsReceivesTheEventsItMissed(URI http, JsonNode transitions) throws Exception {
        List<String> ids = transitions.findValuesAsText("alertId");
        Map<String, String> again = listen(http, Optional.of(ids.get(0) + "#1"));
        await("the others are received").atMost(PATIENCE).until(() -> again.size() == transitions.size() - 1);
        assertThat(again).hasSize(transitions.size() - 1);

        Map<String, String> all = listen(http, Optional.of("forgotten#1"));
        await("all are received").atMost(PATIENCE).until(() -> all.size() == transitions.size());

        Map<String, String> after = listen(http, "?after=" + encoded(ids.get(0) + "#1"), Optional.empty());
        await("the others are received").atMost(PATIENCE).until(() -> after.size() == transitions.size() - 1);
        Map<String, String> both = listen(http, "?after=" + encoded(ids.get(0) + "#1"), Optional.of(ids.get(1) + "#1"));
        await("the header is the later one of the two")
                .atMost(PATIENCE)
                .until(() -> both.size() == transitions.size() - 1);
        assertThat(both).doesNotContainKey(ids.get(1) + "#1").containsKey(ids.get(0) + "#1");
        Map<String, String> reset = listen(http, "?after=forgotten%231", Optional.empty());
        await("a reset is received").atMost(PATIENCE).until(() -> reset.size() == 1);
        assertThat(reset.get("")).contains("read /api/alerts");
        assertThat(json(http, "/api/alerts/transitions?id=" + encoded(ids.get(0)))
                        .get(0))
                .isEqualTo(transitions.get(0));
        JsonNode numbers = json(http, "/api/alerts/numbers");
        // The time in the answer is another one at each request.
        assertThat(get(http, "/api/alerts/numbers").headers().firstValue("ETag"))
                .isEmpty();
        assertThat(error(get(http, "/api/alerts/numbers?top=1")))
                .isEqualTo("unknown parameter 'top': there are none here");
        assertThat(numbers.get("numbers").get(ids.get(0)).intValue()).isEqualTo(1);
        assertThat(ids).contains(numbers.get("last").textValue().replace("#1", ""));
        assertThat(json(http, "/api/alerts?severity=critical&mineral=Co&dataset=acme&since=2020-01-01T00:00:00Z"))
                .isNotEmpty();
        assertThat(json(
                        http,
                        "/api/alerts?since="
                                + encoded(numbers.get("newestPublishedAt").textValue())))
                .isEmpty();
        assertThat(json(http, "/api/alerts?dataset=none")).isEmpty();
        assertThat(error(get(http, "/api/alerts?severity=grave")))
                .isEqualTo("severity is 'grave', but must be one of none, warning, critical");
        assertThat(error(get(http, "/api/alerts?since=June")))
                .isEqualTo("since is 'June', but must be a time with its offset, such as 2026-06-14T08:30:00Z");
        assertThat(json(http, "/api/alerts/history?asOf=2025-12")).isNotEmpty();
        assertThat(json(http, "/api/alerts/history?asOf=2000")).isEmpty();
        assertThat(error(get(http, "/api/alerts/stream?since=1")))
                .isEqualTo("unknown parameter 'since': the parameters are after");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void invalidRequestsAreExplained(URI http) throws Exception {
        assertThat(get(http, "/api/minerals/gold").statusCode()).isEqualTo(404);
        assertThat(error(get(http, "/api/minerals/gold")))
                .isEqualTo("no shares of gold: there are shares of cobalt, cobalt-compounds, cobalt-metal, cobalt-ore");
        assertThat(error(get(http, "/api/minerals/cobalt?asOf=2001-01")))
                .isEqualTo("no shares of cobalt with these parameters: leave some out");
        assertThat(error(get(http, "/api/minerals?asOf=December")))
                .isEqualTo("asOf is 'December', but must be a month, such as 2024-12, or a year");
        assertThat(error(get(http, "/api/minerals?as-of=2024-12")))
                .isEqualTo("unknown parameter 'as-of': the parameters are dataset, reporter, asOf, country, bloc,"
                        + " measure, top, suppliers, months");
        assertThat(error(get(http, "/api/shares?bloc=nafta")))
                .startsWith("bloc 'nafta' is not known: the blocs are china");
        assertThat(error(get(http, "/api/shares?bloc=usmca&country=MX")))
                .isEqualTo("country and bloc exclude each other: leave one out");
        assertThat(get(http, "/api/alerts/history?mineral=cobolt").statusCode()).isEqualTo(400);
        assertThat(error(get(http, "/api/alerts/history?mineral=cobolt")))
                .isEqualTo("the catalogue has no mineral cobolt: did you mean cobalt? `lodewatch minerals` lists them");
        assertThat(error(get(http, "/api/alerts/history?subject=CN")))
                .isEqualTo("unknown parameter 'subject': the parameters are mineral, dataset, reporter, policy, asOf");
        for (String path :
                List.of("datasets", "catalogue", "instances", "lag", "policies", "scenarios", "openapi.json")) {
            assertThat(error(get(http, "/api/" + path + "?dataset=acme")))
                    .as(path)
                    .isEqualTo("unknown parameter 'dataset': there are none here");
        }
        assertThat(error(get(http, "/api"))).isEqualTo("there is nothing at /api");
    }

    private void policiesCanBeChangedWithTheToken(URI http) throws Exception {
        HttpRequest.Builder put = change(http, "cobalt-concentration").PUT(BodyPublishers.ofString(POLICY));
        assertThat(send(put).statusCode()).isEqualTo(401);
        put.header("Authorization", "Bearer open sesame");

        HttpResponse<String> applied = send(put);
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(applied.body()).get("version").longValue()).isEqualTo(1);
        assertThat(send(put).body()).isEqualTo(applied.body());
        sameAsPrinted(http, "/api/policies", "policies", "list");
        await("it raises its alert")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(json(http, "/api/alerts").findValuesAsText("policyId"))
                        .contains("cobalt-concentration"));

        assertThat(error(send(with(http, "cobalt-concentration").PUT(BodyPublishers.ofString("{")))))
                .startsWith("the body is no JSON: line 1, column 2: ");
        assertThat(error(send(with(http, "cobalt-concentration")
                        .PUT(BodyPublishers.ofString(POLICY.replace("5000", "20000"))))))
                .isEqualTo("the body: policy cobalt-concentration: critical 20000.0: at least the warning line and at"
                        + " most 10000 points is expected");
        String mistyped = POLICY.replace("\"cobalt\"", "\"cobolt\"");
        assertThat(mistyped).isNotEqualTo(POLICY);
        assertThat(error(send(with(http, "cobalt-concentration").PUT(BodyPublishers.ofString(mistyped)))))
                .contains("mineral: 'cobolt' matches no mineral; nearest: cobalt")
                .endsWith("if it is meant so, apply it with the parameter force");
        assertThat(error(send(with(http, "another").PUT(BodyPublishers.ofString(POLICY)))))
                .isEqualTo("the path names policy another, the body has [cobalt-concentration]: send that one alone");

        assertThat(send(with(http, "cobalt-concentration").DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(send(with(http, "cobalt-concentration").DELETE()).statusCode())
                .isEqualTo(404);
        await("its alert resolves")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(json(http, "/api/alerts").findValuesAsText("policyId"))
                        .doesNotContain("cobalt-concentration"));
        assertThat(json(http, "/api/alerts?all").findValuesAsText("transition")).contains("resolved");
    }

    /** Events by id, in the order of arrival. */
    private Map<String, String> listen(URI http, Optional<String> lastId) throws Exception {
        return listen(http, "", lastId);
    }

    private Map<String, String> listen(URI http, String query, Optional<String> lastId) throws Exception {
        Map<String, String> received = new ConcurrentHashMap<>();
        HttpRequest.Builder request = HttpRequest.newBuilder(http.resolve("/api/alerts/stream" + query));
        lastId.ifPresent(id -> request.header("Last-Event-ID", id));
        HttpResponse<Stream<String>> answer = client.send(request.build(), BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream;charset=utf-8");
        Thread reader = new Thread(() -> {
            String[] id = {""};
            try {
                answer.body().forEach(line -> {
                    if (line.startsWith("id: ")) {
                        id[0] = line.substring("id: ".length());
                    } else if (line.startsWith("data: ")) {
                        received.put(id[0], line.substring("data: ".length()));
                    }
                });
            } catch (RuntimeException e) {
                // The instance has ended.
            }
        });
        reader.setDaemon(true);
        reader.start();
        return received;
    }

    private void sameAsPrinted(URI http, String path, String... command) {
        await(path).atMost(PATIENCE).untilAsserted(() -> {
            JsonNode answered = json(http, path);
            assertThat(answered)
                    .isNotEmpty()
                    .isEqualTo(MAPPER.readTree(run(Stream.concat(Arrays.stream(command), Stream.of("--output", "json"))
                            .toArray(String[]::new))));
        });
    }

    private JsonNode json(URI http, String path) throws Exception {
        HttpResponse<String> answer = get(http, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return MAPPER.readTree(answer.body());
    }

    private static String error(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isBetween(400, 404);
        return MAPPER.readTree(answer.body()).get("error").textValue();
    }

    private HttpResponse<String> get(URI http, String path) throws Exception {
        return send(HttpRequest.newBuilder(http.resolve(path)));
    }

    private static HttpRequest.Builder change(URI http, String policy) {
        return HttpRequest.newBuilder(http.resolve("/api/policies/" + policy));
    }

    private static HttpRequest.Builder with(URI http, String policy) {
        return change(http, policy).header("Authorization", "Bearer open sesame");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private String run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Main.execute(
                Screen.plain(new PrintWriter(out), new PrintWriter(err)),
                Stream.concat(Arrays.stream(args), Stream.of("--bootstrap-server", cluster.bootstrapServers()))
                        .toArray(String[]::new));
        assertThat(err.toString()).isEmpty();
        return out.toString();
    }
}
