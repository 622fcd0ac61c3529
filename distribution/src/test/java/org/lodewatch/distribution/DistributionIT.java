package org.lodewatch.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.output.Screen;

/** The archive, as a person installs it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DistributionIT {

    private static final Path ARCHIVE = Path.of(System.getProperty("archive"));

    /** That of {@code project.build.outputTimestamp}. */
    private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private static Path place;

    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        Path folder = Files.createDirectory(place.resolve("a folder"));
        run(folder, Map.of(), "tar", "-xzf", ARCHIVE.toAbsolutePath().toString());
        try (Stream<Path> roots = Files.list(folder)) {
            home = roots.collect(Collectors.toList()).get(0);
        }
    }

    @Test
    void hasWhatAPersonNeeds() throws IOException {
        assertThat(names(home))
                .containsExactlyInAnyOrder(
                        "CHANGELOG.md",
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "SECURITY.md",
                        "completion",
                        "docs",
                        "lib",
                        "licences",
                        "lodewatch",
                        "lodewatch.cdx.json",
                        "ops",
                        "systemd");
        assertThat(names(home.resolve("completion"))).containsExactlyInAnyOrder("_lodewatch", "lodewatch.bash");
        assertThat(names(home.resolve("systemd")))
                .containsExactlyInAnyOrder("lodewatch-feed.service", "lodewatch-stream.service");
    }

    @Test
    void hasTheJarsThatAreListed() throws IOException {
        Set<String> listed = Files.readAllLines(home.resolve("licences/libraries.txt")).stream()
                .filter(line -> line.startsWith("all ") || line.startsWith("broker "))
                .map(line -> line.split(" +")[1])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names(home.resolve("lib")).stream()
                        .map(jar -> jar.replaceFirst("-[0-9][^/]*\\.jar$", ""))
                        .filter(name -> !name.startsWith("lodewatch-")))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void runsFromAnyFolderWithoutMaven() throws Exception {
        Path elsewhere = Files.createDirectory(place.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(place.resolve("link"), home.resolve("lodewatch"));
        Path programs = Files.createDirectory(place.resolve("programs"));
        for (String program : List.of("bash", "dirname", "readlink", "sed", "stty")) {
            Files.copy(located(program), programs.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Map<String, String> environment =
                Map.of("PATH", programs.toString(), "JAVA_HOME", System.getProperty("java.home"));

        assertThat(run(elsewhere, environment, link.toString(), "minerals")).contains("cobalt", "rare earths");
        assertThat(names(elsewhere)).isEmpty();
    }

    @Test
    void startsFromTheArchiveThatItPreparedAndWithoutAWordFromOneThatDoesNotFit() throws Exception {
        Path folder = Files.createDirectory(place.resolve("prepared"));
        run(folder, Map.of(), "tar", "-xzf", ARCHIVE.toAbsolutePath().toString(), "--strip-components=1");
        String launcher = folder.resolve("lodewatch").toString();
        Map<String, String> showLoading = Map.of("LODEWATCH_OPTS", "-Xlog:class+load:stdout");
        String fromArchive = "org.lodewatch.cli.commands.MineralsCommand source: shared objects file";
        String before = run(place, Map.of(), launcher, "minerals");
        assertThat(run(place, showLoading, launcher, "minerals")).doesNotContain(fromArchive);

        assertThat(run(place, Map.of(), launcher, "prepare")).contains("commands start faster");

        assertThat(run(place, showLoading, launcher, "minerals")).contains(fromArchive);
        assertThat(run(place, Map.of(), launcher, "minerals")).isEqualTo(before);
        try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.setLastModifiedTime(jar, FileTime.from(BUILT.plusSeconds(60)));
            }
        }
        assertThat(run(place, showLoading, launcher, "minerals")).doesNotContain(fromArchive);
        assertThat(run(place, Map.of(), launcher, "minerals")).isEqualTo(before);
    }

    @Test
    void replaysTheDemoAndServesThePage() throws Exception {
        assertThat(run(
                        place,
                        Map.of("LODEWATCH_OPTS", "-XX:TieredStopAtLevel=1"),
                        home.resolve("lodewatch").toString(),
                        "demo",
                        "--exit"))
                .contains("rare earths", "by form");
    }

    @Test
    void theUnitsRunCommandsThatExist() throws Exception {
        Path settings = Files.writeString(place.resolve("lodewatch.properties"), "bootstrap.servers=localhost:9092\n");
        PrintWriter unused = new PrintWriter(Writer.nullWriter());
        for (Path unit : units()) {
            String start = Files.readAllLines(unit).stream()
                    .filter(line -> line.startsWith("ExecStart="))
                    .collect(Collectors.joining("\n"));
            assertThat(start).startsWith("ExecStart=/opt/lodewatch/lodewatch ");
            List<String> words = List.of(start.replace("/etc/lodewatch/lodewatch.properties", settings.toString())
                    .split(" "));

            assertThat(new LodewatchCommand(Screen.plain(unused, unused), List.of())
                            .commandLine()
                            .parseArgs(words.subList(1, words.size()).toArray(String[]::new))
                            .hasSubcommand())
                    .isTrue();
        }
    }

    @Test
    void systemdAcceptsTheUnits() throws Exception {
        Assumptions.assumeTrue(isHere("systemd-analyze"), "there is no systemd-analyze");
        Path installed = Files.createDirectory(place.resolve("units"));
        // A path in ExecStart must not have a space, and the program must exist.
        Path link = Files.createSymbolicLink(place.resolve("installed"), home);
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify"));
        for (Path unit : units()) {
            Path copy = installed.resolve(unit.getFileName());
            Files.writeString(copy, Files.readString(unit).replace("/opt/lodewatch", link.toString()));
            command.add(copy.toString());
        }

        assertThat(run(place, Map.of(), command.toArray(String[]::new))).isEmpty();
    }

    private static List<Path> units() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("systemd"))) {
            return files.sorted().toList();
        }
    }

    private static boolean isHere(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.exists(Path.of(folder, program)));
    }

    @Test
    void bashCompletesWords() throws Exception {
        String script = """
                source "$FOLDER/lodewatch.bash"
                COMP_WORDS=(lodewatch alt) COMP_CWORD=1 COMP_LINE='lodewatch alt' COMP_POINT=13
                _complete_lodewatch
                echo "${COMPREPLY[@]}"
                """;

        assertThat(run(place, Map.of("FOLDER", completion()), "bash", "--norc", "-c", script))
                .isEqualTo("alternatives\n");
    }

    /** In a terminal, by the file that zsh finds in fpath. */
    @Test
    @Timeout(60)
    void zshCompletesWords() throws Exception {
        Assumptions.assumeTrue(isHere("zsh"), "there is no zsh");
        String script = """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'fpath=("$FOLDER" $fpath); autoload -Uz compinit; compinit -u -D; echo rea""dy'
                zpty -r shell text '*ready*'
                zpty -n -w shell $'lodewatch alternat\\t'
                zpty -r shell text '*ives*'
                print -rn -- "$text"
                """;

        assertThat(run(place, Map.of("FOLDER", completion(), "TERM", "xterm"), "zsh", "-f", "-c", script))
                .contains("lodewatch alternatives")
                .doesNotContain("not found");
    }

    private static String completion() {
        return home.resolve("completion").toString();
    }

    /**
     * Nothing in the archive depends on when, where or by whom it was built. {@code distribution/compare} builds it twice and
     * compares all of it.
     */
    @Test
    void hasNoTraceOfTimePlaceOrPerson() throws Exception {
        Map<String, byte[]> jars = new HashMap<>();
        List<String> names = new ArrayList<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(ARCHIVE));
                GzipCompressorInputStream raw = new GzipCompressorInputStream(file);
                TarArchiveInputStream tar = new TarArchiveInputStream(raw)) {
            assertThat(raw.getMetaData().getModificationInstant().getEpochSecond())
                    .isIn(0L, BUILT.getEpochSecond());
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLastModifiedTime().toInstant())
                        .as(entry.getName())
                        .isEqualTo(BUILT);
                assertThat(List.of(entry.getLongUserId(), entry.getLongGroupId()))
                        .as(entry.getName())
                        .containsOnly(0L);
                assertThat(entry.getMode() & 0777)
                        .as(entry.getName())
                        .isEqualTo(entry.isDirectory() || entry.getName().endsWith("/lodewatch") ? 0755 : 0644);
                if (entry.getName().matches(".*/lib/lodewatch-.*\\.jar")) {
                    jars.put(entry.getName(), tar.readAllBytes());
                }
            }
        }
        assertThat(names).doesNotHaveDuplicates();
        assertThat(jars).hasSizeGreaterThan(5);
        byte[] checkout = Path.of("..").toRealPath().toString().getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
            assertUntraced(jar.getKey(), jar.getValue(), checkout);
        }
    }

    private static void assertUntraced(String name, byte[] content, byte[] checkout) throws IOException {
        Path file = Files.write(place.resolve("own.jar"), content);
        try (ZipFile jar = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = jar.stream().collect(Collectors.toList());
            for (ZipEntry entry : entries) {
                assertThat(entry.getTimeLocal().toString()).as(name + entry).isEqualTo("2026-01-01T00:00");
                try (InputStream bytes = jar.getInputStream(entry)) {
                    assertThat(contains(bytes.readAllBytes(), checkout))
                            .as(name + " " + entry)
                            .isFalse();
                }
            }
        }
    }

    private static boolean contains(byte[] content, byte[] searched) {
        for (int i = 0; i <= content.length - searched.length; i++) {
            if (content[i] == searched[0]
                    && Arrays.equals(content, i, i + searched.length, searched, 0, searched.length)) {
                return true;
            }
        }
        return false;
    }

    private static Path located(String program) throws Exception {
        return Path.of(
                run(place, Map.of(), "bash", "-c", "command -v " + program).strip());
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String run(Path folder, Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile(place, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        String printed = Files.readString(output);
        assertThat(code).as(printed).isZero();
        return printed;
    }
}
