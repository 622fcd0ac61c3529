package org.lodewatch.guarantees.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafka.admin.ConfigCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.Session;
import org.lodewatch.local.notify.AlertPublisher;
import org.lodewatch.local.notify.Receiver;
import org.lodewatch.local.programs.Programs;
import org.lodewatch.schemas.messages.Severity;

/** The examples of docs/subscribing.md, run as written against a real broker; only addresses are replaced. */
@Timeout(180)
class SubscribingPageIT {

    private static final Page PAGE = new Page(Path.of("../docs/subscribing.md"));

    private static final String ANTIMONY = "us-census/US/antimony";
    private static final String GALLIUM = "us-census/US/gallium";
    private static final String OLD = "us-census/US/nickel";
    private static final String RESTATED = "us-census/US/cobalt";
    private static final String ABORTED = "us-census/US/never-published";
    /** At least so many transitions are published before any test. */
    private static final int PUBLISHED = 9;

    private static final String SENTENCE = "China supplied much: “75 %”.";

    private static String servers;
    private static AlertPublisher alerts;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        servers = SharedKafka.emptied();
        Session.of("topics", "create", "--bootstrap-server", servers);
        alerts = new AlertPublisher(servers);
        alerts.publish(List.of(ANTIMONY, GALLIUM));
        alerts.abort(ABORTED);
        alerts.publish(List.of(ANTIMONY), Severity.NONE);
        alerts.publishOld(OLD);
        alerts.publishRestated(RESTATED);
    }

    @AfterAll
    static void stop() {
        alerts.close();
    }

    @Test
    void alertsGoThroughAPipeLineByLine() throws Exception {
        Programs.need("jq");
        launcher();
        try (Example followed = shell(PAGE.block("sh alerts"))) {
            assertThat(followed.awaitLines(2)).startsWith(SENTENCE, SENTENCE);
        }
    }

    @Test
    void alertsEndQuietlyWhenThePipeIsClosed() throws Exception {
        launcher();
        try (Example followed = shell("set -o pipefail; ./lodewatch alerts --follow --output json | head -n 1")) {
            assertThat(followed.awaitLines(1).get(0)).startsWith("{\"publishedAt\"");
            // A pipe breaks when it is written to; one line more may still fit into it.
            for (int more = 0; more < 2; more++) {
                alerts.publish(List.of("broken/US/pipe"));
            }
            assertThat(followed.awaitEnd()).hasSize(1);
            assertThat(followed.err()).isEmpty();
        }
    }

    @Test
    void eachWebhookOfThePageReceivesAlerts() throws Exception {
        launcher();
        Files.writeString(directory.resolve("webhook.secret"), Receiver.SECRET);
        for (String command : PAGE.block("sh notify").split("\n(?=\\./)")) {
            try (Receiver receiver = new Receiver();
                    Example notify = shell(command.replaceFirst(
                            "https://\\S+",
                            // Another name of this machine, so that its group is not that of another test.
                            receiver.url().replace("localhost", "127.0.0.1")))) {
                notify.awaitLines(1);
                await("an alert is taken")
                        .atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            alerts.publish(List.of("own/US/webhook"));
                            return !receiver.taken().isEmpty();
                        });
                assertThat(receiver.taken().get(0).book()).isEqualTo("own/US/webhook");
            }
        }
    }

    @Test
    void kcatShowsKeysAndHeaders() throws Exception {
        Programs.need("kcat");
        try (Example kcat = shell(PAGE.block("sh kcat"))) {
            assertThat(kcat.awaitEnd()).anySatisfy(SubscribingPageIT::isAntimonyRaised);
        }
        try (Example kcat = shell(PAGE.block("sh kcat-news"))) {
            assertThat(kcat.awaitEnd())
                    .anySatisfy(SubscribingPageIT::isAntimonyRaised)
                    .noneMatch(line -> line.startsWith(OLD));
        }
        try (Example kcat = shell(PAGE.block("sh kcat-group"))) {
            assertThat(kcat.awaitLines(PUBLISHED)).anySatisfy(SubscribingPageIT::isAntimonyRaised);
        }
    }

    private static void isAntimonyRaised(String line) {
        assertThat(line)
                .startsWith(ANTIMONY + " ")
                .contains(
                        "ce_specversion=1.0",
                        "ce_id=single-source/" + ANTIMONY + "/CN#1",
                        "ce_type=org.lodewatch.alert.raised",
                        "ce_source=/lodewatch/us-census/US",
                        "ce_subject=single-source/" + ANTIMONY + "/CN",
                        "ce_time=20",
                        "ce_agemonths=0",
                        "content-type=application/avro");
    }

    @Test
    void theJavaReaderPrintsEveryTransition() throws Exception {
        try (Example reader = java("AlertReader.java")) {
            assertThat(reader.awaitLines(PUBLISHED)).contains("1 CRITICAL " + SENTENCE, "2 NONE " + SENTENCE);
        }
    }

    @Test
    void theJavaReaderOfTransitionsHasEveryHistory() throws Exception {
        try (Example reader = java("Histories.java")) {
            assertThat(reader.awaitEnd())
                    .contains(
                            "single-source/" + OLD + "/CN {2010-01=CRITICAL, 2012-01=NONE}",
                            "single-source/" + RESTATED + "/CN {2023-01=WARNING, 2023-06=NONE, 2024-12=CRITICAL}");
        }
    }

    @Test
    void aSummaryOfOldTransitionsGoesThroughAPipe() throws Exception {
        Programs.need("jq");
        launcher();
        try (Example followed = shell(PAGE.block("sh summaries"))) {
            assertThat(followed.awaitLines(1).get(0))
                    .isEqualTo(
                            "2 transitions: US imports of nickel (us-census): 2 transitions of 1 alert of past months,"
                                    + " 2010-01 to 2012-01, published together; none of them is open.");
        }
    }

    @Test
    void theJavaReaderOfTheStatusTopicPrintsOpenAlerts() throws Exception {
        try (Example reader = java("OpenAlerts.java")) {
            assertThat(reader.awaitEnd())
                    .contains("CRITICAL single-source/" + GALLIUM + "/CN")
                    .noneSatisfy(line -> assertThat(line).contains(ANTIMONY));
        }
    }

    /** Each alert goes to one of the workers, those of aborted transactions to none. */
    @Test
    void workersOfAShareGroupTakeEveryPublishedAlertFromTheFirst() throws Exception {
        script("kafka-configs.sh", ConfigCommand.class);
        try (Example setUp = shell("PATH=.:$PATH; " + PAGE.block("sh share-group"))) {
            setUp.awaitEnd();
        }
        try (Example one = java("AlertWorker.java");
                Example other = java("AlertWorker.java")) {
            List<String> taken = new ArrayList<>();
            await("all alerts are taken").atMost(Duration.ofSeconds(90)).until(() -> {
                taken.clear();
                taken.addAll(one.lines());
                taken.addAll(other.lines());
                return taken.containsAll(List.of(
                        "single-source/" + ANTIMONY + "/CN 1 CRITICAL",
                        "single-source/" + ANTIMONY + "/CN 2 NONE",
                        "single-source/" + GALLIUM + "/CN 1 CRITICAL"));
            });
            assertThat(taken)
                    .doesNotHaveDuplicates()
                    .noneSatisfy(line -> assertThat(line).contains(ABORTED));
            assertThat(one.err() + other.err()).isEmpty();
        }
        Session lag = run("lag", "--group", "alert-workers", "--output", "json");
        JsonNode group = new ObjectMapper()
                .readTree(lag.out()).get("groups").findParents("group").stream()
                        .filter(found -> found.get("group").asText().equals("alert-workers"))
                        .findAny()
                        .orElseThrow();
        assertThat(group.get("protocol").asText()).isEqualTo("share");
    }

    @Test
    void theJavascriptReaderFindsSchemasByTheirFingerprints() throws Exception {
        String command = PAGE.block("sh js")
                .replace("localhost:9092", servers)
                .replace(
                        "schemas/src/main/avro/history",
                        Path.of("../schemas/src/main/avro/history")
                                .toAbsolutePath()
                                .normalize()
                                .toString());
        try (Example reader = JavaScriptExamples.start(PAGE, "alerts.mjs", command)) {
            assertThat(reader.awaitLines(PUBLISHED))
                    .contains(
                            "1 CRITICAL org.lodewatch.alert.raised " + SENTENCE,
                            "2 NONE org.lodewatch.alert.resolved " + SENTENCE);
        }
    }

    @Test
    void theReceiverAcceptsOnlySignedRequests() throws Exception {
        Programs.need("node");
        Programs.need("openssl");
        int port = freePort();
        write("receiver.mjs", directory);
        try (Example secret = shell(PAGE.block("sh secret"))) {
            secret.awaitEnd();
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("webhook.secret")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (Example receiver = shell(PAGE.block("sh receiver").replace("8080", Integer.toString(port)))) {
            receiver.awaitLines(1);
            URI address = URI.create("http://localhost:" + port + "/alerts");

            Session notified = run(
                    "notify",
                    "--webhook",
                    address.toString(),
                    "--secret-file",
                    directory.resolve("webhook.secret").toString(),
                    "--since",
                    "beginning",
                    "--until-caught-up");

            assertThat(notified.err()).isEmpty();
            assertThat(notified.out())
                    .startsWith("running on " + servers + ": alerts go to http://localhost:" + port
                            + ", as lodewatch-notify-localhost\n")
                    .endsWith(" alerts delivered\n");
            assertThat(receiver.awaitLines(7)).contains("raised " + SENTENCE, "resolved " + SENTENCE);
            assertThat(unsigned(address)).isEqualTo(401);
        }
    }

    @Test
    void anEventHasTheAttributesThatThePageShows() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode shown = json.readTree(PAGE.block("json"));
        Path secret = Receiver.secretFile(directory);
        try (Receiver receiver = new Receiver()) {
            run(
                    "notify",
                    "--webhook",
                    receiver.url(),
                    "--name",
                    "page",
                    "--secret-file",
                    secret.toString(),
                    "--since",
                    "beginning",
                    "--until-caught-up");

            JsonNode event = receiver.taken().get(0).event();
            assertThat(names(event)).isEqualTo(names(shown));
            assertThat(names(event.get("data"))).containsAll(names(shown.get("data")));
        }
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static int unsigned(URI address) throws IOException, InterruptedException {
        long now = System.currentTimeMillis() / 1000;
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("webhook-id", "1")
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{\"alertId\":\"a\",\"number\":1}}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The command line of this build, in place of the launcher on the page. */
    private void launcher() throws IOException {
        Path launcher = Files.writeString(
                directory.resolve("lodewatch"),
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\" --bootstrap-server %s\n"
                        .formatted(JavaExamples.program(), JavaExamples.classPath(), Main.class.getName(), servers));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    /** A program of Kafka's distribution, under its name there. */
    private void script(String name, Class<?> main) throws IOException {
        Path script = Files.writeString(
                directory.resolve(name),
                "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
                        .formatted(JavaExamples.program(), JavaExamples.classPath(), main.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Example java(String name) throws IOException {
        return JavaExamples.start(PAGE, name, directory, servers);
    }

    private Example shell(String script) throws IOException {
        return Example.start(directory, "bash", "-c", script.replace("localhost:9092", servers));
    }

    /** Writes an example of the page to a file, under its name on the page. */
    private static void write(String name, Path where) throws IOException {
        Files.writeString(where.resolve(name), PAGE.block("js " + name));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Session run(String... args) {
        return Session.of(Stream.concat(Stream.of(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new));
    }
}
