package org.lodewatch.guarantees.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.local.broker.SharedKafka;
import org.lodewatch.local.commands.Page.Block;
import org.lodewatch.local.commands.RunningLodewatch;
import org.lodewatch.local.commands.Session;
import org.lodewatch.schemas.catalogue.Catalogue;

/** The commands, files and programs of README.md and docs/ work as written, on a broker. */
class PagesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private String servers;

    @TempDir
    private Path directory;

    @BeforeEach
    void start() {
        servers = SharedKafka.emptied();
        run("topics", "create");
    }

    @Test
    void everyPolicyOfThePagesCanBeApplied() throws IOException {
        List<String> policies = new ArrayList<>(Pages.blocks(Pages.POLICIES, "json"));
        policies.addAll(Pages.blocks(Pages.README, "json"));

        assertThat(policies).hasSizeGreaterThan(2).allSatisfy(policy -> {
            Path file = Files.writeString(directory.resolve("policy.json"), policy);
            Session applied = run("policies", "apply", file.toString());
            assertThat(applied.err()).isIn("", "no dataset is published yet, so the datasets are not checked\n");
            assertThat(applied.out()).containsPattern("version 1|1 unchanged");
        });
    }

    @Test
    void everySampleOfRowsCanBePublished() throws IOException {
        List<String> tables = Pages.blocks(Pages.DATA, "csv");
        assertThat(Pages.blocks(Pages.README, "csv")).containsExactly(tables.get(0));
        Path canonical = Files.writeString(directory.resolve("imports.csv"), tables.get(0));
        Path ours = Files.writeString(directory.resolve("ours.csv"), tables.get(1));
        Path lines = Files.writeString(
                directory.resolve("imports.jsonl"),
                Pages.blocks(Pages.DATA, "jsonl").get(0));
        List<String> options = Pages.words(Pages.blocks(Pages.DATA, "sh").stream()
                .filter(block -> block.contains("ours.csv"))
                .findFirst()
                .orElseThrow()
                .strip()
                .replace("./lodewatch ", "")
                .replace("ours.csv", ours.toString()));

        assertThat(run("produce", "csv", canonical.toString()).out())
                .startsWith("7 rows published, none rejected; 2 periods declared complete\n");
        assertThat(run("produce", "jsonl", lines.toString()).out()).startsWith("2 rows published, none rejected;");
        assertThat(run(options.toArray(String[]::new)).out()).startsWith("2 rows published, none rejected;");
    }

    /** A download of each export, the block of the page that publishes it, and what its shares show. */
    @ParameterizedTest
    @CsvSource({
        "comtrade, 01-comtrade-download.csv, Norway $12.0 M 60.0 %",
        "usa-trade-online, 02-usa-trade-online.csv, Norway $4.8 M 66.9 %",
        "comext, 03-comext-sdmx.csv, Norway EUR 12.0 M 60.0 %",
        "dataweb, 12-dataweb.csv, Norway $5.1 M 78.5 %"
    })
    @Timeout(120)
    void twoCommandsLeadFromADownloadToItsShares(String layout, String download, String row) throws IOException {
        String page = Pages.blocks(Pages.DATA, "sh").stream()
                .filter(block -> block.contains("--layout " + layout) && block.contains("shares"))
                .findFirst()
                .orElseThrow();
        Path file = directory.resolve(layout + ".csv");
        try (InputStream in = RunningLodewatch.class.getResourceAsStream("/org/lodewatch/local/cases/" + download)) {
            Files.copy(in, file);
        }
        List<String[]> commands = page.lines()
                .map(line -> Pages.words(line.replace("./lodewatch ", "")
                                .replace(file.getFileName().toString(), file.toString()))
                        .toArray(String[]::new))
                .toList();
        assertThat(commands).hasSize(2);

        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled())) {
            Session produced = lodewatch.run(commands.get(0));
            assertThat(produced.exitCode()).as(produced.err()).isZero();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    lodewatch.run(commands.get(1)).out().replaceAll(" +", " "))
                            .contains(row));
        }
    }

    @Test
    @Timeout(120)
    void theReadmeShowsWhatItsCommandsPrint() throws IOException {
        String readme = Files.readString(Pages.README);
        Path imports = Files.writeString(
                directory.resolve("imports.csv"),
                Pages.blocks(Pages.README, "csv").get(0));
        Path policy = Files.writeString(
                directory.resolve("cobalt.json"),
                Pages.blocks(Pages.README, "json").get(0));
        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled())) {
            Session produced = lodewatch.run("produce", "csv", imports.toString());
            assertThat(readme).contains("$ ./lodewatch produce csv imports.csv\n" + produced.out());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                String cobalt = lodewatch.run("shares", "cobalt").out();
                assertThat(cobalt).isNotEmpty();
                assertThat(readme).contains("$ ./lodewatch shares cobalt\n" + cobalt.stripTrailing());
                // The table also shows the alerts, which follow the shares.
                assertThat(readme)
                        .contains("$ ./lodewatch shares\n"
                                + lodewatch.run("shares").out());
            });
            // ApiIT compares the answers over HTTP with the output of the command line.
            assertThat(JSON.readTree(lodewatch.run("shares", "--output", "json").out()))
                    .isEqualTo(JSON.readTree(
                            Pages.blocks(Pages.API, "json minerals").get(0)));
            ObjectNode documented = (ObjectNode)
                    JSON.readTree(Pages.blocks(Pages.API, "json alert").get(0));
            assertThat(JSON.readTree(lodewatch
                            .run("alerts", "--open", "--output", "json")
                            .out()))
                    .anySatisfy(open -> {
                        documented.set("publishedAt", open.get("publishedAt"));
                        assertThat(open).isEqualTo(documented);
                    });
            assertThat(readme)
                    .contains("$ ./lodewatch policies apply cobalt.json\n"
                            + lodewatch
                                    .run("policies", "apply", policy.toString())
                                    .out());
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    lodewatch.run("alerts", "--open").out().lines())
                            .hasSize(7)
                            .allSatisfy(alert -> assertThat(readme).contains(alert.substring(19))));
        }
    }

    @Test
    void theFeedOfThePagesCompilesAndPublishes() throws Exception {
        Block block = Pages.blocks(Pages.FEEDS).stream()
                .filter(found -> found.kind().startsWith("java "))
                .findFirst()
                .orElseThrow();
        assertThat(block.text().lines()).hasSizeLessThan(60);
        Path source = Files.writeString(directory.resolve(block.kind().substring("java ".length())), block.text());
        Path orders = Files.writeString(
                directory.resolve("orders.txt"), "1|CN|811010|2025-01|500|20\nnonsense\n2|TH|811010|2025-01|300|\n");
        Process feed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString(),
                        orders.toString(),
                        servers)
                .redirectErrorStream(true)
                .start();

        String printed = new String(feed.getInputStream().readAllBytes(), UTF_8);

        assertThat(feed.waitFor()).as(printed).isZero();
        assertThat(printed).contains("published=2", "rejected={wrong-column-count=1}", "periodsDeclared=1");
    }

    @Test
    @Timeout(120)
    void theCommandsOfOperationsCanBeRun() throws IOException {
        List<String> commands = Pages.blocks(Pages.OPERATIONS, "sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("./lodewatch ") && !line.startsWith("./lodewatch stream"))
                // LockedOutIT runs the administrators' commands, on a broker with an authorizer.
                .filter(line -> !line.contains("--acls"))
                // MovedIT runs the commands of a move, between two clusters.
                .filter(line -> !line.contains(".example:9092"))
                .map(line -> line.replace(" --bootstrap-server localhost:9092", ""))
                .toList();
        Path imports = Files.writeString(
                directory.resolve("imports.csv"),
                Pages.blocks(Pages.README, "csv").get(0));
        try (RunningLodewatch lodewatch = RunningLodewatch.with(Catalogue.bundled())) {
            lodewatch.run("produce", "csv", imports.toString());
            assertThat(lodewatch.run("verify", "--wait", "60").exitCode()).isZero();
            assertThat(lodewatch.run("reset").err())
                    .startsWith("lodewatch: an instance of lodewatch is running (lodewatch-catalogue-")
                    .hasLineCount(1);
            lodewatch.stop();

            assertThat(commands)
                    .contains("./lodewatch reset", "./lodewatch reset --execute", "./lodewatch verify")
                    .allSatisfy(command -> {
                        String[] words = Pages.words(command.substring("./lodewatch ".length()))
                                .toArray(String[]::new);
                        Session session = takesServer(words) ? lodewatch.run(words) : Session.of(words);
                        assertThat(session.exitCode())
                                .as(command + ": " + session.err())
                                .isZero();
                    });
            assertThat(lodewatch.run("reset").out())
                    .startsWith("note 4 books in lodewatch-mineral-book-unpublished-changelog")
                    .endsWith("nothing is done yet: run it again with --execute\n");
        }
    }

    @Test
    @Timeout(120)
    void anInstanceStartsWithEachCommandOfOperations() throws Exception {
        List<String> commands = Pages.blocks(Pages.OPERATIONS, "sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.matches("(LODEWATCH_OPTS=\\S+ )?\\./lodewatch stream.*"))
                .toList();
        Path launcher = Files.writeString(
                directory.resolve("lodewatch"), """
                #!/bin/sh
                exec java -XX:TieredStopAtLevel=1 -Dlogback.configurationFile=logback.xml $LODEWATCH_OPTS -cp '%s' \\
                  org.lodewatch.local.Main "$@" --bootstrap-server %s \\
                  --set application.id=page --set http.port=0 --set state.dir=state
                """.formatted(System.getProperty("java.class.path"), servers));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));

        assertThat(commands).hasSizeGreaterThan(2);
        for (String command : commands) {
            try (Example instance = Example.start(directory, "sh", "-c", "exec env " + command)) {
                assertThat(instance.awaitLines(1)).as(command).anyMatch(line -> line.startsWith("running on"));
                instance.stop();
            }
        }
    }

    private static boolean takesServer(String... words) {
        return !List.of("--help", "settings").contains(words[0]);
    }

    private Session run(String... args) {
        return Session.of(Stream.concat(Arrays.stream(args), Stream.of("--bootstrap-server", servers))
                .toArray(String[]::new));
    }
}
