package org.lodewatch.schemas.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fault of a file that cannot be written because its disk is full. */
public final class FullDisk {

    /** Linux, macOS; Windows. */
    private static final String[] MESSAGES = {"No space left", "not enough space", "Disk quota exceeded"};

    /** With less than this, one more file may not fit. */
    private static final long LEAST_FREE = 64 * 1024;

    private FullDisk() {}

    /**
     * What to do about a failed write.
     *
     * @param file that could not be written, or its folder
     * @param otherwise the remedy if the disk is not full
     */
    public static String remedy(Path file, IOException failure, String otherwise) {
        return isCause(file, failure) ? "the disk is full: make room on it" : otherwise;
    }

    private static boolean isCause(Path file, IOException failure) {
        String text = String.valueOf(failure.getMessage());
        for (String message : MESSAGES) {
            if (text.contains(message)) {
                return true;
            }
        }
        Path existing = file.toAbsolutePath();
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && existing.toFile().getUsableSpace() < LEAST_FREE;
    }
}
