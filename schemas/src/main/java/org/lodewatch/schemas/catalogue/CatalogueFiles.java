package org.lodewatch.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a catalogue: the bundled ones, or those of a directory. */
final class CatalogueFiles {

    static final String COUNTRIES = "countries.csv";
    static final String COUNTRY_NAMES = "country_names.csv";
    static final String AREA_CODES = "area_codes.csv";
    static final String BLOCS = "blocs.csv";
    static final String MINERALS = "minerals.csv";
    static final String RELIANCE = "net_import_reliance.csv";
    static final String FORMS = "forms.csv";
    static final String COMMODITIES = "commodities.csv";
    static final String PRODUCTION = "production.csv";
    static final String GOVERNANCE = "governance.csv";

    private static final List<String> NEEDED = List.of(MINERALS, FORMS, COMMODITIES);
    private static final List<String> OPTIONAL =
            List.of(COUNTRIES, COUNTRY_NAMES, AREA_CODES, BLOCS, RELIANCE, PRODUCTION, GOVERNANCE);
    private static final String NEEDED_NAMES = MINERALS + ", " + FORMS + " and " + COMMODITIES;

    /**
     * One file.
     *
     * @param label its name in messages
     * @param bundled whether it is the bundled one, in place of a file that the user's directory does not have
     */
    record Source(String label, byte[] content, boolean bundled) {}

    private final Map<String, Source> files = new HashMap<>();

    private CatalogueFiles() {}

    static CatalogueFiles bundled() {
        CatalogueFiles files = new CatalogueFiles();
        NEEDED.forEach(files::addBundled);
        OPTIONAL.forEach(files::addBundled);
        return files;
    }

    static CatalogueFiles in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CatalogueException(
                    List.of(directory + ": is not a directory; name one that holds " + NEEDED_NAMES));
        }
        requireForms(directory.resolve(COMMODITIES));
        CatalogueFiles files = new CatalogueFiles();
        CatalogueErrors mistakes = new CatalogueErrors();
        for (String name : NEEDED) {
            if (Files.exists(directory.resolve(name))) {
                files.add(directory, name, mistakes);
            } else {
                mistakes.addFile(
                        directory.resolve(name).toString(), "is missing; a catalogue directory needs " + NEEDED_NAMES);
            }
        }
        for (String name : OPTIONAL) {
            if (Files.exists(directory.resolve(name))) {
                files.add(directory, name, mistakes);
            } else {
                files.addBundled(name);
            }
        }
        mistakes.throwIfAny();
        return files;
    }

    Source get(String name) {
        return files.get(name);
    }

    /** Rejects a file of the versions before forms, before its missing and unknown columns are reported one by one. */
    private static void requireForms(Path commodities) {
        if (hasStages(commodities)) {
            throw new CatalogueException(List.of(commodities
                    + ": has the columns stage and headline of an earlier version; move them to " + FORMS
                    + ", one row a form, and name the form of each code in a column form: CHANGELOG.md has the steps"
                    + " under \"How to move\""));
        }
    }

    private static boolean hasStages(Path commodities) {
        try (Stream<String> lines = Files.lines(commodities, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .findFirst()
                    .map(header -> List.of(header.split(",")))
                    .filter(columns -> columns.contains("stage") && columns.contains("headline"))
                    .isPresent();
        } catch (IOException | UncheckedIOException e) {
            // A file that cannot be read is reported with the other files.
            return false;
        }
    }

    private void add(Path directory, String name, CatalogueErrors mistakes) {
        Path file = directory.resolve(name);
        try {
            files.put(name, new Source(file.toString(), Files.readAllBytes(file), false));
        } catch (IOException e) {
            mistakes.addFile(file.toString(), "cannot be read (" + e + "); check that it is a file you may read");
        }
    }

    private void addBundled(String name) {
        try (InputStream stream = CatalogueFiles.class.getResourceAsStream("/org/lodewatch/catalogue/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the bundled " + name + " is not on the class path");
            }
            files.put(name, new Source(name, stream.readAllBytes(), true));
        } catch (IOException e) {
            throw new UncheckedIOException("reading the bundled " + name, e);
        }
    }
}
