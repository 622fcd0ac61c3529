package org.lodewatch.producer.dropfolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.producer.edition.EditionSettings;
import org.lodewatch.producer.layout.Layout;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PublishProgress;
import org.lodewatch.producer.publish.PublishingWorld;
import org.lodewatch.producer.publish.TakenOverException;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.CountryLookup;
import org.lodewatch.schemas.messages.PeriodComplete;
import org.lodewatch.schemas.topics.Topics;

class DropFolderTest {

    private static final FileFeeds FEEDS = new FileFeeds(Layout.PLAIN, CountryLookup.of(Catalogue.bundled()));

    private static final String HEADER =
            "dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n";
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Instant LONG_AGO = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final PublishingWorld world = new PublishingWorld();
    private final Events events = new Events();
    private final FakeTimer timer = new FakeTimer();
    private Function<String, ImportPublisher> connection = world::publisher;
    private FeedRun.Options options = FeedRun.Options.DEFAULT;
    private int filesWritten;

    /** Records the calls, one line each, and runs hooks of a test at a commit and at the end of a file. */
    private static final class Events implements DropListener {

        private final List<String> lines = new ArrayList<>();
        private Consumer<PublishProgress.State> onCommit = state -> {};
        private Runnable onEnd = () -> {};

        @Override
        public PublishProgress started(String file) {
            return new PublishProgress() {
                @Override
                public void committed(State state) {
                    onCommit.accept(state);
                }

                @Override
                public void caughtUp(FeedReport report) {
                    onEnd.run();
                }
            };
        }

        @Override
        public void moved(DropOutcome outcome, String subfolder) {
            lines.add("%s: %s -> %s/".formatted(outcome.file(), outcome.sentence(), subfolder));
        }

        @Override
        public void left(String file, String why) {
            lines.add(file + ": " + why);
        }

        @Override
        public void retrying(String message, Duration pause) {
            lines.add("%s; again in %d s".formatted(message, pause.toSeconds()));
        }
    }

    /** Its time advances only by pauses. */
    private static final class FakeTimer extends DropFolder.StoppableTimer {

        private final List<Duration> pauses = new ArrayList<>();
        private Runnable meanwhile = () -> {};
        private long now;

        @Override
        long nanoTime() {
            return now;
        }

        @Override
        void pause(Duration time) {
            pauses.add(time);
            now += time.toNanos();
            meanwhile.run();
        }
    }

    private DropFolder dropFolder() {
        return new DropFolder(
                folder,
                new DropFolder.Settings(FEEDS, SETTLE, options, EditionSettings.NONE, Catalogue.bundled()),
                new ImportRules(Set.of("US", "CN")::contains, PublishingWorld.CLOCK),
                id -> connection.apply(id),
                events,
                timer,
                PublishingWorld.CLOCK);
    }

    private static String row(String id) {
        return row(id, "2025-01");
    }

    private static String row(String id, String period) {
        return "acme," + id + ",1,US,CN,811010," + period + ",12.50\n";
    }

    private static String rows(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> row(prefix + i)).collect(Collectors.joining());
    }

    private static String json(String id) {
        return """
                {"dataset": "acme", "record_id": "%s", "revision": 1, "reporter": "US", "origin": "CN", "commodity_code": "811010", "period": "2025-01", "customs_value_usd": 12.5}
                """.formatted(id);
    }

    /** Each file is a second newer than the one before. */
    private Path drop(String name, byte[] bytes) {
        try {
            Path file = Files.write(folder.resolve(name), bytes);
            Files.setLastModifiedTime(file, FileTime.from(LONG_AGO.plusSeconds(filesWritten++)));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path drop(String name, String text) {
        return drop(name, text.getBytes());
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Names and texts, by turns. */
    private static byte[] zip(String... members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < members.length; i += 2) {
                zip.putNextEntry(new ZipEntry(members[i]));
                zip.write(members[i + 1].getBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A zip that keeps its only member as it is, so that a test can damage just that. */
    private static byte[] storedZip(String name, String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(name);
            CRC32 checksum = new CRC32();
            checksum.update(text.getBytes());
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(text.length());
            entry.setCrc(checksum.getValue());
            zip.putNextEntry(entry);
            zip.write(text.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private List<String> ids() {
        return world.keys(Topics.CUSTOMS_IMPORTS).stream()
                .filter(key -> !key.contains("@")) // those of declared periods
                .toList();
    }

    private List<String> declared() {
        return world.declared().stream()
                .map(PeriodComplete::getPeriod)
                .distinct()
                .toList();
    }

    @Test
    void fiftySmallFilesDeclareEachOfTheirPeriodsOnce() {
        int periods = 37;
        for (int file = 0; file < 50; file++) {
            String prefix = file + "-";
            drop(
                    "part-%02d.csv".formatted(file),
                    HEADER
                            + IntStream.range(0, 40)
                                    .mapToObj(i -> row(
                                            prefix + i,
                                            YearMonth.of(2023, 1)
                                                    .plusMonths(i % periods)
                                                    .toString()))
                                    .collect(Collectors.joining()));
        }

        dropFolder().runOnce();

        assertThat(ids()).hasSize(2000);
        assertThat(declared()).hasSize(periods);
        // Declared by each file, they were 50 times as many.
        assertThat(world.declared()).hasSize(periods * 3); // one for each partition
        assertThat(events.lines)
                .hasSize(50)
                .allMatch(line -> line.contains("40 rows published, none rejected; 37 periods declared complete"));
    }

    @Test
    void namesThatControlATerminalAreEscapedInReports() throws IOException {
        drop("a\u001B[2J\nb\u202E.csv", HEADER + row("1"));

        dropFolder().runOnce();

        assertThat(report("done/a\u001B[2J\nb\u202E.csv.report.txt"))
                .startsWith("a\\u001b[2J\\nb\\u202e.csv, 2026-06-14");
    }

    /** All files in the folder and below, as paths. */
    private List<String> files() {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String report(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void aFileIsPublishedAndMovedBesideItsReport() throws IOException {
        drop("a.csv", HEADER + row("1", "2025-01") + row("2", "2025-02"));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2");
        assertThat(declared()).containsExactly("2025-01", "2025-02");
        assertThat(files()).containsExactly("done/a.csv", "done/a.csv.report.txt");
        assertThat(events.lines)
                .containsExactly("a.csv: 2 rows published, none rejected; 2 periods declared complete -> done/");
        assertThat(report("done/a.csv.report.txt")).isEqualTo("""
                a.csv, 2026-06-14 12:00:00 UTC
                done: 2 rows published, none rejected; 2 periods declared complete

                periods declared complete:
                  acme/US@2025-01
                  acme/US@2025-02
                """);
    }

    @Test
    void theFormatFollowsFromTheEndingOfTheNameInAnyCase() {
        drop("1.csv", HEADER + row("1"));
        drop("2.CSV.GZ", gzip(HEADER + row("2")));
        drop("3.jsonl", json("3"));
        drop("4.jsonl.gz", gzip(json("4")));
        drop("5.Zip", zip("a.csv", HEADER + row("5")));
        drop("6.xlsx", "not for us");

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2", "3", "4", "5");
        assertThat(files()).contains("6.xlsx", "done/2.CSV.GZ", "done/5.Zip");
        assertThat(events.lines).contains("6.xlsx: its name does not end in .csv, .csv.gz, .jsonl, .jsonl.gz or .zip");
    }

    @Test
    void theOldestFileIsPublishedFirst() {
        drop("c.csv", HEADER + row("1"));
        drop("b.csv", HEADER + row("2"));
        drop("a.csv", HEADER + row("3"));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {".a.csv", "a.csv.part", "a.csv.tmp", "a.csv.filepart", "a.csv.PART"})
    void aFileWithTheNameOfAnUnfinishedOneIsIgnored(String name) {
        drop(name, HEADER + row("1"));

        dropFolder().runOnce();

        assertThat(files()).containsExactly(name);
        assertThat(events.lines).isEmpty();
        assertThat(timer.pauses).isEmpty();
    }

    @Test
    void aFileThatIsStillBeingWrittenIsLeftForTheNextRun() {
        drop("a.csv", HEADER + row("1"));
        drop("b.csv", HEADER);
        timer.meanwhile = () -> drop("b.csv", HEADER + row("2"));

        dropFolder().runOnce();

        assertThat(timer.pauses).containsExactly(SETTLE);
        assertThat(ids()).containsExactly("1");
        assertThat(files()).contains("b.csv");
        assertThat(events.lines).contains("b.csv: still being written to");
    }

    @Test
    void followingPublishesAFileOnceItHasSettled() {
        DropFolder following = dropFolder();
        List<Integer> published = new ArrayList<>();
        timer.meanwhile = () -> {
            int look = timer.pauses.size();
            if (look <= 3) {
                drop("a.csv", HEADER + rows("r", look)); // written to in the first three seconds
            }
            published.add(ids().size());
            if (look == 12) {
                following.stop();
            }
        };

        following.follow();

        // Checked each second: unchanged from second 3 on, and read five seconds later.
        assertThat(published).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3);
        assertThat(files()).containsExactly("done/a.csv", "done/a.csv.report.txt");
    }

    @Test
    void rejectedRowsAreListedInTheReportOfAFileInDone() throws IOException {
        drop("a.csv", HEADER + row("1") + row("2", "2025-13") + "short\n" + row("4", "25"));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1");
        assertThat(events.lines)
                .containsExactly("a.csv: 1 row published, 3 rejected (invalid-period 2, wrong-column-count 1);"
                        + " 0 periods declared complete -> done/");
        assertThat(report("done/a.csv.report.txt"))
                .contains("2025-01 of acme/US is partial: 2 rows rejected;")
                .contains("rows rejected (all are in topic customs-imports-rejected, with their text):\n"
                        + "  line 3: invalid-period: period: '2025-13'")
                .contains("  line 4: wrong-column-count: 1 columns; expected 8, as in the header\n");
    }

    @Test
    void onlyTheFirstTwentyRejectedRowsAreListed() throws IOException {
        drop("a.csv", HEADER + "short\n".repeat(1_234));

        dropFolder().runOnce();

        assertThat(report("done/a.csv.report.txt"))
                .contains("  line 21: ", "\n  1,214 more\n")
                .doesNotContain("  line 22: ");
    }

    @Test
    void filesThatCannotBeReadFailWithTheReasonAndTheOthersArePublished() throws IOException {
        drop("no-columns.csv", "a,b\n1,2\n");
        drop("empty.jsonl", "");
        drop("no.zip", "not a zip");
        drop("nothing-in-it.zip", zip("readme.txt", "hello", "__MACOSX/a.csv", "x", ".hidden/b.csv", "x", "c/", ""));
        drop("good.csv", HEADER + row("1"));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1");
        assertThat(files())
                .contains(
                        "failed/no-columns.csv",
                        "failed/empty.jsonl",
                        "failed/no.zip",
                        "failed/nothing-in-it.zip",
                        "done/good.csv");
        assertThat(report("failed/no-columns.csv.report.txt"))
                .contains("failed: ", "has no column 'dataset'", "nothing of it is published");
        assertThat(report("failed/empty.jsonl.report.txt")).contains("is empty");
        assertThat(report("failed/nothing-in-it.zip.report.txt")).contains("holds no CSV or JSON lines file");
        assertThat(events.lines).hasSize(5).last().asString().endsWith("-> done/");
    }

    @Test
    void theReportOfADamagedFileCountsWhatWasCommittedBeforeTheDamage() throws IOException {
        byte[] whole = gzip(HEADER + rows("r", 25_000));
        drop("a.csv.gz", Arrays.copyOf(whole, whole.length - 100));

        dropFolder().runOnce();

        int published = ids().size();
        // A batch ends after 10,000 rows, or after a second on a slow machine.
        assertThat(published).isPositive().isLessThan(25_000);
        assertThat(declared()).isEmpty();
        assertThat(report("failed/a.csv.gz.report.txt"))
                .contains("Unexpected end of ZLIB input stream", "after line ")
                .contains("the rows before that stay published: %,d rows published".formatted(published));
    }

    @Test
    void aNameThatIsInUseGetsANumber() {
        for (String id : List.of("1", "2", "3")) {
            drop("a.csv.gz", gzip(HEADER + row(id)));
            dropFolder().runOnce();
        }

        assertThat(ids()).containsExactly("1", "2", "3");
        assertThat(files())
                .containsExactly(
                        "done/a-2.csv.gz",
                        "done/a-2.csv.gz.report.txt",
                        "done/a-3.csv.gz",
                        "done/a-3.csv.gz.report.txt",
                        "done/a.csv.gz",
                        "done/a.csv.gz.report.txt");
    }

    @Test
    void membersOfAZipAreReadOneAfterTheOtherAndShareTheirPeriods() throws IOException {
        drop(
                "a.zip",
                zip(
                        "notes.txt", "hello",
                        "2025/", "",
                        "2025/first.csv", HEADER + row("1") + row("2", "2025-13"),
                        "__MACOSX/2025/._first.csv", "no csv",
                        "second.JSONL", json("3")));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "3");
        assertThat(world.declared()).hasSize(3); // one for each partition
        assertThat(report("done/a.zip.report.txt")).contains("  2025/first.csv, line 3: invalid-period: ");
    }

    @Test
    void aZipWithAMemberThatLacksColumnsIsNotPublishedAtAll() throws IOException {
        drop("a.zip", zip("a.csv", HEADER + row("1"), "b.csv", "a,b\n1,2\n"));

        dropFolder().runOnce();

        assertThat(ids()).isEmpty();
        assertThat(report("failed/a.zip.report.txt"))
                .contains("a.zip!b.csv has no column 'dataset'", "nothing of it is published");
    }

    @Test
    void aZipWhoseMemberDoesNotMatchItsChecksumFails() throws IOException {
        byte[] bytes = storedZip("a.csv", HEADER + row("1"));
        bytes[140] ^= 1; // within the text
        drop("a.zip", bytes);

        dropFolder().runOnce();

        assertThat(report("failed/a.zip.report.txt")).contains("checksum of a.csv does not match");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void afterAKillWithinAFileTheNextRunResumesWithoutLossOrRepetition(int commits) throws IOException {
        drop("a.csv", HEADER + "short\n" + rows("r", 25_000));
        killAfter(commits);

        dropFolder().runOnce();

        assertThat(ids())
                .isEqualTo(IntStream.range(0, 25_000).mapToObj(i -> "r" + i).toList());
        assertThat(declared()).containsExactly("2025-01");
        assertThat(files()).containsExactly("done/a.csv", "done/a.csv.report.txt");
        assertThat(report("done/a.csv.report.txt")).contains("\n  1 by an earlier run\n");
    }

    @Test
    void afterAKillWithinAZipTheNextRunResumesInItsMember() {
        drop("a.zip", zip("a.csv", HEADER + rows("a", 5_000), "b.csv", HEADER + rows("b", 20_000)));
        killAfter(1);

        dropFolder().runOnce();

        assertThat(ids())
                .isEqualTo(Stream.concat(
                                IntStream.range(0, 5_000).mapToObj(i -> "a" + i),
                                IntStream.range(0, 20_000).mapToObj(i -> "b" + i))
                        .toList());
    }

    /** Runs until so many commits, and stops as if killed. */
    private void killAfter(int commits) {
        int[] left = {commits};
        events.onCommit = state -> {
            if (--left[0] == 0) {
                throw new Killed();
            }
        };
        assertThatThrownBy(() -> dropFolder().runOnce()).isInstanceOf(Killed.class);
        events.onCommit = state -> {};
        events.lines.clear();
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aFileThatWasPublishedButNotMovedIsMovedWithItsCounts() throws IOException {
        drop("a.csv", HEADER + row("1") + row("2", "2025-13"));
        events.onEnd = () -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> dropFolder().runOnce()).isInstanceOf(Killed.class);
        events.onEnd = () -> {};
        assertThat(files()).containsExactly("a.csv");

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1");
        assertThat(events.lines)
                .containsExactly("a.csv: already published by an earlier run: 1 row, 1 rejected -> done/");
        assertThat(report("done/a.csv.report.txt")).contains("\n  1 by an earlier run\n");
    }

    @Test
    void aFileThatIsReplacedWhileItIsReadIsNotMovedUnread() {
        Path file = drop("a.csv", HEADER + row("old"));
        events.onCommit = state -> {
            events.onCommit = again -> {};
            replace(file, drop(".a.csv", HEADER + row("newer")));
        };

        dropFolder().runOnce();
        assertThat(files()).containsExactly("a.csv");
        assertThat(events.lines)
                .containsExactly("a.csv: changed while it was read; it is read again once it is complete");

        dropFolder().runOnce();
        assertThat(ids()).containsExactly("old", "newer");
        assertThat(files()).contains("done/a.csv");
    }

    @Test
    void aFileThatFailsWhileItIsReplacedIsNotMoved() {
        Path file = drop("a.csv", "a,b\n");
        connection = id -> {
            replace(file, drop(".a.csv", HEADER + row("1")));
            connection = world::publisher;
            return world.publisher(id);
        };

        dropFolder().runOnce();

        assertThat(files()).containsExactly("a.csv");
    }

    private static void replace(Path file, Path by) {
        try {
            Files.move(by, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatAnotherProcessMovesIsNoError() {
        Path file = drop("a.csv", HEADER + row("1"));
        drop("b.csv", HEADER + row("2"));
        Path gone = drop("c.csv", HEADER + row("3"));
        events.onCommit = state -> {
            delete(file);
            delete(gone);
        };

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2");
        assertThat(files()).containsExactly("done/b.csv", "done/b.csv.report.txt");
        assertThat(events.lines).contains("c.csv: moved away by another process");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFailureOfKafkaEndsARunAndLeavesTheFileInPlace() {
        drop("a.csv", HEADER + row("1"));
        drop("b.csv", HEADER + row("2"));
        connection = id -> {
            throw new OperatorException("no answer from Kafka");
        };

        assertThatThrownBy(() -> dropFolder().runOnce())
                .isInstanceOf(OperatorException.class)
                .hasMessage("no answer from Kafka");
        assertThat(files()).containsExactly("a.csv", "b.csv");

        connection = world::publisher;
        dropFolder().runOnce();
        assertThat(ids()).containsExactly("1", "2");
    }

    @Test
    void followingRetriesWithLongerPauses() {
        drop("a.csv", HEADER + row("1"));
        DropFolder following = dropFolder();
        int[] failures = {0};
        connection = id -> {
            if (failures[0]++ < 7) {
                throw new OperatorException("no answer from Kafka");
            }
            return world.publisher(id);
        };
        timer.meanwhile = () -> {
            if (!ids().isEmpty()) {
                following.stop();
            }
        };

        following.follow();

        assertThat(ids()).containsExactly("1");
        assertThat(events.lines.subList(0, 7))
                .containsExactly(Stream.of(2, 4, 8, 16, 32, 60, 60)
                        .map(seconds -> "no answer from Kafka; again in " + seconds + " s")
                        .toArray(String[]::new));
        assertThat(files()).contains("done/a.csv");
    }

    @Test
    void aFencedInstanceStopsAlsoWhenItFollows() {
        drop("a.csv", HEADER + rows("r", 25_000));
        events.onCommit = state -> world.producer().fenceProducer();

        assertThatThrownBy(() -> dropFolder().follow())
                .isInstanceOf(TakenOverException.class)
                .hasMessageContaining("another instance of feed csv:" + folder.resolve("a.csv") + " is running");
        assertThat(files()).containsExactly("a.csv");
    }

    @Test
    void stoppingEndsTheRunAfterACommitAndTheNextRunResumes() {
        drop("a.csv", HEADER + rows("r", 25_000));
        DropFolder first = dropFolder();
        events.onCommit = state -> first.stop();

        first.runOnce();

        // A batch ends after 10,000 rows, or after a second on a slow machine.
        assertThat(ids()).isNotEmpty().hasSizeLessThanOrEqualTo(10_000);
        assertThat(events.lines)
                .containsExactly("a.csv: stopped; the next run continues after the last row that was published");
        events.onCommit = state -> {};
        restarted().runOnce();
        assertThat(ids()).hasSize(25_000).doesNotHaveDuplicates();
    }

    /** As a new process, whose pauses have not been ended. */
    private DropFolder restarted() {
        return new DropFolder(
                folder,
                new DropFolder.Settings(FEEDS, Duration.ZERO, options, EditionSettings.NONE, Catalogue.bundled()),
                new ImportRules(Set.of("US", "CN")::contains, PublishingWorld.CLOCK),
                connection,
                events);
    }

    @Test
    void partialFilesDeclareNoPeriod() {
        options = new FeedRun.Options(false, true);
        drop("a.csv", HEADER + row("1"));

        dropFolder().runOnce();

        assertThat(world.declared()).isEmpty();
        assertThat(files()).contains("done/a.csv");
    }

    @Test
    void aMissingFolderIsReported() {
        delete(folder);

        assertThatThrownBy(() -> dropFolder().runOnce())
                .isInstanceOf(OperatorException.class)
                .hasMessage("there is no folder %s: make it, or name another".formatted(folder));
    }

    @Test
    void theOutcomeOfSeveralRunsIsOneSentence() {
        assertThat(new DropOutcome(
                                "a.csv",
                                Optional.empty(),
                                200,
                                new TreeMap<>(Map.of("invalid-period", 2L)),
                                List.of(),
                                List.of(),
                                List.of(),
                                1_000,
                                4)
                        .sentence())
                .isEqualTo("1,200 rows published (1,000 by an earlier run), 6 rejected (invalid-period 2, 4 by an"
                        + " earlier run); 0 periods declared complete");
    }

    @Test
    void aLinkThatLoopsOrLeavesTheFolderIsReportedAndTheOthersArePublished() throws IOException {
        Path outside = Files.createTempFile("outside", ".csv");
        try {
            Files.writeString(outside, HEADER + row("outside"));
            Files.createSymbolicLink(folder.resolve("loop.csv"), Path.of("loop.csv"));
            Files.createSymbolicLink(folder.resolve("out.csv"), outside);
            Files.createSymbolicLink(folder.resolve("nothing.csv"), Path.of("missing.csv"));
            drop("target.dat", HEADER + row("inside"));
            Files.createSymbolicLink(folder.resolve("in.csv"), Path.of("target.dat"));
            drop("a.csv", HEADER + row("1"));

            dropFolder().runOnce();

            assertThat(ids()).containsExactlyInAnyOrder("1", "inside");
            assertThat(events.lines)
                    .contains(
                            "out.csv: a link that leaves the folder: copy the file itself into it",
                            "nothing.csv: a link to a file that is not there")
                    .anyMatch(line -> line.startsWith("loop.csv: it cannot be looked at ("));
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void whatIsNoFileOrHasANameThatIsNoTextIsReportedAndTheOthersArePublished() throws Exception {
        Files.createDirectory(folder.resolve("folder.csv"));
        drop("a.csv", HEADER + row("1"));
        // Java cannot make such a name. It is one in ISO 8859-1.
        assertThat(new ProcessBuilder("bash", "-c", "cp a.csv $'importa\\xe7\\xf5es.csv'")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1");
        assertThat(events.lines)
                .contains("folder.csv: it has the name of a file, and is none")
                .anyMatch(line -> line.matches(
                        "importa.+es.csv: its name is no text in the encoding of file names [(].+[)]: rename it, .+"));
    }

    @Test
    void aNameThatLeavesNoRoomForItsReportIsShortenedInTheNameOfTheReport() {
        String longest = "a".repeat(251) + ".csv";
        drop(longest, HEADER + row("1"));
        drop("b.csv", HEADER + row("2"));
        dropFolder().runOnce();
        drop(longest, HEADER + row("3"));
        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2", "3");
        assertThat(files())
                .hasSize(6)
                .contains("done/" + longest, "done/b.csv")
                .allMatch(name -> name.startsWith("done/"));
        assertThat(files()).filteredOn(name -> name.endsWith(".report.txt")).hasSize(3);
    }

    @Test
    void aFileThatCannotBeMovedDoesNotHoldBackTheOthers() throws IOException {
        drop("a.csv", HEADER + row("1"));
        drop("b.csv", HEADER + row("2"));
        Files.createDirectories(folder.resolve("done"));
        // A folder in the place of the report: neither it nor the file can be written there.
        Files.createDirectories(folder.resolve("done/a.csv.report.txt/x"));

        assertThatThrownBy(() -> dropFolder().runOnce())
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("cannot move " + folder.resolve("a.csv"));

        assertThat(ids()).containsExactly("1", "2");
        assertThat(files()).contains("a.csv", "done/b.csv");
    }

    @Test
    void aFileWithoutRowsHasFailed() throws IOException {
        drop("a.csv", HEADER);
        drop("b.jsonl", "\n\n");
        drop("c.zip", zip("1.csv", HEADER, "2.csv", HEADER));
        drop("d.zip", zip("1.csv", HEADER, "2.csv", HEADER + row("1"), "3.csv", HEADER));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1");
        assertThat(files()).contains("failed/a.csv", "failed/b.jsonl", "failed/c.zip", "done/d.zip");
        assertThat(report("failed/a.csv.report.txt"))
                .contains("a.csv has no rows: see whether it was written to its end");
    }

    @Test
    void linesMayEndWithCarriageReturnsAlone() {
        drop("a.csv", (HEADER + row("1") + row("2")).replace('\n', '\r'));
        drop("b.csv", HEADER + row("3").replace('\n', '\r') + row("4"));

        dropFolder().runOnce();

        assertThat(ids()).containsExactly("1", "2", "3", "4");
    }
}
