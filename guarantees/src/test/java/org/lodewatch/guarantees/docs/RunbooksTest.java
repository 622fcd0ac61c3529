package org.lodewatch.guarantees.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lodewatch.service.HealthState;

/** docs/operations.md says what to do in each state that an operator can meet. */
class RunbooksTest {

    private static final Path ROOT = Path.of("..");

    /** The packages whose failures end, or hold up, a command that runs for long. */
    private static final List<String> LASTING = List.of(
            "streams/src/main/java/org/lodewatch/streams/app",
            "producer/src/main/java/org/lodewatch/producer/publish",
            "producer/src/main/java/org/lodewatch/producer/dropfolder",
            "cli/src/main/java/org/lodewatch/cli/notify",
            "clients/src/main/java/org/lodewatch/clients/kafka",
            "local/src/main/java/org/lodewatch/local/broker");

    private static final String LITERALS = "\\(\\s*\\(?\\s*((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*(?:\\+\\s*)?)+)";
    private static final Pattern EXIT = Pattern.compile(
            "(?:new (?:Operator|TakenOver|Suspended|Config)Exception|\\bfail|new KafkaException)" + LITERALS);

    /** Why a check ends, or holds up, its process. */
    private static final Pattern REASON = Pattern.compile("Optional\\.of" + LITERALS);

    private static final Pattern ERROR = Pattern.compile("LOG\\.error" + LITERALS);
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** What is put into a message. */
    private static final String VARIABLE = "%[-,.0-9]*[a-z]|\\{}";

    private static final int SPEAKING = 12;
    private static final int MOST = 60;

    private final List<String> rows = rows();

    @Test
    void everyStateOfHealthHasARow() {
        for (HealthState state : HealthState.values()) {
            assertThat(rows)
                    .as("docs/operations.md, States")
                    .anySatisfy(row -> assertThat(row)
                            .matches("\\| `" + state + "` \\| (yes|no) \\| (yes|no) \\| .{10,} \\| .{5,} \\|"));
        }
    }

    @Test
    void everyLineWithWhichALastingCommandEndsHasARow() throws IOException {
        assertThatEachHasARow(messages(EXIT, LASTING), 40);
    }

    @Test
    void everyReasonThatACheckOfALastingCommandReturnsHasARow() throws IOException {
        assertThatEachHasARow(messages(REASON, LASTING), 3);
    }

    @Test
    void everyErrorOfTheLogHasARow() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .filter(module -> !module.startsWith(ROOT.resolve("benchmarks")))
                    .forEach(module -> sources.add(ROOT.relativize(module).toString()));
        }
        assertThatEachHasARow(messages(ERROR, sources), 1);
    }

    private void assertThatEachHasARow(Map<String, String> fileByMessage, int least) {
        List<String> missing = fileByMessage.entrySet().stream()
                .filter(message -> rows.stream().noneMatch(row -> line(row).contains(message.getKey())))
                .map(message -> message.getValue() + ": " + message.getKey())
                .toList();
        assertThat(fileByMessage).hasSizeGreaterThanOrEqualTo(least);
        assertThat(missing)
                .as("messages that docs/operations.md, Troubleshooting, does not list")
                .isEmpty();
    }

    /** The first cell of a row. */
    private static String line(String row) {
        String[] cells = row.split("\\|");
        return cells.length < 2 ? "" : cells[1];
    }

    /** The first speaking part of each message, and its file. */
    private static Map<String, String> messages(Pattern pattern, List<String> directories) throws IOException {
        Map<String, String> messages = new TreeMap<>();
        for (String directory : directories) {
            for (Path file : sources(ROOT.resolve(directory))) {
                Matcher message = pattern.matcher(Files.readString(file));
                while (message.find()) {
                    messages.put(speaking(message.group(1)), file.getFileName().toString());
                }
            }
        }
        return messages;
    }

    private static List<Path> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String speaking(String literals) {
        String message = LITERAL.matcher(literals)
                .results()
                .map(literal -> literal.group(1))
                .collect(Collectors.joining());
        List<String> parts = Arrays.stream(message.split(VARIABLE))
                .map(part -> part.split("`", 2)[0].replaceAll("^[ (,:;)]+|[ (,:;)]+$", ""))
                .toList();
        String part = parts.stream()
                .filter(text -> text.length() >= SPEAKING)
                .findFirst()
                .orElseGet(() -> parts.stream()
                        .reduce("", (longest, text) -> text.length() > longest.length() ? text : longest));
        return part.length() <= MOST ? part : part.substring(0, MOST);
    }

    private static List<String> rows() {
        try {
            return Files.readString(Pages.OPERATIONS)
                    .lines()
                    .filter(line -> line.startsWith("| "))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
