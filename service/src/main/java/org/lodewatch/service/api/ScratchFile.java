package org.lodewatch.service.api;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that this process alone needs, in a file without a name: it is gone once no object refers to it, or the process ends,
 * however it does. Thread-safe.
 */
final class ScratchFile {

    /** Not a channel, which an interrupt of one reader closes for all. */
    private final RandomAccessFile file;

    private long size;

    private ScratchFile(RandomAccessFile file) {
        this.file = file;
    }

    /** An empty file. @param directory is created if it does not exist */
    static ScratchFile in(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path path = Files.createTempFile(directory, "published-windows", ".tmp");
        ScratchFile scratch = new ScratchFile(new RandomAccessFile(path.toFile(), "rw"));
        try {
            Files.delete(path);
        } catch (IOException e) { // some systems keep the name of an open file
            path.toFile().deleteOnExit();
        }
        return scratch;
    }

    /** Adds bytes at the end. @return their position */
    synchronized long append(byte[] bytes) throws IOException {
        file.seek(size);
        file.write(bytes);
        long position = size;
        size += bytes.length;
        return position;
    }

    synchronized byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    /** In bytes. */
    synchronized long size() {
        return size;
    }
}
