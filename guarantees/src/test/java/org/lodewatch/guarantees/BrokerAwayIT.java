package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.broker.LoopbackPorts;

/** The broker goes away, and comes back, under an instance and under a feed that has nothing to publish. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrokerAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path place;

    @Test
    void anInstanceAndAnIdleFeedAreNotReadyWhileItIsAwayAndConnectAgain() throws Exception {
        BrokerSetup setup = BrokerSetup.single()
                .keptIn(place.resolve("broker"))
                .at(LoopbackPorts.free(1).get(0));
        Path folder = Files.createDirectory(place.resolve("inbox"));
        Path config = Files.writeString(place.resolve("client.properties"), "health.broker.timeout.ms=3000\n");
        EmbeddedKafka kafka = EmbeddedKafka.start(setup);
        String servers = kafka.bootstrapServers();
        assertThat(start("topics", "create", "--bootstrap-server", servers).awaitEnd())
                .isZero();
        try (Instance instance = start(
                        "stream",
                        "--bootstrap-server",
                        servers,
                        "--set",
                        "http.port=0",
                        "--set",
                        "health.broker.timeout.ms=3000",
                        "--set",
                        "state.dir=" + place.resolve("state"));
                Instance feed = start(
                        "produce",
                        "drop-folder",
                        folder.toString(),
                        "--follow",
                        "--http-port",
                        "0",
                        "--config",
                        config.toString(),
                        "--bootstrap-server",
                        servers)) {
            awaitReady(instance);
            awaitReady(feed);

            kafka.close();

            awaitDisconnected(instance);
            awaitDisconnected(feed);

            kafka = EmbeddedKafka.start(setup);

            awaitReady(instance);
            awaitReady(feed);
        } finally {
            kafka.close();
        }
    }

    private Instance start(String... arguments) {
        return Instance.start(place, Main.class, List.of(arguments));
    }

    private void awaitReady(Instance process) {
        URI http = process.http();
        await("it is ready")
                .atMost(PATIENCE)
                .until(() -> Http.get(http, "/health/ready").statusCode() == 200);
    }

    private void awaitDisconnected(Instance process) throws Exception {
        URI http = process.http();
        await("it is not ready")
                .atMost(PATIENCE)
                .until(() -> Http.get(http, "/health/ready").body().contains("\"state\":\"DISCONNECTED\""));
        assertThat(Http.get(http, "/health/ready").statusCode()).isEqualTo(503);
        assertThat(Http.get(http, "/health/live").statusCode()).isEqualTo(200);
    }
}
