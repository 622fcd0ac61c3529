package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance one of whose threads has ended with an error, or has stopped, does not live on as if it worked. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeadThreadIT {

    private static final String DEAD = "lodewatch: a thread of the topology has ended without a report (%s";

    @TempDir
    private Path place;

    @Test
    void anInstanceWithoutItsStateUpdaterEndsAndOneThatRestoresNothingIsNotLive() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 5_000, List.of())) {
            load.publish(5);
            try (Instance first = Instance.start(cluster, place)) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));
                first.stop();
            }

            try (Instance ended = Instance.start(cluster, place, failing("restore.consumer", "EndsPolling"))) {
                assertThat(ended.awaitEnd()).isEqualTo(1);
                assertThat(ended.err().lines().toList())
                        .anySatisfy(line -> assertThat(line)
                                .startsWith(DEAD.formatted("trial-"))
                                .contains("-StateUpdater-"));
            }

            int port = freePort();
            URI http = URI.create("http://127.0.0.1:" + port);
            try (Instance stopped = Instance.start(
                    cluster,
                    place.resolve("stopped"),
                    "--set",
                    "restore.consumer.interceptor.classes=" + FailingClient.StopsPolling.class.getName(),
                    "--set",
                    "health.restore.timeout.ms=10000",
                    "--set",
                    "http.port=" + port)) {
                await("it is not live")
                        .atMost(Duration.ofSeconds(90))
                        .ignoreExceptionsMatching(IOException.class::isInstance)
                        .untilAsserted(() -> assertThat(Http.get(http, "/health/live"))
                                .extracting(HttpResponse::statusCode, HttpResponse::body)
                                .startsWith(503));
                assertThat(Http.get(http, "/health/live").body())
                        .startsWith(
                                "{\"live\":false,\"state\":\"STUCK\",\"reason\":\"no record has been restored for ");
                assertThat(Http.get(http, "/health/ready").statusCode()).isEqualTo(503);
                stopped.stop();
            }
        }
    }

    @Test
    void anInstanceWithoutAStreamThreadOrAProducerEnds() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 5_000, List.of());
                Instance reading =
                        Instance.start(cluster, place.resolve("reading"), failing("main.consumer", "EndsPolling"))) {
            load.publish(5);
            assertThat(reading.awaitEnd()).isEqualTo(1);
            assertThat(reading.err()).contains("the topology stopped: StackOverflowError: of a test");

            try (Instance sending =
                    Instance.start(cluster, place.resolve("sending"), failing("producer", "EndsSending"))) {
                assertThat(sending.awaitEnd()).isEqualTo(1);
                assertThat(sending.err().lines().toList())
                        .anySatisfy(line ->
                                assertThat(line).startsWith(DEAD.formatted("kafka-producer-network-thread | trial-")));
            }
        }
    }

    /** An instance prints its address once it runs. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String[] failing(String client, String interceptor) {
        return new String[] {
            "--set", client + ".interceptor.classes=" + FailingClient.class.getName() + "$" + interceptor
        };
    }
}
