package org.lodewatch.producer.dropfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file as it was when it was looked at. Its number on disk does not count: some network mounts give a file another
 * one each time.
 *
 * @param size bytes
 * @param changed when it was last written to
 */
record Arrival(Path path, long size, FileTime changed) {

    /** What is there now; empty if nothing is, or no file. */
    static Optional<Arrival> at(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return found.isRegularFile()
                    ? Optional.of(new Arrival(path, found.size(), found.lastModifiedTime()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    String name() {
        return path.getFileName().toString();
    }
}
