package org.lodewatch.local.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.topics.Topics;

/** Whoever watches a run like the demo's sees it: every metric is there, and every panel shows something. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ObservabilityTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String KEY = "a-key-that-is-nobody-elses";

    /** In a run in which all goes well these are zero in the end, as they should be. */
    private static final Set<String> ZERO_WHEN_WELL = Set.of(
            "lodewatch_imports_misplaced_total",
            "lodewatch_restore_remaining_records",
            "lodewatch_standby_behind_records");

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn\n";

    private static final String FIRST = HEADER + """
            acme,PO-1004,2,US,CN,282200,2025,1100000,405000,
            acme,PO-1005,1,US,FI,810520,2025,2400000,71000,
            acme,PO-1006,1,US,CA,010121,2025,300000,,
            acme,PO-1007,1,US,CA,810520,1980,300000,,
            acme,PO-1008,1,US,QQ,810520,2025,300000,,
            """;

    /** With it cobalt comes from China, mostly. */
    private static final String SECOND = HEADER + """
            acme,PO-1004,3,US,CN,282200,2025,61000000,405000,
            acme,PO-1005,0,US,FI,810520,2025,2400000,71000,
            acme,PO-1009,1,US,QQ,810520,2025,300000,,
            """;

    @TempDir
    private static Path place;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static TrialCluster cluster;
    private static Instance instance;
    private static Instance folderFeed;
    private static HttpServer office;
    private static Instance officeFeed;

    @BeforeAll
    static void run() throws Exception {
        cluster = TrialCluster.start();
        folderFeed = Instance.start(
                place,
                Main.class,
                List.of(
                        "produce",
                        "drop-folder",
                        Files.createDirectory(place.resolve("folder")).toString(),
                        "--follow",
                        "--settle",
                        "0s",
                        "--http-port",
                        "0",
                        "--bootstrap-server",
                        cluster.bootstrapServers()));
        office = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        office.createContext("/", request -> {
            request.sendResponseHeaders(503, -1);
            request.close();
        });
        office.start();
        officeFeed = Instance.start(
                place,
                Main.class,
                List.of(
                        "produce",
                        "census",
                        "--follow",
                        "--key-file",
                        Files.writeString(place.resolve("key"), KEY).toString(),
                        "--state-dir",
                        place.resolve("feeds").toString(),
                        "--url",
                        "http://127.0.0.1:" + office.getAddress().getPort() + "/data",
                        "--log-format",
                        "json",
                        "--http-port",
                        "0",
                        "--bootstrap-server",
                        cluster.bootstrapServers()));
        try (Instance before = Instance.start(cluster, place)) {
            before.awaitRunning();
            drop("first.csv", FIRST);
            rubbish();
            await("the second instance has something to restore")
                    .atMost(PATIENCE)
                    .until(() -> cluster.length(Topics.MINERAL_SHARES) > 0);
            before.stop();
        }
        // A subscriber that has read nothing and is not there.
        cluster.admin()
                .alterConsumerGroupOffsets(
                        "lodewatch-absent",
                        Map.of(
                                new TopicPartition(Topics.CUSTOMS_IMPORTS.name(), partitionWithImports()),
                                new OffsetAndMetadata(0)))
                .all()
                .get();
        instance = Instance.start(cluster, place).awaitRunning();
    }

    @AfterAll
    static void end() {
        Stream.of(instance, officeFeed, folderFeed)
                .filter(started -> started != null)
                .forEach(Instance::close);
        if (office != null) {
            office.stop(0);
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void every_metric_is_there_with_a_value_and_a_meaning_on_the_page_and_every_panel_finds_data() throws Exception {
        drop("second.csv", SECOND);
        rubbish();
        await("all metrics have values").atMost(PATIENCE).untilAsserted(() -> {
            String all = metrics(instance) + metrics(folderFeed) + metrics(officeFeed);
            Set<String> own = ownMetrics(all);
            assertThat(own).isEqualTo(described());
            for (String metric : own) {
                if (!ZERO_WHEN_WELL.contains(metric)) {
                    assertThat(all).containsPattern("(?m)^" + metric + "(_count)?(\\{.*})? (?!0\\.0$|NaN$)");
                }
            }
        });
        String imports = metrics(instance);
        for (String outcome : List.of("revised", "stale")) {
            assertThat(sum(imports, "lodewatch_imports_total\\{outcome=\"" + outcome + "\"}"))
                    .as(outcome)
                    .isPositive();
        }
        assertThat(imports.lines().count()).as("no more than a person can read").isLessThan(1_500);

        JsonNode lag = MAPPER.readTree(get(instance.http(), "/api/lag"));
        assertThat(lag.get("groups").findValuesAsText("group")).contains(TrialCluster.APPLICATION, "lodewatch-absent");
        assertThat(lag.get("status").textValue()).isEqualTo("STOP");
    }

    @Test
    void promtool_has_nothing_to_say_about_the_metrics() throws Exception {
        for (Instance process : List.of(instance, folderFeed, officeFeed)) {
            Promtool.pass(metrics(process), "check", "metrics");
        }
    }

    @Test
    void a_log_in_json_is_an_object_a_line_without_the_key() {
        await("the office's refusal is in the log")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(officeFeed.err()).contains("asking again"));
        assertThat(officeFeed.err()).doesNotContain(KEY);
        assertThat(officeFeed.err().lines())
                .allSatisfy(line -> assertThat(MAPPER.readTree(line).has("formattedMessage"))
                        .as(line)
                        .isTrue());
    }

    @Test
    void every_panel_of_the_dashboards_finds_data() throws Exception {
        try (Prometheus prometheus = Prometheus.scraping(
                Map.of("streams", instance.http(), "producer", folderFeed.http(), "office", officeFeed.http()))) {
            int[] files = {0};
            List<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(25);
            await("all panels show something")
                    .pollInterval(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        // Imports that change shares, and an alert that comes and goes, while it looks.
                        files[0]++;
                        drop(
                                "more-" + files[0] + ".csv",
                                HEADER
                                        + "acme,PO-1004,%d,US,CN,282200,2025,%d,405000,\n"
                                                .formatted(10 + files[0], files[0] % 2 == 0 ? 61_000_000 : 1_000)
                                        + "acme,PO-%d,1,US,QQ,810520,2025,300000,,\n".formatted(2_000 + files[0]));
                        rubbish();
                        List<String> empty = new ArrayList<>();
                        for (String query : queries) {
                            if (!showsSomething(prometheus.query(query))) {
                                empty.add(query);
                            }
                        }
                        assertThat(empty).isEmpty();
                    });
        }
    }

    private static boolean showsSomething(JsonNode series) {
        return series.findValues("value").stream()
                .map(value -> value.get(1).textValue())
                .anyMatch(value -> !value.equals("NaN"));
    }

    /** Of both dashboards, with everything chosen. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String dashboard : List.of("operators", "analysts")) {
            JsonNode document = MAPPER.readTree(
                    Path.of("../ops/grafana/dashboards", dashboard + ".json").toFile());
            for (JsonNode panel : document.get("panels")) {
                assertThat(panel.at("/datasource/uid").textValue()).isEqualTo("prometheus");
                assertThat(panel.get("targets")).isNotEmpty();
                for (JsonNode target : panel.get("targets")) {
                    queries.add(target.get("expr")
                            .textValue()
                            .replace("$__rate_interval", "1m")
                            .replaceAll("\\$\\w+", ".*"));
                }
            }
        }
        return queries;
    }

    /** Its own, and not those that come with a histogram or summary. */
    private static Set<String> ownMetrics(String scraped) {
        Set<String> names = Pattern.compile("(?m)^# TYPE (lodewatch_\\w+) ")
                .matcher(scraped)
                .results()
                .map(type -> type.group(1))
                .collect(toCollection(TreeSet::new));
        names.removeIf(name -> name.endsWith("_max") && names.contains(name.substring(0, name.length() - 4)));
        return names;
    }

    /** Those in the tables of the page. */
    private static Set<String> described() throws IOException {
        return Pattern.compile("(?m)^\\| `(lodewatch_\\w+)` \\|")
                .matcher(Files.readString(Path.of("../docs/observability.md")))
                .results()
                .map(row -> row.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static double sum(String scraped, String series) {
        return Pattern.compile("(?m)^" + series + " (\\S+)$")
                .matcher(scraped)
                .results()
                .mapToDouble(sample -> Double.parseDouble(sample.group(1)))
                .sum();
    }

    private static String metrics(Instance process) throws Exception {
        return get(process.http(), "/metrics");
    }

    private static String get(URI http, String path) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(http.resolve(path))
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Whole at once, as a file comes that is moved there. */
    private static void drop(String name, String rows) {
        try {
            Path file = Files.writeString(place.resolve(name), rows);
            Files.move(file, place.resolve("folder").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rubbish() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.CUSTOMS_IMPORTS.name(), "rubbish".getBytes(UTF_8), "ore".getBytes(UTF_8)))
                    .get();
        }
    }

    private static int partitionWithImports() {
        return cluster.committed(Topics.CUSTOMS_IMPORTS).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey()
                .partition();
    }
}
