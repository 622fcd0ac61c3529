package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LauncherIT {

    /** 128 and the number of SIGKILL. */
    private static final int KILLED = 137;

    @TempDir
    private Path place;

    @Test
    void aProcessWhoseHeapIsFullEndsAndNamesTheSetting() throws Exception {
        Path err = place.resolve("err.txt");
        ProcessBuilder launcher = new ProcessBuilder("../lodewatch", "minerals")
                .redirectOutput(place.resolve("out.txt").toFile())
                .redirectError(err.toFile());
        launcher.environment().put("LODEWATCH_OPTS", "-Xmx5m");

        assertThat(launcher.start().waitFor()).isEqualTo(KILLED);
        assertThat(Files.readString(err))
                .contains("lodewatch: the heap is full: give it more, such as LODEWATCH_OPTS=-Xmx2g");
    }
}
