package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.schemas.topics.Topics;

/** The health paths of instances and feeds are right from the first second. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HealthIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path place;

    @Test
    void anInstanceIsLiveAtOnceAndReadyWhenAllIsRestored() throws Exception {
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, 20_241_231, 24_000, List.of())) {
            load.publish(24);
            try (Instance first = Instance.start(cluster, place)) {
                first.awaitRunning();
                cluster.awaitPublished(Duration.ofSeconds(2));
                first.stop();
            }
            int port = freePort();
            URI http = URI.create("http://127.0.0.1:" + port);
            // Small polls make the restore slow enough to be observed.
            try (Instance second = Instance.start(
                    cluster, place, "--set", "http.port=" + port, "--set", "restore.consumer.max.poll.records=20")) {
                List<HttpResponse<String>> live = new ArrayList<>();
                List<HttpResponse<String>> ready = new ArrayList<>();
                await("it is ready")
                        .pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsMatching(IOException.class::isInstance)
                        .until(() -> {
                            second.requireAlive();
                            live.add(Http.get(http, "/health/live"));
                            ready.add(Http.get(http, "/health/ready"));
                            return ready.get(ready.size() - 1).statusCode() == 200;
                        });

                assertThat(live).extracting(HttpResponse::statusCode).containsOnly(200);
                assertThat(ready.subList(0, ready.size() - 1)).isNotEmpty().allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(MAPPER.readTree(answer.body()).get("ready").booleanValue())
                            .isFalse();
                });
                assertThat(ready).anySatisfy(answer -> {
                    JsonNode restoring = MAPPER.readTree(answer.body());
                    assertThat(restoring.get("state").textValue()).isEqualTo("RESTORING");
                    assertThat(restoring.get("restored").longValue())
                            .isBetween(1L, restoring.get("toRestore").longValue() - 1);
                });
                JsonNode last = MAPPER.readTree(ready.get(ready.size() - 1).body());
                assertThat(last.get("state").textValue()).isEqualTo("RUNNING");
                assertThat(last.get("partitions").longValue()).isGreaterThanOrEqualTo(Topics.INPUT_PARTITIONS);
                assertThat(last.get("restored").longValue())
                        .isEqualTo(last.get("toRestore").longValue())
                        .isGreaterThan(24_000);
                second.awaitRunning();
                assertThat(second.http()).isEqualTo(http);
                await("the metrics of all tasks are registered")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(Http.get(http, "/metrics").body())
                                        .contains("jvm_memory_used_bytes", "kafka_stream_alive_stream_threads")
                                        .contains("lodewatch_ledger_records{"));
            }
        }
    }

    @Test
    void aFeedThatFollowsAFolderIsReadyWhenItHasPublishedTheFilesInIt() throws Exception {
        Path folder = Files.createDirectory(place.resolve("folder"));
        Files.writeString(folder.resolve("imports.csv"), """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn
                acme,PO-1001,1,US,NO,810520,2024,5200000,160000,
                """);
        try (TrialCluster cluster = TrialCluster.shared();
                Instance feed = Instance.start(
                        place,
                        Main.class,
                        List.of(
                                "produce",
                                "drop-folder",
                                folder.toString(),
                                "--follow",
                                "--settle",
                                "0s",
                                "--http-port",
                                "0",
                                "--bootstrap-server",
                                cluster.bootstrapServers()))) {
            URI http = feed.http();
            assertThat(Http.get(http, "/health/live").statusCode()).isEqualTo(200);
            await("it is ready")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Http.get(http, "/health/ready").statusCode() == 200);

            assertThat(folder.resolve("done/imports.csv")).exists();
            assertThat(Http.get(http, "/health/ready").body())
                    .isEqualTo("{\"ready\":true,\"state\":\"FOLLOWING\",\"files\":1}");
            assertThat(Http.get(http, "/metrics").body()).contains("jvm_memory_used_bytes");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
