package org.lodewatch.guarantees.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.TopicReader;
import org.lodewatch.clients.registry.RegistryException;
import org.lodewatch.clients.registry.RegistryFormat;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.clients.registry.SchemaRegistry;
import org.lodewatch.guarantees.DockerEngine;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.BundledFiles;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.Session;
import org.lodewatch.local.notify.AlertPublisher;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.RegistrySubject;
import org.lodewatch.schemas.topics.Topic;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** Messages with schemas of a real registry, which is sometimes unreachable. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RegistryIT {

    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
    private static final String API = "/apis/ccompat/v7";

    private static GenericContainer<?> container;
    private static String registry;

    private String servers;

    @TempDir
    private Path directory;

    /** Shared by all tests, because it is slow to start. */
    @BeforeAll
    @SuppressWarnings("resource") // closed after all
    static void startRegistry() {
        DockerEngine.require(IMAGE);
        container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(8080)
                .waitingFor(Wait.forHttp(API + "/subjects").forPort(8080).withStartupTimeout(Duration.ofMinutes(2)));
        container.start();
        registry = "http://" + container.getHost() + ":" + container.getMappedPort(8080) + API;
    }

    @AfterAll
    static void stopRegistry() {
        if (container != null) {
            container.stop();
        }
    }

    @BeforeEach
    void emptyBroker() {
        servers = SharedKafka.emptied();
    }

    private static List<String> subjects() {
        return Topics.all().stream()
                .flatMap(topic -> topic.subjects().stream())
                .map(RegistrySubject::name)
                .toList();
    }

    private static void delete(String subject) throws Exception {
        for (String how : List.of("", "?permanent=true")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/subjects/" + subject + how))
                    .DELETE()
                    .build();
            HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        }
    }

    private static SchemaRegistry client() {
        return new SchemaRegistry(
                RegistrySettings.of(Map.of(RegistrySettings.URL, registry)).orElseThrow());
    }

    private Session run(String... args) {
        return Session.of(Stream.concat(Stream.of(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new));
    }

    private Session runWithRegistry(String... args) {
        return run(Stream.concat(Stream.of(args), Stream.of("--schema-registry", registry))
                .toArray(String[]::new));
    }

    private static void succeeded(Session session) {
        assertThat(session.exitCode()).as(session.toString()).isZero();
    }

    private String imports(String name, Predicate<String> wanted) throws IOException {
        return Files.write(directory.resolve(name), BundledFiles.lines(BundledFiles.MONTHLY, wanted))
                .toString();
    }

    private String earlier() throws IOException {
        return imports("earlier.csv", line -> isFew(line) && line.matches(".*,2023-\\d\\d,.*"));
    }

    private String later() throws IOException {
        return imports("later.csv", line -> isFew(line) && line.matches(".*,(2024|2025)-\\d\\d,.*"));
    }

    /** Graphite and lithium. */
    private static boolean isFew(String line) {
        return line.matches(".*,(250410|283691|282520)\\d*,.*");
    }

    private StreamsApp app(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                servers,
                "num.stream.threads",
                "1",
                "restatement.delay.ms",
                "100",
                "state.dir",
                directory.resolve("state").toString()));
        settings.putAll(more);
        return new StreamsApp(settings, Catalogue.bundled());
    }

    private StreamsApp app(String url) {
        return app(Map.of(RegistrySettings.URL, url));
    }

    private <V> List<V> values(Topic<?, V> topic) {
        List<V> values = new ArrayList<>();
        try (KafkaCluster cluster = KafkaCluster.connect(
                        new ClientSettings(Map.of("bootstrap.servers", servers, RegistrySettings.URL, registry)));
                TopicReader<?, V> reader = cluster.reader(topic)) {
            reader.readToEnd(message -> values.add(message.value().orElseThrow()));
        }
        return values;
    }

    private List<byte[]> bytes(Topic<?, ?> topic) {
        return values(topic.asBytes());
    }

    /** The shares of both files, published without a registry. */
    private String sharesWithoutRegistry() throws IOException {
        String own = servers;
        try (EmbeddedKafka other = EmbeddedKafka.start(BrokerSetup.single())) {
            servers = other.bootstrapServers();
            succeeded(run("topics", "create"));
            succeeded(run("produce", "csv", earlier()));
            succeeded(run("produce", "csv", later()));
            try (StreamsApp app = app(Map.of("application.id", "without"))) {
                app.start();
                succeeded(run("verify", "--wait", "60"));
                return run("shares").out();
            }
        } finally {
            servers = own;
        }
    }

    @Test
    void schemasAreRegisteredOnceAndChecked() throws Exception {
        for (String subject : subjects()) {
            delete(subject);
        }
        Session before = runWithRegistry("schemas", "check");
        assertThat(before.exitCode()).isEqualTo(1);
        assertThat(before.err())
                .hasLineCount(7)
                .contains("MineralShares is not registered under subject mineral-shares-value: run `lodewatch schemas"
                        + " register`\n");
        assertThat(runWithRegistry("topics", "create").err())
                .isEqualTo("lodewatch: DependencePolicy is not registered under subject dependence-policies-value: run"
                        + " `lodewatch schemas register`\n");

        Session registered = runWithRegistry("schemas", "register");

        assertThat(registered.out()).hasLineCount(7).containsPattern("mineral-shares-value: schema \\d+, new\n");
        assertThat(runWithRegistry("schemas", "register").out())
                .isEqualTo(registered.out().replace("new", "known"));
        assertThat(runWithRegistry("schemas", "check")).isEqualTo(new Session(0, "all 7 schemas are registered\n", ""));
    }

    /** Apicurio takes the schema for the older one, and answers with its id. */
    @Test
    void aDefaultSymbolThatTheRegistryDropsIsNamedAndTheAdviceHelps() throws Exception {
        String subject = "period-value";
        delete(subject);
        String text = PeriodComplete.getClassSchema().toString();
        Schema closed = new Schema.Parser().parse(text.replace(",\"default\":\"PARTIAL\"", ""));
        Schema next = new Schema.Parser().parse(text.replace("\"ACCEPTED\"]", "\"ACCEPTED\",\"LATE\"]"));
        Schema sent = PeriodComplete.getClassSchema();
        int old = client().register(subject, closed).id();

        assertThat(client().register(subject, sent)).isEqualTo(new SchemaRegistry.Registered(old, false));
        assertThat(client().problem(subject, sent).orElseThrow())
                .startsWith(subject + ": the registry returns schema " + old
                        + ", which lacks the default symbol of PeriodState: delete the subject, but not permanently");
        assertThatThrownBy(() -> client().register(subject, next)).isInstanceOf(RegistryException.class);

        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/subjects/" + subject))
                .DELETE()
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        int id = client().register(subject, sent).id();

        assertThat(id).isNotEqualTo(old);
        assertThat(client().problem(subject, sent)).isEmpty();
        assertThat(client().register(subject, next).isNew()).isTrue();
        HttpResponse<String> kept = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + old))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(kept.statusCode()).isEqualTo(200);
    }

    @Test
    void aMissingRegistryIsReported() {
        assertThat(run("schemas", "register").err())
                .isEqualTo("lodewatch: which schema registry? name it with --schema-registry, or as schema.registry.url"
                        + " in the file given with --config\n");
    }

    @Test
    void anIncompatibleChangeIsRefusedWithReasons() throws Exception {
        String subject = "trial-value";
        delete(subject);
        Schema number =
                SchemaBuilder.record("Trial").fields().requiredInt("field").endRecord();
        Schema text =
                SchemaBuilder.record("Trial").fields().requiredString("field").endRecord();
        int id = client().register(subject, number).id();

        assertThatThrownBy(() -> client().register(subject, text))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("Trial is not compatible with the versions under subject trial-value")
                .hasMessageContaining("STRING not compatible with writer type: INT");
        assertThat(client().incompatibility(subject, text)).isPresent();
        assertThat(client().incompatibility(subject, number)).isEmpty();
        assertThat(client().find(subject, number)).hasValue(id);
        assertThat(client().find(subject, text)).isEmpty();
    }

    @Test
    void theJavascriptReaderOfThePageFindsSchemasInTheRegistry() throws Exception {
        succeeded(runWithRegistry("schemas", "register"));
        succeeded(runWithRegistry("topics", "create"));
        try (AlertPublisher alerts =
                new AlertPublisher(servers, RegistryFormat.formats(Map.of(RegistrySettings.URL, registry)))) {
            alerts.publish(List.of("us-census/US/antimony"));
        }
        assertThat(bytes(Topics.DEPENDENCE_ALERTS))
                .extracting(value -> value[0])
                .containsExactly((byte) 0);
        Page page = new Page(Path.of("../docs/subscribing.md"));
        String command = page.block("sh js-registry")
                .replace("localhost:9092", servers)
                .replace("http://localhost:8081" + API, registry);

        try (Example reader = JavaScriptExamples.start(page, "alerts-registry.mjs", command)) {
            assertThat(reader.awaitLines(1))
                    .containsExactly("1 CRITICAL org.lodewatch.alert.raised China supplied much: “75 %”.");
        }
    }

    @Test
    void aLogBegunWithoutARegistryContinuesWithOneAndLeadsToTheSameShares() throws Exception {
        succeeded(runWithRegistry("schemas", "register"));
        succeeded(run("topics", "create"));
        succeeded(run("produce", "csv", earlier()));
        try (StreamsApp without = app(Map.of());
                StreamsApp with = app(registry)) {
            without.start();
            succeeded(run("verify", "--wait", "60"));
            assertThatThrownBy(with::start)
                    .isInstanceOf(OperatorException.class)
                    .hasMessageContaining("one of the two without a schema registry")
                    .hasMessageContaining("stop all instances");
        }
        succeeded(runWithRegistry("produce", "csv", later()));
        assertThat(bytes(Topics.CUSTOMS_IMPORTS)).extracting(value -> value[0]).contains((byte) 0, (byte) 0xC3);

        try (StreamsApp without = app(Map.of())) {
            assertThatThrownBy(without::start)
                    .isInstanceOf(OperatorException.class)
                    .hasMessageStartingWith("customs-imports is written with a schema registry (so are the last records"
                            + " of 12 of 12 partitions)")
                    .hasMessageContaining("schema.registry.url");
        }
        try (StreamsApp app = app(registry)) {
            app.start();
            succeeded(runWithRegistry("verify", "--wait", "60"));
        }

        assertThat(bytes(Topics.CUSTOMS_IMPORTS_REJECTED)).isEmpty();
        assertThat(bytes(Topics.MINERAL_SHARES)).extracting(value -> value[0]).contains((byte) 0, (byte) 0xC3);
        assertThat(runWithRegistry("shares").out()).isEqualTo(sharesWithoutRegistry());
    }

    @Test
    void anUnreachableRegistryDelaysOnlyAStartAndLosesNoRecord() throws Exception {
        WireMockServer proxy =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        proxy.start();
        try {
            String origin = registry.substring(0, registry.length() - API.length());
            proxy.stubFor(any(anyUrl()).atPriority(9).willReturn(aResponse().proxiedFrom(origin)));
            String url = proxy.baseUrl() + API;
            succeeded(runWithRegistry("schemas", "register"));
            succeeded(runWithRegistry("topics", "create"));
            succeeded(runWithRegistry("produce", "csv", earlier()));

            try (StreamsApp app = app(url)) {
                app.start();
                succeeded(runWithRegistry("verify", "--wait", "60"));
                StubMapping away =
                        proxy.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(503)));
                succeeded(runWithRegistry("produce", "csv", later()));
                succeeded(runWithRegistry("verify", "--wait", "60"));
                proxy.removeStub(away);
            }

            // Only the requests of the ledger's restore, which follow those of the start.
            StubMapping away = proxy.stubFor(
                    get(urlMatching(".*/schemas/ids/.*")).willReturn(aResponse().withStatus(503)));
            proxy.resetRequests();
            try (StreamsApp app = app(url)) {
                CompletableFuture<Void> started = CompletableFuture.runAsync(app::start);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> proxy.countRequestsMatching(getRequestedFor(urlMatching(".*/schemas/ids/.*"))
                                                .build())
                                        .getCount()
                                > 2);
                assertThat(started).isNotDone();
                proxy.removeStub(away);
                started.get(60, TimeUnit.SECONDS);

                // A registry that rejects the request for a new id stops the instance.
                StubMapping refusal = proxy.stubFor(get(urlMatching(".*/schemas/ids/.*"))
                        .willReturn(aResponse().withStatus(403)));
                publishUnder(1_000_000);
                assertThatThrownBy(app::await)
                        .isInstanceOf(RegistryException.class)
                        .hasMessageContaining("the schema registry at " + url + " refuses (HTTP 403)");
                proxy.removeStub(refusal);
            }
            assertThat(bytes(Topics.CUSTOMS_IMPORTS_REJECTED)).isEmpty();

            try (StreamsApp app = app(url)) {
                app.start();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> bytes(Topics.CUSTOMS_IMPORTS_REJECTED).size() == 1);
                succeeded(runWithRegistry("verify", "--wait", "60"));
            }
            assertThat(runWithRegistry("shares").out()).isEqualTo(sharesWithoutRegistry());
        } finally {
            proxy.stop();
        }
    }

    @Test
    @SuppressWarnings("try") // one instance is closed before the other
    void whileFeedsWriteANewerSchemaInstancesAreReplacedOneByOne() throws Exception {
        succeeded(runWithRegistry("schemas", "register"));
        succeeded(runWithRegistry("topics", "create"));
        Schema newer = withARemark(CustomsImport.getClassSchema());
        int id = client().register(Topics.CUSTOMS_IMPORTS.name() + "-" + newer.getFullName(), newer)
                .id();
        try (StreamsApp old = app(registry);
                StreamsApp other = app(Map.of(
                        RegistrySettings.URL,
                        registry,
                        "state.dir",
                        directory.resolve("other").toString()))) {
            old.start();
            publish(newer, id, "2025-01");
            awaitShares("newer", "2025-01");

            other.start();
            old.close();
            publish(newer, id, "2025-02");

            awaitShares("newer", "2025-02");
        }
        assertThat(bytes(Topics.CUSTOMS_IMPORTS_REJECTED)).isEmpty();
        succeeded(runWithRegistry("verify", "--wait", "0"));
    }

    private static Schema withARemark(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        Schema optional = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        fields.add(new Schema.Field("remark", optional, null, Schema.Field.NULL_DEFAULT_VALUE));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    /** A line of antimony of this period, as a later version would write it. */
    private void publish(Schema schema, int id, String period) throws Exception {
        GenericRecord line = new GenericRecordBuilder(schema)
                .set("dataset", "newer")
                .set("revision", 1L)
                .set("reporter", "US")
                .set("origin", "CN")
                .set("commodityCode", "811010")
                .set("period", period)
                .set("customsValueCents", 500_000_000L)
                .set("publishedAt", System.currentTimeMillis())
                .set("remark", "provisional")
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(line, encoder);
        encoder.flush();
        publish(period, out.toByteArray());
    }

    private void awaitShares(String dataset, String asOf) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                runWithRegistry("shares", "--dataset", dataset).out())
                        .contains("antimony", asOf));
    }

    private void publishUnder(int id) throws Exception {
        publish("strange", ByteBuffer.allocate(6).put((byte) 0).putInt(id).array());
    }

    private void publish(String key, byte[] value) throws Exception {
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(servers));
                KafkaProducer<byte[], byte[]> producer = cluster.writer(Topics.CUSTOMS_IMPORTS.asBytes())) {
            producer.send(new ProducerRecord<>(Topics.CUSTOMS_IMPORTS.name(), key.getBytes(UTF_8), value))
                    .get();
        }
    }
}
