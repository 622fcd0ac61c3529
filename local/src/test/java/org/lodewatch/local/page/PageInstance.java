package org.lodewatch.local.page;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.demo.DemoImports;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/** A broker of its own, an instance of the topology, and its HTTP port with a token: what the page is served from. */
public final class PageInstance implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token-of-the-page-tests";

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedKafka kafka;
    private final KafkaCluster cluster;
    private final ScratchDirectory files;
    private final ProcessMetrics metrics;
    private final StreamsApp app;
    private final InstancePort port;

    private PageInstance(Catalogue catalogue) {
        kafka = EmbeddedKafka.start(BrokerSetup.single().with(SharedKafka.PROMPT));
        cluster = KafkaCluster.connect(ClientSettings.at(kafka.bootstrapServers()));
        PolicyTopic.createTopics(cluster, Optional.empty());
        files = ScratchDirectory.create("lodewatch-page-");
        Map<String, String> settings = settings();
        metrics = new ProcessMetrics();
        app = new StreamsApp(settings, catalogue, metrics.registry());
        port = InstancePort.open(
                StreamsConfiguration.of(settings), ServiceSettings.of(settings), catalogue, metrics, app::health);
        app.start();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("application.id", "lodewatch");
        settings.put("restatement.delay.ms", "300");
        settings.put("state.dir", files.path().resolve("state").toString());
        settings.put(ServiceSettings.PORT, "0");
        settings.put(ServiceSettings.TOKEN_FILE, tokenFile().toString());
        return settings;
    }

    private Path tokenFile() {
        try {
            return Files.writeString(files.path().resolve("token"), TOKEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without imports. */
    public static PageInstance empty() {
        return with(Catalogue.bundled());
    }

    /** Without imports, with names of its own. */
    public static PageInstance with(Catalogue catalogue) {
        return new PageInstance(catalogue);
    }

    /** With the imports of the demo. Returns once the HTTP port has all of them. */
    public static PageInstance demo() {
        PageInstance instance = empty();
        DemoImports.publish(instance.cluster);
        int alerts = AlertStatus.of(instance.cluster).histories().size();
        await("the port has all alerts")
                .until(() -> instance.api("/api/alerts/history").size() == alerts);
        return instance;
    }

    /** Such as {@code http://127.0.0.1:7400}. */
    public String url() {
        return port.url();
    }

    /** What a request that changes something must carry. */
    public String token() {
        return TOKEN;
    }

    /** To publish to, and to read what is published. */
    public KafkaCluster cluster() {
        return cluster;
    }

    /** To stop it and start it again. */
    public EmbeddedKafka kafka() {
        return kafka;
    }

    /**
     * Publishes imports of the United States, and declares their period complete.
     *
     * @param period YYYY-MM or YYYY
     * @param lines origin, commodity code and dollars, such as {@code CN 282200 6100000}
     */
    public void publish(String dataset, String period, String... lines) {
        ImportBatch batch = new ImportBatch().announceCompletion();
        for (String line : lines) {
            String[] words = line.split(" ");
            batch.add(new ImportRow(
                    dataset,
                    period + "/" + words[0] + "/" + words[1],
                    1,
                    "US",
                    words[0],
                    words[1],
                    period,
                    100 * Long.parseLong(words[2]),
                    OptionalLong.empty(),
                    false));
        }
        batch.complete(dataset, "US", period);
        try (ImportPublisher publisher =
                ImportPublisher.connect("page-" + dataset, cluster.settings().properties())) {
            publisher.publish(batch);
        }
    }

    /** The document at a path of the API, such as {@code /api/minerals?asOf=2025-06}. */
    public JsonNode api(String path) {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError("GET %s answers %d: %s".formatted(path, response.statusCode(), response.body()));
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The answer to a path, whatever its status. */
    public HttpResponse<String> get(String path) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(path, e);
        }
    }

    @Override
    public void close() {
        port.close();
        app.close();
        metrics.close();
        cluster.close();
        kafka.close();
        files.close();
    }
}
