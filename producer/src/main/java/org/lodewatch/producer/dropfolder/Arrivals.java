package org.lodewatch.producer.dropfolder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;

/**
 * Tells the files of a folder that are complete from those that are still being written: a file is complete when it has
 * kept its size and time for as long as the writer is given to settle. Looked at by the clock of this machine alone,
 * since that of a network mount may be another.
 */
final class Arrivals {

    private static final Comparator<Arrival> OLDEST_FIRST =
            Comparator.comparing(Arrival::changed).thenComparing(Arrival::name);

    /**
     * What one look found.
     *
     * @param complete oldest first
     * @param unsettled files that may still be written to, oldest first
     * @param unknown names of files that no feed reads
     */
    record Look(List<Arrival> complete, List<Arrival> unsettled, List<String> unknown) {}

    private record Seen(Arrival file, long since) {}

    private final Path folder;
    private final FileFeeds feeds;
    private final long settle;
    private Map<Path, Seen> seen = Map.of();

    Arrivals(Path folder, FileFeeds feeds, Duration settle) {
        this.folder = folder;
        this.feeds = feeds;
        this.settle = settle.toNanos();
    }

    /**
     * Looks again.
     *
     * @param now nanoseconds, as {@link System#nanoTime} counts them
     * @throws OperatorException if the folder cannot be looked into
     */
    Look look(long now) {
        Map<Path, Seen> found = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> !unfinished(name(entry)))) {
            for (Path entry : entries) {
                Arrival.at(entry).ifPresent(file -> {
                    if (feeds.know(file.name())) {
                        found.put(entry, seen(file, now));
                    } else {
                        unknown.add(file.name());
                    }
                });
            }
        } catch (DirectoryIteratorException e) {
            throw closed(e.getCause());
        } catch (IOException e) {
            throw closed(e);
        }
        seen = found;
        return new Look(files(now, true), files(now, false), unknown);
    }

    private Seen seen(Arrival file, long now) {
        Seen before = seen.get(file.path());
        return before != null && before.file().equals(file) ? before : new Seen(file, now);
    }

    private List<Arrival> files(long now, boolean settled) {
        return seen.values().stream()
                .filter(file -> now - file.since() >= settle == settled)
                .map(Seen::file)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Whether a file of this name is one that its writer means to rename when it is complete. */
    private static boolean unfinished(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || Stream.of(".part", ".tmp", ".filepart").anyMatch(small::endsWith);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private OperatorException closed(IOException e) {
        return new OperatorException(
                "cannot look into folder %s (%s): check that it is there, mounted, and readable for this user"
                        .formatted(
                                folder,
                                e.getMessage() == null || e.getMessage().equals(folder.toString())
                                        ? e.getClass().getSimpleName()
                                        : e.getMessage()),
                e);
    }
}
