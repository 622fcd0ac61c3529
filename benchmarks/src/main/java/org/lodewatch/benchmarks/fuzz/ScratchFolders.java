package org.lodewatch.benchmarks.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Files for readers that take paths: one folder for each thread, in a folder that is deleted at the end. */
final class ScratchFolders implements AutoCloseable {

    private final Path root;
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadLocal<Path> own = ThreadLocal.withInitial(this::create);

    ScratchFolders() throws IOException {
        root = Files.createTempDirectory("lodewatch-fuzz");
    }

    private Path create() {
        try {
            return Files.createDirectory(root.resolve("thread-" + count.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file into the folder of this thread. */
    Path write(String name, byte[] content) throws IOException {
        Path file = own.get().resolve(name);
        if (file.toFile().createNewFile()) {
            // Every file with a password that others can read gives a warning.
            file.toFile().setReadable(false, false);
            file.toFile().setReadable(true, true);
        }
        return Files.write(file, content);
    }

    /** The folder of this thread. */
    Path folder() {
        return own.get();
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(root)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
