package org.lodewatch.local.programs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs other than Java that some tests need. */
public final class Programs {

    private Programs() {}

    /** Skips the test where a program is not installed, unless the build requires all tests. */
    public static void need(String program) {
        assumeTrue(allMustRun() || isInstalled(program), program + " is not installed");
    }

    /** Whether the build requires all tests, whose programs must then be installed. */
    public static boolean allMustRun() {
        return System.getenv("LODEWATCH_ALL_EXAMPLES") != null;
    }

    /** Whether the program is on the path. */
    public static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
