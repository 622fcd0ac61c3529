package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.benchmarks.Benchmarks;

/** A short campaign of faults with a fixed seed. */
@Tag("campaign")
class ChaosIT {

    /** Of faults; starting and checking come on top. */
    private static final int MINUTES = Integer.getInteger("lodewatch.chaos.minutes", 10);

    private static final long SEED = Long.getLong("lodewatch.seed", 18);
    private static final int RECORDS_A_MINUTE = 50_000;

    /** The logs of a failed campaign are kept. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path place;

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nothingIsLostOrDoubledAndEveryProcessWorks() throws IOException, InterruptedException {
        Path output = place.resolve("chaos.txt");
        Process campaign = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        "chaos",
                        "--minutes",
                        Integer.toString(MINUTES),
                        "--seed",
                        Long.toString(SEED),
                        "--records",
                        Integer.toString(MINUTES * RECORDS_A_MINUTE),
                        "--kills",
                        Integer.toString(MINUTES * 3),
                        "--pauses",
                        Integer.toString(Math.max(2, MINUTES * 2 / 3)),
                        "--cuts",
                        Integer.toString(Math.max(2, MINUTES * 2 / 3)),
                        "--disks",
                        Integer.toString(Math.max(1, MINUTES / 5)),
                        "--logs",
                        place.resolve("campaign").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            int code = campaign.waitFor();

            assertThat(code).as("%s", Files.readString(output)).isZero();
        } finally {
            campaign.destroy();
        }
    }
}
