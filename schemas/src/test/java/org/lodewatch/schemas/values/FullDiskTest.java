package org.lodewatch.schemas.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    @Test
    void aFullDiskNeedsRoom(@TempDir Path folder) {
        Path file = folder.resolve("report.txt");

        assertThat(FullDisk.remedy(
                        file, new FileSystemException(file.toString(), null, "No space left on device"), "allow it"))
                .isEqualTo("the disk is full: make room on it");
        assertThat(FullDisk.remedy(file, new IOException("No space left on device"), "allow it"))
                .isEqualTo("the disk is full: make room on it");
    }

    @Test
    void anotherFaultHasItsOwnRemedy(@TempDir Path folder) {
        assertThat(FullDisk.remedy(
                        folder.resolve("none/report.txt"), new FileSystemException("Permission denied"), "allow it"))
                .isEqualTo("allow it");
        assertThat(FullDisk.remedy(folder, new IOException(), "allow it")).isEqualTo("allow it");
    }
}
