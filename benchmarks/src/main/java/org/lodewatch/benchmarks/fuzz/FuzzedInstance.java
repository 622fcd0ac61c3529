package org.lodewatch.benchmarks.fuzz;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/** A broker and an instance in this process, with two years of imports of two minerals, and its HTTP port. */
final class FuzzedInstance implements AutoCloseable {

    static final String TOKEN = "token-of-the-fuzzer";

    private static final String DATASET = "us-census";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 200;

    private final EmbeddedKafka kafka;
    private final ScratchDirectory files = ScratchDirectory.create("lodewatch-fuzz-");
    private final StreamsApp app;
    private final InstancePort port;

    FuzzedInstance() throws IOException, InterruptedException {
        kafka = EmbeddedKafka.start(BrokerSetup.single());
        ClientSettings client = ClientSettings.at(kafka.bootstrapServers());
        try (KafkaCluster cluster = KafkaCluster.connect(client)) {
            PolicyTopic.createTopics(cluster, Optional.empty());
        }
        publish(client);
        Map<String, String> settings = new HashMap<>();
        settings.put(StreamsConfiguration.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
        settings.put(StreamsConfiguration.APPLICATION_ID, "lodewatch");
        settings.put(
                StreamsConfiguration.STATE_DIR, files.path().resolve("state").toString());
        settings.put(ServiceSettings.PORT, "0");
        settings.put(ServiceSettings.TOKEN_FILE, tokenFile().toString());
        Catalogue catalogue = Catalogue.bundled();
        ProcessMetrics metrics = new ProcessMetrics();
        app = new StreamsApp(settings, catalogue, metrics.registry());
        port = InstancePort.open(
                StreamsConfiguration.of(settings), ServiceSettings.of(settings), catalogue, metrics, app::health);
        app.start();
        awaitShares();
    }

    private Path tokenFile() throws IOException {
        Path file = Files.writeString(files.path().resolve("token"), TOKEN);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file;
    }

    private static void publish(ClientSettings client) {
        ImportBatch batch = new ImportBatch().announceCompletion();
        for (int month = 0; month < 24; month++) {
            String period = "%d-%02d".formatted(2024 + month / 12, 1 + month % 12);
            for (String origin : new String[] {"CN", "TJ", "VN"}) {
                for (String code : new String[] {"811010", "282580"}) {
                    batch.add(new ImportRow(
                            DATASET,
                            String.join("/", period, origin, code),
                            1,
                            "US",
                            origin,
                            code,
                            period,
                            1_000_000L * (origin.charAt(0) - '@') + month,
                            OptionalLong.of(1_000_000),
                            false));
                }
            }
            batch.complete(DATASET, "US", period);
        }
        try (ImportPublisher publisher = ImportPublisher.connect("fuzz", client.properties())) {
            publisher.publish(batch);
        }
    }

    private void awaitShares() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/minerals/antimony"))
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpClient client = HttpClient.newHttpClient();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        while (!answer.contains("2025-12")) {
            if (System.nanoTime() > deadline) {
                throw new BenchmarkException("the instance has published no shares after %s: %s: %s"
                        .formatted(PATIENCE, app.health(), answer));
            }
            Thread.sleep(POLL_MILLIS);
            answer = client.send(request, BodyHandlers.ofString()).body();
        }
    }

    /** Such as {@code http://127.0.0.1:7400}. */
    String url() {
        return port.url();
    }

    @Override
    public void close() {
        port.close();
        app.close();
        kafka.close();
        files.close();
    }
}
