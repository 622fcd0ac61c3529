package org.lodewatch.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.Session;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.Json;
import org.lodewatch.service.api.PolicyJson;

/**
 * What was known of the twelve transitions of the demo's monthly imports. Census published the months of 2023 to March 2026, and
 * then all of them again, revised.
 */
@Timeout(120)
class KnownThenIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of these books the dataset has all codes. */
    private static final List<String> BOOKS = List.of("graphite-flake", "lithium", "silicon-polysilicon");

    @TempDir
    private static Path directory;

    private static String server;
    private static Path policies;

    @BeforeAll
    static void publish() throws IOException {
        StringWriter unused = new StringWriter();
        Screen screen = Screen.plain(new PrintWriter(unused), new PrintWriter(unused));
        server = SharedKafka.emptied();
        try (KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(server))) {
            cluster.topics().create(Topics.all(), Optional.empty());
            try (ProgressLine progress = new ProgressLine(screen);
                    ImportPublisher publisher =
                            ImportPublisher.connect("demo", cluster.settings().properties())) {
                new Replay(DemoData.releases(Catalogue.bundled()), publisher, screen, progress)
                        .run(published -> {}, () -> true);
            }
        }
        policies = Files.writeString(
                directory.resolve("policies.json"),
                Json.document(Policies.initial().stream().map(PolicyJson::of).toList()),
                UTF_8);
    }

    @Test
    void theTwelveTransitionsWereRaisedInTimeAndOnOtherFigures() throws IOException {
        JsonNode known = test("--dataset", "us-census-battery");

        assertThat(known.get("asKnown").asText()).isEqualTo("then");
        assertThat(known.get("datasets")).hasSize(1);
        JsonNode dataset = known.get("datasets").get(0);
        // 39 months, and the revision of all of them with the 40th.
        assertThat(dataset.get("releases").asInt()).isEqualTo(40);
        assertThat(dataset.get("revisions").asInt()).isEqualTo(1);
        assertThat(dataset.get("singleVintage").asBoolean()).isFalse();
        List<JsonNode> twelve = new ArrayList<>();
        known.get("transitions").forEach(transition -> {
            if (BOOKS.contains(transition.get("mineral").asText())) {
                twelve.add(transition);
            }
        });
        assertThat(twelve.stream().map(KnownThenIT::today))
                .containsExactlyInAnyOrder(
                        "single-source graphite-flake CN 2023-12 none critical 70.32",
                        "entities-of-concern graphite-flake entities-of-concern 2023-12 none critical 70.32",
                        "single-source lithium CL 2023-12 none critical 73.85",
                        "single-source silicon-polysilicon DE 2024-05 none warning 50.67",
                        "single-source lithium CL 2024-12 critical warning 60.49",
                        "single-source silicon-polysilicon DE 2025-02 warning none 44.51",
                        "single-source graphite-flake CN 2025-07 critical warning 56.13",
                        "entities-of-concern graphite-flake entities-of-concern 2025-07 critical warning 56.13",
                        "single-source lithium AR 2025-08 none warning 53.36",
                        "single-source lithium CL 2025-08 warning none 45.27",
                        "single-source graphite-flake CN 2025-09 warning none 45.28",
                        "entities-of-concern graphite-flake entities-of-concern 2025-11 warning none 35.16");
        // Each was raised with the release that had its month, and stands. The revision corrected two of the figures
        // visibly.
        assertThat(twelve).allMatch(transition -> transition.get("asToday").asBoolean());
        assertThat(twelve)
                .allMatch(transition -> transition
                        .get("newestMonth")
                        .asText()
                        .equals(transition.at("/then/asOf").asText()));
        assertThat(twelve.stream().map(KnownThenIT::figures).filter(figures -> !figures.isEmpty()))
                .containsExactlyInAnyOrder("graphite-flake 45.7 now 45.3", "lithium 60.7 now 60.5");
    }

    @Test
    void aRevisionDatedATransitionFiveMonthsEarlier() throws IOException {
        JsonNode known = test("--dataset", "us-census-battery", "--mineral", "lithium-carbonate");

        assertThat(known.get("transitions"))
                .filteredOn(transition -> !transition.get("asToday").asBoolean())
                .singleElement()
                .satisfies(transition -> {
                    assertThat(transition.get("alertId").asText())
                            .isEqualTo("single-source/us-census-battery/US/lithium-carbonate/CL");
                    assertThat(transition.at("/then/asOf").asText()).isEqualTo("2024-12");
                    assertThat(transition.at("/today/asOf").asText()).isEqualTo("2024-07");
                    assertThat(transition.get("newestMonth").asText()).isEqualTo("2024-12");
                    assertThat(transition.get("monthsLater").asInt()).isEqualTo(5);
                    assertThat(transition.at("/then/observed").asDouble()).isCloseTo(60.0, within(0.05));
                });
    }

    @Test
    void theTextNamesDatasetsOfOneVintage() {
        Session session = run();

        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .contains(
                        "As known then: 73,522 records, judged after each release",
                        "us-census-battery/US: 40 releases",
                        "1 changed a complete period",
                        "26 transitions: 25 as today's figures have them, 1 later",
                        "as of 2024-07; raised 5 months later",
                        "Only one vintage, so what was known then is what is known now: us-census-annual/US,"
                                + " us-census-annual-consumption/US");
    }

    /** The figures then and now, if they differ in the first decimal. */
    private static String figures(JsonNode transition) {
        String then = "%.1f".formatted(transition.at("/then/observed").asDouble());
        String now = "%.1f".formatted(transition.get("observedToday").asDouble());
        return then.equals(now)
                ? ""
                : "%s %s now %s".formatted(transition.get("mineral").asText(), then, now);
    }

    private static String today(JsonNode transition) {
        return "%s %s %s %s %s %s %.2f"
                .formatted(
                        transition.get("policyId").asText(),
                        transition.get("mineral").asText(),
                        transition.get("subject").asText(),
                        transition.at("/today/asOf").asText(),
                        transition.at("/today/from").asText(),
                        transition.at("/today/to").asText(),
                        transition.at("/today/observed").asDouble());
    }

    private static JsonNode test(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--output", "json"));
        Session session = run(arguments.toArray(String[]::new));
        assertThat(session.exitCode()).as(session.err()).isZero();
        return JSON.readTree(session.out());
    }

    private static Session run(String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("policies", "test", policies.toString(), "--as-known", "then", "--bootstrap-server", server));
        arguments.addAll(List.of(options));
        return Session.of(arguments.toArray(String[]::new));
    }
}
