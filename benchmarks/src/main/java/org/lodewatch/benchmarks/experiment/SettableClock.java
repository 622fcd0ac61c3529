package org.lodewatch.benchmarks.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clock of processes that run with its {@link #environment}, to test what they do when somebody sets the clock of their machine.
 * Time that only passes, such as that of a sleep, stays as it is. It is libfaketime, which Debian has in a package of that name.
 */
public final class SettableClock {

    /** The reason if there is no such clock. */
    public static final String ABSENCE = "libfaketime is not installed";

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Path LIBRARY = Path.of("faketime", "libfaketime.so.1");

    private final Path library;
    private final Path file;

    private SettableClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /**
     * A clock that shows the time.
     *
     * @param file holds how far it is ahead
     * @return empty where libfaketime is not installed
     */
    public static Optional<SettableClock> in(Path file) {
        try (Stream<Path> folders = Files.list(LIBRARIES)) {
            Optional<SettableClock> clock = Stream.concat(Stream.of(LIBRARIES), folders)
                    .map(folder -> folder.resolve(LIBRARY))
                    .filter(Files::exists)
                    .map(library -> new SettableClock(library, file))
                    .findFirst();
            clock.ifPresent(found -> found.set(Duration.ZERO));
            return clock;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The variables of a process that has this clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Otherwise waits of the JVM end at once, and its threads spin.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    /** Sets the clock; processes notice within about a second. @param ahead of the time; negative is behind it */
    public void set(Duration ahead) {
        try {
            // Atomic, because a process may read it at any moment.
            Path next = Files.writeString(
                    file.resolveSibling(file.getFileName() + ".next"), "%+d".formatted(ahead.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
