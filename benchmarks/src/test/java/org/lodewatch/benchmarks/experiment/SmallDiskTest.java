package org.lodewatch.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskTest {

    private static final int MEGABYTE = 1 << 20;

    @Test
    void aFullDiskTakesNothingUntilItIsFreed(@TempDir Path parent) throws Exception {
        try (SmallDisk disk = mounted(parent.resolve("disk"))) {
            Path file = disk.folder().resolve("file");
            disk.fill();

            assertThatThrownBy(() -> Files.write(file, new byte[MEGABYTE])).isInstanceOf(IOException.class);
            assertThat(disk.freeBytes()).isZero();

            disk.free();
            Files.write(file, new byte[MEGABYTE]);
            assertThat(file).hasSize(MEGABYTE);
        }
        assertThat(parent.resolve("disk")).isEmptyDirectory();
    }

    @Test
    void aRestCanBeLeftFree(@TempDir Path parent) throws Exception {
        try (SmallDisk disk = mounted(parent.resolve("disk"))) {
            disk.fillUpTo(MEGABYTE);

            assertThat(disk.freeBytes()).isBetween((long) MEGABYTE, MEGABYTE + 4096L);
        }
    }

    @Test
    void whereItIsRefusedTheReasonIsGiven(@TempDir Path parent) throws IOException {
        Path file = Files.createFile(parent.resolve("file"));

        assertThatThrownBy(() -> SmallDisk.mount(file, MEGABYTE))
                .isInstanceOf(SmallDisk.MountRefusedException.class)
                .hasMessageStartingWith("no disk of a fixed size: ");
    }

    private static SmallDisk mounted(Path folder) {
        try {
            return SmallDisk.mount(folder, 4 * MEGABYTE);
        } catch (SmallDisk.MountRefusedException e) {
            return Assumptions.abort(e.getMessage());
        }
    }
}
