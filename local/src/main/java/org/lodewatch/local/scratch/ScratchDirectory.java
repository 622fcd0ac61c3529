package org.lodewatch.local.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;

/** A temporary directory that is deleted, with its content, when it is closed. */
public record ScratchDirectory(Path path) implements AutoCloseable {

    /** @param prefix of its name, by which a directory that was not deleted can be recognised */
    public static ScratchDirectory create(String prefix) {
        try {
            return new ScratchDirectory(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new OperatorException(
                    "cannot make a temporary directory (%s): choose another place with LODEWATCH_OPTS=-Djava.io.tmpdir=DIR"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        } catch (NoSuchFileException e) {
            // It is deleted already.
        } catch (IOException | UncheckedIOException e) {
            throw new OperatorException("could not delete %s: delete it by hand".formatted(path), e);
        }
    }
}
