package org.lodewatch.producer.census;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lodewatch.producer.poll.Release;
import org.lodewatch.schemas.OperatorException;

/**
 * Monthly files in a folder, named as the Census Bureau names them: {@code IMDB2601.ZIP}. A file's vintage is the
 * time of its last change: when a newer edition replaces a file, the differences are published.
 */
public final class BulkFolder implements BulkFiles {

    private static final Pattern NAME =
            Pattern.compile("IMDB([0-9]{2})(0[1-9]|1[0-2])\\.ZIP", Pattern.CASE_INSENSITIVE);

    private final Path folder;

    /** @throws OperatorException if there is no such folder */
    public BulkFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new OperatorException(
                    "no such folder: " + folder + "; name the one that holds the IMDBYYMM.ZIP files");
        }
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public String place() {
        return ":" + folder;
    }

    @Override
    public SortedMap<String, Release> releases(YearMonth first) throws IOException {
        SortedMap<String, Release> releases = new TreeMap<>();
        for (Map.Entry<YearMonth, Path> file : files().tailMap(first).entrySet()) {
            Instant changed = Files.getLastModifiedTime(file.getValue()).toInstant();
            releases.put(
                    file.getKey().toString(),
                    new Release(Release.vintage(changed), Files.size(file.getValue()) + "-" + changed.toEpochMilli()));
        }
        return releases;
    }

    @Override
    public <T> T read(YearMonth month, Reader<T> reader) throws IOException {
        Path file = files().get(month);
        if (file == null) {
            throw new IOException(BulkFiles.name(month) + " is no longer in " + folder);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return reader.read(in);
        }
    }

    private SortedMap<YearMonth, Path> files() throws IOException {
        SortedMap<YearMonth, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                Path other = name.matches() ? files.put(month(name), file) : null;
                if (other != null) {
                    throw new OperatorException("%s and %s in %s are of one month; leave only one there"
                            .formatted(other.getFileName(), file.getFileName(), folder));
                }
            }
        }
        return files;
    }

    /** Two-digit years begin in 1990, when the files do. */
    private static YearMonth month(Matcher name) {
        int year = Integer.parseInt(name.group(1));
        return YearMonth.of(year < 90 ? 2000 + year : 1900 + year, Integer.parseInt(name.group(2)));
    }
}
