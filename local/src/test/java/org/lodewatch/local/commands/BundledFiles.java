package org.lodewatch.local.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The demo's data as files of a user. */
public final class BundledFiles {

    static final String ANNUAL = "us-census-annual.csv.gz";
    public static final String MONTHLY = "us-census-battery.csv.gz";

    private BundledFiles() {}

    /** The gzipped file, copied. */
    static Path copy(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream in = open(name)) {
            Files.copy(in, file);
        }
        return file;
    }

    /** The header and the matching rows. */
    public static List<String> lines(String name, Predicate<String> wanted) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(open(name)), UTF_8))) {
            return Stream.concat(Stream.of(reader.readLine()), reader.lines().filter(wanted))
                    .toList();
        }
    }

    private static InputStream open(String name) {
        return BundledFiles.class.getResourceAsStream("/org/lodewatch/local/demo/" + name);
    }
}
