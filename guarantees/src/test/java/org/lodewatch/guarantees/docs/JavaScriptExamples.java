package org.lodewatch.guarantees.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lodewatch.local.commands.Page;
import org.lodewatch.local.programs.Programs;

/** The JavaScript programs of a page, in a folder with the packages that they need. */
final class JavaScriptExamples {

    private static final Path FOLDER = Path.of("target/subscribing").toAbsolutePath();
    private static final Path PACKAGES = Path.of("../docs/subscribing");

    private JavaScriptExamples() {}

    /**
     * Writes a program to the folder, and starts it.
     *
     * @param name of the program
     * @param command that runs it in a shell
     */
    static Example start(Page page, String name, String command) throws IOException, InterruptedException {
        return start(page, List.of(name), command);
    }

    /**
     * Writes programs to the folder, and runs a command there.
     *
     * @param names of the programs
     * @param command in a shell
     */
    static Example start(Page page, List<String> names, String command) throws IOException, InterruptedException {
        Programs.need("node");
        Programs.need("npm");
        Files.createDirectories(FOLDER);
        // Tests in several processes share the folder.
        try (FileChannel channel = FileChannel.open(FOLDER.resolve("lock"), CREATE, WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            install();
            for (String name : names) {
                Files.writeString(FOLDER.resolve(name), page.block("js " + name));
            }
        }
        return Example.start(FOLDER, "bash", "-c", command);
    }

    /** Installs the packages of package.json, unless an earlier build has. */
    private static void install() throws IOException, InterruptedException {
        boolean current = Files.exists(FOLDER.resolve("node_modules/.package-lock.json"));
        for (String file : List.of("package.json", "package-lock.json")) {
            Path wanted = PACKAGES.resolve(file);
            Path present = FOLDER.resolve(file);
            if (!Files.exists(present) || Files.mismatch(wanted, present) >= 0) {
                Files.write(present, Files.readAllBytes(wanted));
                current = false;
            }
        }
        if (current) {
            return;
        }
        Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(npm.getInputStream().readAllBytes(), UTF_8);
        boolean failed = npm.waitFor() != 0;
        assumeTrue(Programs.allMustRun() || !failed, "npm cannot install packages here: " + printed);
        assertThat(failed).as(printed).isFalse();
    }
}
