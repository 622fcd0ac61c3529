package org.lodewatch.producer.dropfolder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lodewatch.schemas.OperatorException;

/**
 * Separates the complete files of a folder from those that are still being written. A file is complete when its size and
 * time of change have stayed the same for the settling time. That time is measured by the clock of this machine alone,
 * because the clock of a network mount may differ.
 */
final class FolderScanner {

    private static final Comparator<DroppedFile> OLDEST_FIRST =
            Comparator.comparing(DroppedFile::changed).thenComparing(DroppedFile::name);

    private final Path folder;
    private final FileFeeds feeds;
    private final long settle;
    private Map<Path, FirstScan> firstScans = Map.of();

    /**
     * A file as it was at a moment. Its inode number is not compared: some network mounts change it each time.
     *
     * @param size bytes
     * @param changed when it was last written to
     */
    record DroppedFile(Path path, long size, FileTime changed) {

        /** The file at a path now; empty if there is none. */
        static Optional<DroppedFile> at(Path path) throws IOException {
            try {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                return found.isRegularFile()
                        ? Optional.of(new DroppedFile(path, found.size(), found.lastModifiedTime()))
                        : Optional.empty();
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        }

        String name() {
            return path.getFileName().toString();
        }
    }

    /**
     * The result of one scan.
     *
     * @param complete oldest first
     * @param unsettled files that may still be written to, oldest first
     * @param refused why a file is not read, by its name
     */
    record Scan(List<DroppedFile> complete, List<DroppedFile> unsettled, SortedMap<String, String> refused) {}

    /** The first scan that found a file in its present state. */
    private record FirstScan(DroppedFile file, long nanoTime) {}

    FolderScanner(Path folder, FileFeeds feeds, Duration settle) {
        this.folder = folder;
        this.feeds = feeds;
        this.settle = settle.toNanos();
    }

    /**
     * Lists the folder.
     *
     * @param now nanoseconds, as of {@link System#nanoTime}
     * @throws OperatorException if the folder cannot be listed
     */
    Scan scan(long now) {
        Map<Path, FirstScan> found = new HashMap<>();
        SortedMap<String, String> refused = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> !isUnfinished(entry))) {
            for (Path entry : entries) {
                Optional<String> reason = refusal(entry);
                if (reason.isPresent()) {
                    refused.put(entry.getFileName().toString(), reason.get());
                    continue;
                }
                DroppedFile.at(entry).ifPresent(file -> {
                    FirstScan before = firstScans.get(entry);
                    boolean same = before != null && before.file().equals(file);
                    found.put(entry, same ? before : new FirstScan(file, now));
                });
            }
        } catch (DirectoryIteratorException e) {
            throw unlistable(e.getCause());
        } catch (IOException e) {
            throw unlistable(e);
        }
        firstScans = found;
        return new Scan(files(now, true), files(now, false), refused);
    }

    /** Why an entry of the folder is not read; empty if it is a file to read, or a folder of another name. Each entry is judged alone. */
    private Optional<String> refusal(Path entry) {
        try {
            if (!isText(entry)) {
                return Optional.of(
                        "its name is no text in the encoding of file names (%s): rename it, or start with LC_ALL=C.UTF-8"
                                .formatted(System.getProperty("sun.jnu.encoding")));
            }
            if (Files.isSymbolicLink(entry) && !entry.toRealPath().startsWith(folder.toRealPath())) {
                return Optional.of("a link that leaves the folder: copy the file itself into it");
            }
            boolean isFile = DroppedFile.at(entry).isPresent();
            boolean isSupported = feeds.support(entry.getFileName().toString());
            if (isFile == isSupported) {
                return Optional.empty();
            }
            return Optional.of(
                    isFile
                            ? "its name does not end in " + FileFeeds.ENDINGS
                            : "it has the name of a file, and is none");
        } catch (NoSuchFileException e) {
            return Files.isSymbolicLink(entry) ? Optional.of("a link to a file that is not there") : Optional.empty();
        } catch (FileSystemException e) {
            return Optional.of("it cannot be looked at (%s): repair or remove it"
                    .formatted(e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
        } catch (IOException e) {
            return Optional.of("it cannot be looked at (%s): repair or remove it".formatted(e.getMessage()));
        }
    }

    /** Whether the name can be written as text and read again: Java keeps other names, but cannot open what is printed of them. */
    private static boolean isText(Path entry) {
        try {
            return entry.getFileSystem().getPath(entry.toString()).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<DroppedFile> files(long now, boolean settled) {
        return firstScans.values().stream()
                .filter(first -> now - first.nanoTime() >= settle == settled)
                .map(FirstScan::file)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Whether the name is one that a writer renames when the file is complete. */
    private static boolean isUnfinished(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.startsWith(".") || Stream.of(".part", ".tmp", ".filepart").anyMatch(name::endsWith);
    }

    private OperatorException unlistable(IOException e) {
        return new OperatorException(
                "cannot list folder %s (%s): check that it is there, mounted, and readable for this user"
                        .formatted(
                                folder,
                                e.getMessage() == null || e.getMessage().equals(folder.toString())
                                        ? e.getClass().getSimpleName()
                                        : e.getMessage()),
                e);
    }
}
