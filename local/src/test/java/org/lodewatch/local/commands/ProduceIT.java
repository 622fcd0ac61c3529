package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.broker.SharedKafka;

/** The commands that publish files. */
class ProduceIT {

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg\n";
    private static final String NOTHING_TO_DO = "already published, nothing to do (--again publishes again)\n";

    private static String servers;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        servers = SharedKafka.emptied();
        run("topics", "create");
    }

    @Test
    void aFileIsPublishedOnceUnlessAgainIsGiven() throws IOException {
        String file = file("a.csv", HEADER + """
                own-a,1,1,US,CN,282580,2025-01,1000,
                own-a,2,1,US,BE,282580,2025-02,2000.50,12.5
                """);

        assertThat(run("produce", "csv", file))
                .isEqualTo(new Session(
                        0,
                        "2 rows published, none rejected; 2 periods declared complete\n"
                                + "1 row with a value and without a weight\n",
                        ""));
        assertThat(run("produce", "csv", file)).isEqualTo(new Session(0, NOTHING_TO_DO, ""));
        assertThat(run("produce", "csv", "--again", file).out()).startsWith("2 rows published");
    }

    @Test
    void rejectedRowsAreCountedByReasonAndChangeTheExitCode() throws IOException {
        String file = file("b.csv", HEADER + """
                own-b,1,1,US,CN,282580,2025-01,1000,
                own-b,2,1,US,ZZ,282580,2025-01,1000,
                own-b,3,1,US,CN,28-25,2025-01,1000,
                own-b,4,1,US,CN,282580,2025-13,1000,
                own-b,5,1,US,CN,282580,2025-14,1000,
                """);

        Session session = run("produce", "csv", file);
        assertThat(session.exitCode()).isEqualTo(3);
        assertThat(session.out())
                .startsWith(
                        "1 row published, 4 rejected (invalid-commodity-code 1, invalid-period 2, unknown-country 1; each"
                                + " is in customs-imports-rejected, with its line and what was expected);"
                                + " 0 periods declared complete\n")
                .contains(
                        "2025-01 of own-b/US is partial: 4 rows rejected; correct and publish them, or --accept-partial");
    }

    @Test
    void rejectedRowsAreListedWithTheirReasonAndText() throws IOException {
        String file = file("listed.csv", HEADER + """
                own-l,1,1,US,CN,282580,2025-01,1000,
                own-l,2,1,US,Z\u00DF,282580,2025-01,1000,
                """);
        String feed = "csv:" + Path.of(file).toAbsolutePath();
        run("produce", "csv", file);

        Session listed = run("rejected", "--feed", feed, "--reason", "unknown-country");

        assertThat(listed.exitCode()).isZero();
        assertThat(listed.out().replaceFirst("^[0-9-]{10} [0-9:]{8}Z", "TIME")).isEqualTo("""
                TIME  unknown-country  %s, line 3
                  origin: 'Z\u00DF' is not a country of the catalogue; expected an ISO 3166-1 alpha-2 code, or XX for an unknown origin
                  own-l,2,1,US,Z\u00DF,282580,2025-01,1000,

                reason           rows
                unknown-country     1
                """.formatted(feed));
        assertThat(run("rejected", "--feed", feed, "--output", "json").out())
                .contains("\"line\" : 3", "\"reason\" : \"unknown-country\"", "\"unknown-country\" : 1");
        assertThat(run("rejected", "--feed", feed, "--reason", "undecodable"))
                .isEqualTo(new Session(0, "", "no rejected rows\n"));
        assertThat(run("rejected", "--reason", "unknown").err())
                .startsWith("lodewatch: --reason: there is no reason unknown; the reasons are invalid-dataset,");
        assertThat(run("rejected", "--limit", "0").exitCode()).isEqualTo(1);
    }

    @Test
    void aRunSaysWhichRowsCountNowhere() throws IOException {
        String file = file("nowhere.csv", HEADER + """
                own-n,1,1,US,CN,282580,2025-01,1000,1
                own-n,2,1,US,XX,010121,2025-01,1000,0
                own-n,3,1,US,CN,811020,2025-01,1000,1
                """);

        assertThat(run("produce", "csv", file).out()).isEqualTo("""
                3 rows published, none rejected; 1 period declared complete
                1 row of no mineral: 0101 1
                unknown origin: 1 row of XX
                1 row with a value and without a weight
                """);
    }

    @Test
    void aFileThatHasChangedIsPublishedFromItsBeginning() throws IOException {
        String file = file("c.csv", HEADER + "own-c,1,1,US,CN,282580,2025-01,1000,\n");
        run("produce", "csv", file);
        file("c.csv", HEADER + "own-c,1,2,US,CN,282580,2025-01,1100,\n");

        assertThat(run("produce", "csv", file).out()).isEqualTo("""
                %s: reading from the beginning, because it has changed or can only be read from there; rows that are already published have no effect
                1 row published, none rejected; 1 period declared complete
                """.formatted(file));
    }

    @Test
    void aFileOfAnotherShapeIsDescribedByOptions() throws IOException {
        String file = file("d.csv", """
                hs;from;month;usd
                282580;CN;2025-01;1000
                282580;BE;2025-01;2000
                """);

        assertThat(run(
                        "produce",
                        "csv",
                        file,
                        "--separator",
                        ";",
                        "--column",
                        "commodity_code=hs",
                        "--column",
                        "origin=from",
                        "--column",
                        "period=month",
                        "--column",
                        "customs_value_usd=usd",
                        "--set",
                        "dataset=own-d",
                        "--set",
                        "reporter=US",
                        "--set",
                        "revision=1",
                        "--compose-record-id",
                        "--partial"))
                .isEqualTo(new Session(0, "2 rows published, none rejected; 0 periods declared complete\n", ""));
    }

    @Test
    void severalFilesAreSummedUpInOneSentence() throws IOException {
        String first = file("e.csv", HEADER + "own-e,1,1,US,CN,282580,2025-01,1000,\n");
        String second = file("f.csv", HEADER + "own-e,2,1,US,CN,282580,2025-02,1000,\n");
        run("produce", "csv", first);

        assertThat(run("produce", "csv", first, second).out())
                .isEqualTo("1 row published, none rejected; 1 period declared complete; 1 of 2 files " + NOTHING_TO_DO);
    }

    @Test
    void jsonLinesAreReadFromAPipe() {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("""
                {"dataset": "own-f", "record_id": "1", "revision": 1, "reporter": "US", "origin": "CN", "commodity_code": "282580", "period": "2025-01", "customs_value_usd": 1000}
                """.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("produce", "jsonl", "-").out())
                    .isEqualTo("1 row published, none rejected; 1 period declared complete\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aMissingColumnIsNamedWithTheOptionThatSuppliesIt() throws IOException {
        Session session = run("produce", "csv", file("g.csv", "dataset,record_id\nown-g,1\n"));

        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err())
                .startsWith("lodewatch: ")
                .contains("has no column 'revision'", "--set revision=20260614")
                .hasLineCount(1);
    }

    @Test
    void filesDroppedIntoAFolderArePublishedAndMoved() throws IOException {
        file("bad.csv", "dataset,record_id\nown-h,1\n");
        file("h.csv", HEADER + "own-h,1,1,US,CN,282580,2025-01,1000,\nown-h,2,1,US,ZZ,282580,2025-01,1000,\n");
        zip("i.zip", "one.csv", HEADER + "own-h,3,1,US,CN,282580,2025-01,1000,\n");
        file("j.csv.part", HEADER);

        Session session = run("produce", "drop-folder", directory.toString(), "--settle", "200ms");

        assertThat(session.exitCode()).isEqualTo(3);
        assertThat(session.out().lines())
                // On a slow machine, progress is printed too.
                .filteredOn(line -> line.contains(" -> "))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("bad.csv: " + directory.resolve("bad.csv") + " has no column 'revision'")
                        .endsWith("; nothing of it is published -> failed/"))
                .contains(
                        "h.csv: 1 row published, 1 rejected (unknown-country 1); 0 periods declared complete -> done/",
                        "i.zip: 1 row published, none rejected; 1 period declared complete -> done/");
        assertThat(directory.resolve("failed/bad.csv.report.txt")).isNotEmptyFile();
        assertThat(directory.resolve("done/h.csv.report.txt")).isNotEmptyFile();
        assertThat(run("produce", "drop-folder", directory.toString()))
                .isEqualTo(new Session(0, "nothing to publish in " + directory + "\n", ""));
    }

    private void zip(String name, String member, String text) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            zip.putNextEntry(new ZipEntry(member));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static Session run(String... args) {
        return Session.of(Stream.concat(Arrays.stream(args), List.of("--bootstrap-server", servers).stream())
                .toArray(String[]::new));
    }
}
