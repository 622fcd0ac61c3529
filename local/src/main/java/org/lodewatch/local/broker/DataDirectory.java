package org.lodewatch.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.schemas.OperatorException;

/** The directory of the nodes' logs: one that the operator names, or a temporary one that is deleted at the end. */
final class DataDirectory implements AutoCloseable {

    /** With less free space the disk may be full: part of what is free may be reserved for another user. */
    private static final long LEAST_FREE = 1 << 20;

    /** Less than this cannot be appended to a log. */
    private static final int PROBE_BYTES = 64 * 1024;

    private static final String PROBE = "lodewatch.probe";

    private final Path path;
    private final FileChannel lock;
    private final Optional<ScratchDirectory> scratch;

    private DataDirectory(Path path, FileChannel lock, Optional<ScratchDirectory> scratch) {
        this.path = path;
        this.lock = lock;
        this.scratch = scratch;
    }

    static DataDirectory open(Optional<Path> wanted) {
        Optional<ScratchDirectory> scratch =
                wanted.isEmpty() ? Optional.of(ScratchDirectory.create("lodewatch-broker-")) : Optional.empty();
        Path path = wanted.or(() -> scratch.map(ScratchDirectory::path))
                .orElseThrow()
                .toAbsolutePath();
        try {
            Files.createDirectories(path);
            return new DataDirectory(path, lock(path), scratch);
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot use %s as the broker's data directory (%s): name another one with --data-dir"
                            .formatted(path, e.getClass().getSimpleName()),
                    e);
        }
    }

    Path path() {
        return path;
    }

    Path of(int nodeId) {
        return path.resolve("node-" + nodeId);
    }

    /** Free space in bytes. */
    long freeBytes() {
        return path.toFile().getUsableSpace();
    }

    /** What is wrong if nothing more can be written, in a line with what to do; empty if it can. */
    Optional<String> shortage() {
        if (freeBytes() >= LEAST_FREE || !Files.isDirectory(path) || canWrite()) {
            return Optional.empty();
        }
        return Optional.of(
                "the disk of the broker's data directory %s is full (%,d bytes free): make room, or name another directory with --data-dir, and start the broker again"
                        .formatted(path, freeBytes()));
    }

    private boolean canWrite() {
        Path probe = path.resolve(PROBE);
        try (FileChannel channel = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        scratch.ifPresent(ScratchDirectory::close);
    }

    /**
     * Held as long as the broker runs. Kafka takes its own lock only after a second broker has already written to the
     * metadata log.
     */
    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lodewatch.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new OperatorException(
                    "another broker uses %s: stop it, or name another directory with --data-dir".formatted(path));
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
