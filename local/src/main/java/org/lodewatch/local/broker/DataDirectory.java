package org.lodewatch.local.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;

/** Where the nodes keep their logs: a directory of the operator's, or a temporary one that goes when they go. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean temporary) throws IOException {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock(path);
    }

    static DataDirectory open(Optional<Path> wanted) {
        try {
            if (wanted.isEmpty()) {
                return new DataDirectory(Files.createTempDirectory("lodewatch-broker-"), true);
            }
            return new DataDirectory(Files.createDirectories(wanted.get().toAbsolutePath()), false);
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot use %s as the broker's data directory (%s): name another one with --data-dir"
                            .formatted(wanted.map(Path::toString).orElse("the temporary directory"), reason(e)),
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
        if (temporary) {
            delete();
        }
    }

    /**
     * Held as long as the broker runs. Kafka's own lock comes too late: by then a second broker has joined in writing
     * the metadata log.
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

    private void delete() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new OperatorException(
                    "could not delete the temporary data directory %s: delete it by hand".formatted(path), e);
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName();
    }
}
