package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lodewatch.schemas.values.Printable;

/** Collects the mistakes in a catalogue, so that its author can correct all of them at once. */
final class CatalogueErrors {

    /** By file in the order of reading, then by place, because checks across files come last. */
    private final Map<String, TreeMap<Sheet.Place, List<String>>> byFile = new LinkedHashMap<>();

    private final List<String> missingFiles = new ArrayList<>();

    void add(Sheet.Place place, String mistake) {
        byFile.computeIfAbsent(place.file(), file -> new TreeMap<>())
                .computeIfAbsent(place, same -> new ArrayList<>())
                .add(Printable.message(place + ": " + mistake));
    }

    void addFile(String file, String mistake) {
        missingFiles.add(Printable.message(file + ": " + mistake));
    }

    void throwIfAny() {
        List<String> all = new ArrayList<>(missingFiles);
        byFile.values().forEach(places -> places.values().forEach(all::addAll));
        if (!all.isEmpty()) {
            throw new CatalogueException(all);
        }
    }
}
