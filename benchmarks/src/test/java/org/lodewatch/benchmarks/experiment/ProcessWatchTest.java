package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessWatchTest {

    private static final Pattern READY = Pattern.compile("ready");
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration IN_TIME = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    /** The peer: it ends a moment after it was ready. */
    static final class Ends {

        public static void main(String... arguments) {
            System.out.println("ready");
            System.out.println("the disk is full");
            System.exit(7);
        }
    }

    /** The benchmark: it waits for an answer of its peer, and writes a file when it is interrupted. */
    static final class Waits {

        public static void main(String... arguments) throws IOException {
            ProcessWatch.start("benchmarks/run", Thread.currentThread(), GRACE);
            try (JavaProcess peer =
                    JavaProcess.start("the broker", READY, Redirect.PIPE, List.of("-Xmx32m"), Ends.class, List.of())) {
                peer.awaitReady(IN_TIME);
                while (true) {
                    await(Path.of(arguments[0]));
                }
            }
        }

        private static void await(Path closed) throws IOException {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Files.writeString(closed, "closed");
            }
        }
    }

    @Test
    void aBenchmarkEndsWithOneLineWhenItsPeerHasEndedWhateverItWaitsFor() throws IOException {
        Path closed = directory.resolve("closed");
        try (JavaProcess benchmark = JavaProcess.start(
                "a benchmark",
                JavaProcess.NEVER_READY,
                Redirect.PIPE,
                List.of("-Xmx32m"),
                Waits.class,
                List.of(closed.toString()))) {

            int code = benchmark.awaitEnd(IN_TIME);

            assertThat(code).isEqualTo(1);
            assertThat(benchmark.lastLine()).isEqualTo("benchmarks/run: the broker ended with 7: the disk is full");
            assertThat(closed).exists();
        }
    }
}
