package org.lodewatch.guarantees.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lodewatch.local.commands.Page;

/** The Java programs of a page, run from their source with the classes of this build. */
final class JavaExamples {

    private JavaExamples() {}

    /**
     * Writes a program to a directory, and starts it.
     *
     * @param name of its file on the page
     * @param argument that it gets
     */
    static Example start(Page page, String name, Path directory, String argument) throws IOException {
        Files.writeString(directory.resolve(name), page.block("java " + name));
        return Example.start(
                directory,
                program(),
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                classPath(),
                name,
                argument);
    }

    /** The logging configuration of the product, whose log does not go to standard output. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The Java that runs this test. */
    static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
