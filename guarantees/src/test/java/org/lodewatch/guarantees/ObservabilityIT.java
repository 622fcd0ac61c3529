package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_SECOND;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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
import org.lodewatch.core.ledger.Outcome;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;

/**
 * The metrics, logs and dashboards of a run like that of the demo: every metric has a value, and every panel shows
 * data.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ObservabilityIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String KEY = "a-key-used-only-here";

    /** These are zero at the end of a run without failures, and without a horizon; or NaN without a full collection. */
    private static final Set<String> ZERO_WHEN_WELL = Set.of(
            "lodewatch_heap_used_ratio",
            "lodewatch_feed_waiting_seconds",
            "lodewatch_horizon_hidden_periods",
            "lodewatch_horizon_months",
            "lodewatch_imports_misplaced_total",
            "lodewatch_restore_remaining_records",
            "lodewatch_standby_behind_records");

    private static final Path PAGE = Path.of("../docs/observability.md");

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn\n";

    /** Every code of cobalt, so that policies judge it. */
    private static final String FIRST = HEADER + """
            acme,PO-1001,1,US,AU,260500,2025,100000,,
            acme,PO-1004,2,US,CN,282200,2025,1100000,405000,
            acme,PO-1005,1,US,FI,810520,2025,2400000,71000,
            acme,PO-1006,1,US,CA,010121,2025,300000,,
            acme,PO-1007,1,US,CA,810520,2011,300000,,
            acme,PO-1008,1,US,QQ,810520,2011,300000,,
            """;

    /** Most cobalt is then from China. Every outcome of a record occurs. */
    private static final String SECOND = HEADER + """
            acme,PO-1004,3,US,CN,282200,2025,61000000,405000,
            acme,PO-1005,0,US,FI,810520,2025,2400000,71000,
            acme,PO-1006,1,US,CA,010121,2025,300000,,
            acme,PO-1009,1,US,QQ,810520,2011,300000,,
            acme,PO-1010,1,US,NO,810520,2025,2100000,60000,
            acme,PO-1010,2,US,NO,810520,2025,2100000,60000,true
            acme,PO-1011,1,US,CA,010121,2025,300000,,
            acme,PO-1012,1,US,CA,810520,2011,300000,,
            acme,PO-1013,1,US,CA,810530,2025,300000,,
            other,PO-1,1,US,CA,010121,2025,300000,,
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
        cluster = TrialCluster.shared();
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
            publishMalformed(Topics.CUSTOMS_IMPORTS);
            await("the second instance has something to restore")
                    .atMost(PATIENCE)
                    .until(() -> cluster.length(Topics.MINERAL_SHARES) > 0);
            before.stop();
        }
        // A group with offsets at the beginning and without members.
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
    void everyMetricHasAValueAndIsDescribedOnThePage() throws Exception {
        drop("second.csv", SECOND);
        publishMalformed(Topics.DEPENDENCE_POLICIES);
        try (KafkaProducer<byte[], byte[]> open = openTransaction()) {
            awaitEveryMetric();
            open.abortTransaction();
        }
        assertThat(metrics(instance).lines().count()).as("lines of metrics").isLessThan(1_500);

        JsonNode lag = MAPPER.readTree(get(instance.http(), "/api/lag"));
        assertThat(lag.get("groups").findValuesAsText("group")).contains(TrialCluster.APPLICATION, "lodewatch-absent");
        assertThat(lag.get("status").textValue()).isEqualTo("STOP");
    }

    private void awaitEveryMetric() {
        await("all metrics have values")
                .pollInterval(ONE_SECOND)
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    // Rates over the last minute have no value after a minute without records.
                    publishMalformed(Topics.CUSTOMS_IMPORTS);
                    String all = metrics(instance) + metrics(folderFeed) + metrics(officeFeed);
                    Set<Described> own = ownMetrics(all);
                    assertThat(own).isEqualTo(described());
                    for (Described metric : own) {
                        if (!ZERO_WHEN_WELL.contains(metric.name())) {
                            assertThat(all)
                                    .containsPattern("(?m)^" + metric.name() + "(_count)?(\\{.*})? (?!0\\.0$|NaN$)");
                        }
                    }
                    for (Outcome outcome : Outcome.values()) {
                        String word = outcome.name().toLowerCase(Locale.ROOT);
                        assertThat(sum(all, "lodewatch_imports_total\\{outcome=\"" + word + "\"}"))
                                .as(word)
                                .isPositive();
                        assertThat(read(PAGE)).contains("`" + word + "`");
                    }
                    for (String state : List.of("open", "resolved")) {
                        assertThat(sum(all, "lodewatch_alerts\\{.*state=\"" + state + "\"}"))
                                .as(state)
                                .isPositive();
                    }
                });
    }

    @Test
    void metricsOfKafkaClientsAreShownForTheTopologyAndFeeds() throws Exception {
        for (String metric : List.of(
                "kafka_stream_alive_stream_threads",
                "kafka_stream_thread_process_rate",
                "kafka_consumer_coordinator_assigned_partitions",
                "kafka_producer_record_send_total")) {
            await(metric + " is registered and more than zero")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(sum(metrics(instance), metric + "(?:\\{.*})?"))
                            .isPositive());
        }
        await("the feed's producer is measured")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(sum(metrics(officeFeed), "kafka_producer_buffer_available_bytes(?:\\{.*})?"))
                                .isPositive());
    }

    @Test
    void promtoolAcceptsTheMetrics() throws Exception {
        for (Instance process : List.of(instance, folderFeed, officeFeed)) {
            Promtool.pass(metrics(process), "check", "metrics");
        }
    }

    @Test
    void aLogInJsonHasOneObjectPerLineWithoutTheKey() {
        await("the refusal of the source is in the log")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(officeFeed.err()).contains("trying again"));
        assertThat(officeFeed.err()).doesNotContain(KEY);
        assertThat(officeFeed.err().lines())
                .allSatisfy(line -> assertThat(MAPPER.readTree(line).has("formattedMessage"))
                        .as(line)
                        .isTrue());
    }

    @Test
    void everyPanelOfTheDashboardsFindsData() throws Exception {
        try (Prometheus prometheus = Prometheus.scraping(
                Map.of("streams", instance.http(), "producer", folderFeed.http(), "office", officeFeed.http()))) {
            int[] files = {0};
            List<String> queries = queries();
            assertThat(queries).hasSizeGreaterThan(25);
            await("all panels show something")
                    .pollInterval(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        // Publishes imports that change shares and raise and resolve an alert in turn.
                        files[0]++;
                        drop(
                                "more-" + files[0] + ".csv",
                                HEADER
                                        + "acme,PO-1004,%d,US,CN,282200,2025,%d,405000,\n"
                                                .formatted(10 + files[0], files[0] % 2 == 0 ? 61_000_000 : 1_000)
                                        + "acme,PO-%d,1,US,QQ,810520,2011,300000,,\n".formatted(2_000 + files[0]));
                        publishMalformed(Topics.CUSTOMS_IMPORTS);
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

    @Test
    void everyVariableOfTheDashboardsIsALabelOfItsMetric() throws Exception {
        String scraped = metrics(instance);
        int variables = 0;
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode variable : dashboard.at("/templating/list")) {
                Matcher query = Pattern.compile("label_values\\((\\w+)(\\{.*})?, (\\w+)\\)")
                        .matcher(variable.at("/query/query").textValue());
                assertThat(query.matches()).isTrue();
                assertThat(variable.get("name").textValue()).isEqualTo(query.group(3));
                assertThat(labels(scraped, query.group(1))).contains(query.group(3));
                variables++;
            }
        }
        assertThat(variables).isPositive();
    }

    private static boolean showsSomething(JsonNode series) {
        return series.findValues("value").stream()
                .map(value -> value.get(1).textValue())
                .anyMatch(value -> !value.equals("NaN"));
    }

    private static List<JsonNode> dashboards() throws IOException {
        List<JsonNode> dashboards = new ArrayList<>();
        for (String name : List.of("operators", "analysts")) {
            dashboards.add(MAPPER.readTree(
                    Path.of("../ops/grafana/dashboards", name + ".json").toFile()));
        }
        return dashboards;
    }

    /** Of both dashboards, with everything chosen. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode dashboard : dashboards()) {
            for (JsonNode panel : dashboard.get("panels")) {
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

    /**
     * A metric, as the page describes it and as it is scraped.
     *
     * @param unit whether it counts seconds, bytes, or something else
     */
    private record Described(String name, String type, String unit, Set<String> labels) {}

    /** Its own, and not those that come with a histogram or summary. */
    private static Set<Described> ownMetrics(String scraped) {
        Map<String, String> types = Pattern.compile("(?m)^# TYPE (lodewatch_\\w+) (\\w+)$")
                .matcher(scraped)
                .results()
                .collect(toMap(type -> type.group(1), type -> type.group(2), (one, other) -> one, TreeMap::new));
        types.keySet()
                .removeIf(name -> name.endsWith("_max") && types.containsKey(name.substring(0, name.length() - 4)));
        return types.entrySet().stream()
                .map(metric -> new Described(
                        metric.getKey(),
                        metric.getValue(),
                        Stream.of("seconds", "bytes")
                                .filter(unit -> metric.getKey().endsWith("_" + unit))
                                .findAny()
                                .orElse("other"),
                        labels(scraped, metric.getKey())))
                .collect(toCollection(HashSet::new));
    }

    private static Set<String> labels(String scraped, String metric) {
        return Pattern.compile("(?m)^" + metric + "(?:_count)?\\{(.*)} ")
                .matcher(scraped)
                .results()
                .flatMap(series ->
                        Pattern.compile("(\\w+)=\"").matcher(series.group(1)).results())
                .map(label -> label.group(1))
                .collect(toCollection(TreeSet::new));
    }

    /** Those in the tables of the page: name, type, unit, labels, meaning. */
    private static Set<Described> described() {
        return Pattern.compile("(?m)^\\| `(lodewatch_\\w+)` \\| (\\w+) \\| ([^|]+) \\|([^|]*)\\| \\S[^|]+ \\|$")
                .matcher(read(PAGE))
                .results()
                .map(row -> new Described(
                        row.group(1),
                        row.group(2),
                        Stream.of("seconds", "bytes")
                                .filter(unit -> row.group(3).startsWith(unit))
                                .findAny()
                                .orElse("other"),
                        Pattern.compile("`(\\w+)`")
                                .matcher(row.group(4))
                                .results()
                                .map(label -> label.group(1))
                                .collect(toCollection(TreeSet::new))))
                .collect(toCollection(HashSet::new));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Writes the file as a whole at once, as a move into the folder does. */
    private static void drop(String name, String rows) {
        try {
            Path file = Files.writeString(place.resolve(name), rows);
            Files.move(file, place.resolve("folder").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void publishMalformed(Topic<?, ?> topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic.name(), "malformed".getBytes(UTF_8), "ore".getBytes(UTF_8)))
                    .get();
        }
    }

    /** A transaction that has been open for an hour. */
    private static KafkaProducer<byte[], byte[]> openTransaction() {
        KafkaProducer<byte[], byte[]> producer =
                producer(Map.of("transactional.id", "another program", "transaction.timeout.ms", 300_000));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(
                Topics.CUSTOMS_IMPORTS_REJECTED.name(),
                0,
                Instant.now().minus(1, HOURS).toEpochMilli(),
                "open".getBytes(UTF_8),
                "ore".getBytes(UTF_8)));
        producer.flush();
        return producer;
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", cluster.bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static int partitionWithImports() {
        return cluster.committed(Topics.CUSTOMS_IMPORTS).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey()
                .partition();
    }
}
