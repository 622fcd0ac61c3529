package org.lodewatch.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
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

    Path of(int nodeId) {
        return path.resolve("node-" + nodeId);
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
