package org.lodewatch.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The five files of a catalogue, bundled or from a directory of the user's. */
final class SourceFiles {

    static final String COUNTRIES = "countries.csv";
    static final String BLOCS = "blocs.csv";
    static final String MINERALS = "minerals.csv";
    static final String RELIANCE = "net_import_reliance.csv";
    static final String COMMODITIES = "commodities.csv";

    private static final List<String> NEEDED = List.of(MINERALS, COMMODITIES);
    private static final List<String> OPTIONAL = List.of(COUNTRIES, BLOCS, RELIANCE);

    private final Map<String, SourceFile> files = new HashMap<>();

    private SourceFiles() {}

    static SourceFiles bundled() {
        SourceFiles sources = new SourceFiles();
        NEEDED.forEach(sources::addBundled);
        OPTIONAL.forEach(sources::addBundled);
        return sources;
    }

    static SourceFiles in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CatalogueException(
                    List.of(directory + ": is not a directory; name one that holds " + String.join(" and ", NEEDED)));
        }
        SourceFiles sources = new SourceFiles();
        CatalogueErrors mistakes = new CatalogueErrors();
        for (String name : NEEDED) {
            if (Files.exists(directory.resolve(name))) {
                sources.add(directory, name, mistakes);
            } else {
                mistakes.addFile(
                        directory.resolve(name).toString(),
                        "is missing; a catalogue directory needs " + String.join(" and ", NEEDED));
            }
        }
        for (String name : OPTIONAL) {
            if (Files.exists(directory.resolve(name))) {
                sources.add(directory, name, mistakes);
            } else {
                sources.addBundled(name);
            }
        }
        mistakes.throwIfAny();
        return sources;
    }

    SourceFile get(String name) {
        return files.get(name);
    }

    private void add(Path directory, String name, CatalogueErrors mistakes) {
        Path file = directory.resolve(name);
        try {
            files.put(name, new SourceFile(file.toString(), Files.readAllBytes(file), false));
        } catch (IOException e) {
            mistakes.addFile(file.toString(), "cannot be read (" + e + "); check that it is a file you may read");
        }
    }

    private void addBundled(String name) {
        try (InputStream stream = SourceFiles.class.getResourceAsStream("/org/lodewatch/catalogue/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the bundled " + name + " is not on the class path");
            }
            files.put(name, new SourceFile(name, stream.readAllBytes(), true));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the bundled " + name, e);
        }
    }
}
