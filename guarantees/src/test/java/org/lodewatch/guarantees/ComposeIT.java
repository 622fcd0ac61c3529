package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.local.Main;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.demo.Demo;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;

/** The system of docker-compose.yml as its page starts it, and the failures that it survives. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestMethodOrder(OrderAnnotation.class)
class ComposeIT {

    @TempDir
    private static Path place;

    private static ComposeProject compose;

    @RegisterExtension
    private final FailureLogs logs = new FailureLogs(() -> compose);

    @BeforeAll
    static void up() {
        compose = ComposeProject.withOneBroker(place);
        compose.up();
    }

    @AfterAll
    static void down() {
        if (compose != null) {
            compose.close();
        }
    }

    @Test
    @Order(1)
    void sharesAreThoseOfTheDemo() {
        String demo = withoutBasis(demo());

        await().atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    String shares = withoutBasis(shares());
                    assertThat(shares)
                            .contains(
                                    "us-census-battery, reporter United States",
                                    "us-census-annual, reporter United States");
                    assertThat(demo).contains(shares);
                });
    }

    @Test
    @Order(2)
    void bothInstancesServeThePage() {
        assertThat(List.of(compose.get("LODEWATCH_STREAMS_1_PORT", "/"), compose.get("LODEWATCH_STREAMS_2_PORT", "/")))
                .allSatisfy(page -> assertThat(page).contains("<title>Lodewatch</title>", "/page/app.js"));
    }

    @Test
    @Order(3)
    void aKilledInstanceAndARestartedBrokerLoseAndRepeatNothing() {
        new UnderLoad(compose.settings()).survives(cluster -> {
            compose.kill("streams-1");
            compose.bringBack("streams-1");
            compose.run("restart", "kafka-1");
            compose.bringBack("kafka-1");
        });
    }

    @Test
    @Order(4)
    void aReaderWithOnlyTheRegistryReadsTheAlertsAlsoAfterARestart() {
        List<DependenceAlert> alerts = Published.on(compose.settings()).alerts().stream()
                .map(TopicLog.Entry::value)
                .toList();
        assertThat(alerts).isNotEmpty();
        compose.run("restart", "registry");
        compose.bringBack("registry");

        List<JsonNode> read =
                JavaScriptReader.installed(place).read(compose.bootstrapServers(), compose.registry(), alerts.size());

        assertThat(read)
                .extracting(alert -> alert.get("alertId").textValue()
                        + alert.get("number").intValue()
                        + alert.get("transition").textValue()
                        + alert.get("totalValueCents").longValue()
                        + alert.get("sentence").textValue())
                .containsExactlyInAnyOrderElementsOf(alerts.stream()
                        .map(alert -> alert.getAlertId()
                                + alert.getNumber()
                                + alert.getTransition()
                                + alert.getTotalValueCents()
                                + alert.getSentence())
                        .toList());
    }

    @Test
    @Order(5)
    void anInstanceEndsWithinItsGracePeriod() {
        compose.run("stop", "streams-1");

        // 143 is SIGTERM's; 137 would be that of SIGKILL, which follows when the grace period is over.
        assertThat(compose.inspect("streams-1", "{{.State.ExitCode}}")).isEqualTo("143");
    }

    @Test
    @Order(6)
    void theImagesRunAsAnUnprivilegedUserAndReportTheAbsentBroker() {
        assertThat(compose.run("exec", "-T", "streams-2", "id", "-u").strip()).isEqualTo("10001");
        assertThat(compose.run("exec", "-T", "producer", "id", "-u").strip()).isEqualTo("10001");
        // The engine may have restarted the container after the broker's restart; until it has restored, it is
        // "starting".
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(compose.inspect("streams-2", "{{.State.Health.Status}}"))
                        .isEqualTo("healthy"));
        assertThat(compose.run("exec", "-T", "streams-2", "bash", "-c", "lodewatch demo --exit 2>&1 || true"))
                .startsWith("lodewatch: there is no broker in this image")
                .hasLineCount(1);
        assertThat(compose.run("exec", "-T", "streams-2", "lodewatch", "minerals"))
                .contains("antimony");
    }

    @Test
    @Order(6)
    void anImageEndsAProcessWhoseHeapIsFull() {
        assertThat(compose.run(
                        "exec",
                        "-T",
                        "--env",
                        "LODEWATCH_OPTS=-Xmx5m",
                        "streams-2",
                        "bash",
                        "-c",
                        "lodewatch minerals 2>&1 || echo ended with $?"))
                .contains("lodewatch: the heap is full: give the container more memory", "ended with 3");
    }

    @Test
    @Order(6)
    void theImagesListTheirLibrariesAndHaveTheLicences() throws IOException {
        for (String service : List.of("streams-2", "producer")) {
            JsonNode components = new ObjectMapper()
                    .readTree(compose.run("exec", "-T", service, "cat", "/opt/lodewatch/lodewatch.cdx.json"))
                    .get("components");
            List<String> listed = StreamSupport.stream(components.spliterator(), false)
                    .map(component -> component.get("name").textValue() + "-"
                            + component.get("version").textValue() + ".jar")
                    .toList();

            assertThat(names(service, "lib"))
                    .hasSizeGreaterThan(20)
                    .filteredOn(jar -> !jar.startsWith("lodewatch-"))
                    .allSatisfy(jar -> assertThat(listed).contains(jar));
            assertThat(names(service, "licences")).contains("libraries.txt");
            assertThat(names(service, "")).contains("LICENSE", "NOTICE");
        }
    }

    private static List<String> names(String service, String folder) {
        return compose.run("exec", "-T", service, "ls", "/opt/lodewatch/" + folder)
                .lines()
                .toList();
    }

    @Test
    @Order(7)
    void everyContainerIsLimitedToThisMachineAndItsMemoryAndRestarts() {
        List<String> services =
                compose.run("config", "--services").strip().lines().toList();

        assertThat(services).contains("kafka-1", "registry", "setup", "streams-1", "streams-2", "producer");
        assertThat(services).allSatisfy(service -> {
            boolean once = service.equals("setup");
            assertThat(compose.inspect(
                            service,
                            "{{range .HostConfig.PortBindings}}{{range .}}{{.HostIp}}{{end}}{{end}}"
                                    + " {{.HostConfig.RestartPolicy.Name}}"))
                    .isEqualTo(once ? "no" : "127.0.0.1 unless-stopped");
            assertThat(Long.parseLong(compose.inspect(service, "{{.HostConfig.Memory}}")))
                    .isPositive();
        });
    }

    /** The demo also declares which imports its files hold, and how they are valued. */
    private static String withoutBasis(String text) {
        return text.replaceAll("(, reporter United States), .*", "$1");
    }

    /** What {@code lodewatch demo --exit} prints. */
    private static String demo() {
        StringWriter out = new StringWriter();
        Screen screen = Screen.plain(new PrintWriter(out), new PrintWriter(out));
        new Demo(Catalogue.bundled(), screen, Duration.ZERO, new CompletableFuture<>())
                .run(BrokerSetup.single(), false);
        return out.toString();
    }

    /** What {@code lodewatch shares} prints. */
    private static String shares() {
        StringWriter out = new StringWriter();
        Screen screen = Screen.plain(new PrintWriter(out), new PrintWriter(out));
        int exitCode = Main.execute(
                screen,
                "shares",
                "--bootstrap-server",
                compose.bootstrapServers(),
                "--schema-registry",
                compose.registry());
        assertThat(exitCode).as("%s", out).isZero();
        return out.toString();
    }
}
