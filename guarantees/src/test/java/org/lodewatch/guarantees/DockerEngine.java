package org.lodewatch.guarantees;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Checks within seconds whether containers can be run here. */
public final class DockerEngine {

    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final Duration PULL = Duration.ofMinutes(5);

    private DockerEngine() {}

    /** Skips the test, with the reason, where no engine answers or the image cannot be pulled. */
    public static void require(String image) {
        if (!succeeds(LOOK, "docker", "version")) {
            abort("no Docker engine answers");
        }
        if (succeeds(LOOK, "docker", "image", "inspect", image)) {
            return;
        }
        if (!succeeds(LOOK, "docker", "manifest", "inspect", image) || !succeeds(PULL, "docker", "pull", image)) {
            abort("the image " + image + " is not here and cannot be pulled");
        }
    }

    /** Skips the test where there is no Compose. */
    static void requireCompose() {
        if (!succeeds(LOOK, "docker", "compose", "version")) {
            abort("there is no Docker Compose");
        }
    }

    private static boolean succeeds(Duration within, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
