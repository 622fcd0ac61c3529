package org.lodewatch.guarantees.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reliability.md names tests that exist, at least one for each fault. */
class ReliabilityPageTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z]+[a-z][A-Za-z]*)`");
    private static final Set<String> NO_CLASSES = Set.of("OutOfMemoryError");

    @Test
    void everyClassOfThePageExistsAndEveryFaultHasATest() throws IOException {
        String page = Files.readString(Pages.RELIABILITY);
        Set<String> sources = sources();

        List<String> named = CLASS.matcher(page)
                .results()
                .map(name -> name.group(1))
                .filter(name -> !NO_CLASSES.contains(name))
                .toList();
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(sources).containsAll(named);
        List<String> faults = page.substring(page.indexOf("## Faults"), page.indexOf("## The campaign"))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| fault"))
                .toList();
        assertThat(faults)
                .hasSizeGreaterThan(10)
                .allSatisfy(row -> assertThat(row).containsPattern("`\\w+(Test|IT)`[^|]*\\|$"));
    }

    /** The simple names of the classes of all tests. */
    private static Set<String> sources() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ReliabilityPageTest::javaFiles)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
