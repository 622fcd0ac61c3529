package org.lodewatch.guarantees.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.commands.Page.Block;

/** The README and the pages of docs/. */
final class Pages {

    private static final Path ROOT = Path.of("..");

    static final Path README = ROOT.resolve("README.md");
    static final Path POLICIES = ROOT.resolve("docs/policies.md");
    static final Path DATA = ROOT.resolve("docs/data.md");
    static final Path FEEDS = ROOT.resolve("docs/feeds.md");
    static final Path SECURITY = ROOT.resolve("docs/security.md");
    static final Path API = ROOT.resolve("docs/api.md");
    static final Path RELIABILITY = ROOT.resolve("docs/reliability.md");
    static final Path OPERATIONS = ROOT.resolve("docs/operations.md");

    private Pages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(README),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        }
    }

    static List<Block> blocks(Path page) throws IOException {
        return new Page(page).blocks();
    }

    static List<String> blocks(Path page, String kind) throws IOException {
        return new Page(page).blocks(kind);
    }

    /** The words of a command line, without quotation marks. */
    static List<String> words(String line) {
        return Arrays.stream(line.split("\\s+"))
                .map(word -> word.replace("'", ""))
                .toList();
    }
}
