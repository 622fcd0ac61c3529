package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.producer.census.CensusStub;
import org.lodewatch.producer.census.Trade;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;

/**
 * Imports that the Census Bureau published, and revised a week later, lead through its API to the same shares as from a
 * file, to the cent, although the feed is killed.
 */
@Timeout(300)
class CensusFeedIT {

    private static final String UNLISTED = "8999"; // a country code that is not in use

    @TempDir
    private Path directory;

    private CensusStub source;
    private RunningLodewatch lodewatch;

    /** One row of the bundled file. */
    private record Row(String id, String revision, String origin, String code, String month, long dollars) {

        static Row of(String line) {
            String[] cells = line.split(",", -1);
            return new Row(cells[1], cells[2], cells[4], cells[5], cells[6], Long.parseLong(cells[7]));
        }

        Trade trade() {
            String country = Catalogue.bundled()
                    .country(origin)
                    .filter(known -> !known.scheduleC().isEmpty())
                    .map(known -> known.scheduleC().get(0))
                    .orElse(UNLISTED);
            return Trade.of(code, month, country, dollars);
        }
    }

    @BeforeEach
    void start() throws IOException {
        source = CensusStub.started();
        catalogue();
        lodewatch = RunningLodewatch.with(Catalogue.load(directory.resolve("catalogue")));
    }

    /** Two minerals, because the feed pauses between headings, and the bundled catalogue has 87 of them. */
    private void catalogue() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("catalogue"));
        Files.writeString(
                folder.resolve("minerals.csv"),
                "mineral,name,usgs_2022,usgs_2025,member_of,source\n"
                        + "graphite,graphite,yes,yes,,test\nlithium,lithium,yes,yes,,test\n");
        Files.writeString(
                folder.resolve("forms.csv"),
                "mineral,form,name,stage,headline\n"
                        + "graphite,flake,natural graphite,ore,yes\n"
                        + "lithium,carbonate,lithium carbonate,compound,yes\n");
        Files.writeString(
                folder.resolve("commodities.csv"),
                "prefix,mineral,form,confirmed,description,source\n"
                        + "250410,graphite,flake,yes,natural graphite,test\n"
                        + "283691,lithium,carbonate,yes,lithium carbonate,test\n");
    }

    @AfterEach
    void stop() {
        lodewatch.close();
        source.close();
    }

    private String[] census(Path key) {
        return new String[] {
            "produce",
            "census",
            "--digits=6",
            "--dataset=us-interface",
            "--from=2023-01",
            "--catalog=" + directory.resolve("catalogue"),
            "--daily-requests=100000",
            "--state-dir=" + directory.resolve("state"),
            "--key-file=" + key,
            "--url=" + source.base()
        };
    }

    /** Starts the feed as a process that prints to a file. */
    private Process process(Path key, Path printed, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(census(key)));
        command.addAll(List.of(options));
        command.addAll(List.of("--bootstrap-server", lodewatch.bootstrapServers()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private void killWhilePublishing(Path key) throws IOException, InterruptedException {
        Process feed = process(key, directory.resolve("killed.log"));
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> lodewatch.imports("us-interface") > 0);
        } finally {
            feed.destroyForcibly();
            assertThat(feed.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void published(int imports) {
        await().atMost(Duration.ofSeconds(60)).until(() -> lodewatch.imports("us-interface") == imports);
    }

    private Map<String, String> views(String dataset) {
        Map<String, String> views = new TreeMap<>();
        lodewatch.shares().forEach((key, shares) -> {
            if (shares.getDataset().equals(dataset)) {
                views.put(shares.getMineral() + "@" + shares.getAsOf(), view(shares));
            }
        });
        return views;
    }

    private static String view(MineralShares shares) {
        return shares.getComplete() + " " + shares.getTotalValueCents() + " " + shares.getRecords() + " "
                + shares.getCountries().stream()
                        .map(country -> country.getCountry() + "=" + country.getValueCents())
                        .collect(Collectors.joining(" "));
    }

    @Test
    void theApiLeadsToTheSameSharesAsTheFile() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), CensusStub.KEY + "\n");
        List<String> lines = BundledFiles.lines(BundledFiles.MONTHLY, line -> true);
        Path file = Files.write(directory.resolve("imports.csv"), lines);
        List<Row> rows = lines.stream().skip(1).map(Row::of).toList();
        assertThat(lodewatch.run("produce", "csv", file.toString()).exitCode()).isZero();

        source.publish("2026-06-07", trades(rows, "20260607"));
        killWhilePublishing(key);
        Session first = lodewatch.run(census(key));
        assertThat(first.err()).doesNotContain(CensusStub.KEY).doesNotContain("lodewatch:");
        assertThat(first.out()).contains("none rejected; ").contains("periods declared complete");
        assertThat(lodewatch.run(census(key)).out()).isEqualTo("nothing new\n");

        source.publish("2026-06-14", trades(rows, "20260614"));
        Session revision = lodewatch.run(census(key));
        assertThat(revision.out()).contains("none rejected; ");

        assertThat(lodewatch.repeatedImports("us-interface")).isEmpty();
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            Map<String, String> fromFile = views("us-census-battery");
            assertThat(fromFile).hasSizeGreaterThan(50);
            assertThat(views("us-interface")).isEqualTo(fromFile);
        });

        // A line that the source no longer publishes is withdrawn.
        Row gone = rows.stream()
                .filter(row -> row.month().equals("2026-03")
                        && row.origin().equals("CN")
                        && row.code().equals("250410"))
                .findFirst()
                .orElseThrow();
        source.withdraw("250410", "2026-03", gone.trade().country());
        source.touch("2026-03", "2026-07-05");
        assertThat(lodewatch.run(census(key)).out())
                .endsWith("1 row published (1 withdrawal), none rejected; " + "36 periods declared complete\n");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> lodewatch
                                        .run("verify", "--catalog=" + directory.resolve("catalogue"))
                                        .exitCode()
                                == 0
                        && !views("us-interface")
                                .get("graphite@2026-03")
                                .equals(views("us-census-battery").get("graphite@2026-03")));
    }

    @Test
    void aFollowingFeedPublishesNewPeriodsAndEndsWhenASecondStarts() throws Exception {
        Path key = Files.writeString(directory.resolve("key"), CensusStub.KEY);
        Path printed = directory.resolve("first.log");
        source.publish("2026-06-07", Trade.of("250410", "2026-04", "5700", 100));
        Process first = process(key, printed, "--follow", "--poll-every=1s");
        Process second = null;
        try {
            published(1);
            source.publish("2026-07-05", Trade.of("250410", "2026-05", "5700", 200));
            published(2);

            second = process(key, directory.resolve("second.log"), "--follow", "--poll-every=1s");
            assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(1);
            assertThat(Files.readString(printed))
                    .contains("us-interface: 1 row published, none rejected; 1 period declared complete")
                    .contains("another instance of feed census:us-interface is running")
                    .doesNotContain(CensusStub.KEY);

            source.publish("2026-08-05", Trade.of("250410", "2026-06", "5700", 300));
            published(3);
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(lodewatch.repeatedImports("us-interface")).isEmpty();
        } finally {
            first.destroyForcibly();
            if (second != null) {
                second.destroyForcibly();
            }
        }
    }

    private static List<Trade> trades(List<Row> rows, String revision) {
        return rows.stream()
                .filter(row -> row.revision().equals(revision) && row.dollars() > 0)
                .map(Row::trade)
                .toList();
    }
}
