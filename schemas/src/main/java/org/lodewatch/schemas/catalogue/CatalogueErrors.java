package org.lodewatch.schemas.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what is wrong with a catalogue, so that its author hears of everything at once. */
final class CatalogueErrors {

    /** By file in the order the files were read, then by place: cross-checks come late and belong among the others. */
    private final Map<String, TreeMap<RowLocation, List<String>>> byFile = new LinkedHashMap<>();

    private final List<String> missingFiles = new ArrayList<>();

    void add(RowLocation place, String mistake) {
        byFile.computeIfAbsent(place.file(), file -> new TreeMap<>())
                .computeIfAbsent(place, same -> new ArrayList<>())
                .add(place + ": " + mistake);
    }

    void addFile(String file, String mistake) {
        missingFiles.add(file + ": " + mistake);
    }

    void throwIfAny() {
        List<String> all = new ArrayList<>(missingFiles);
        byFile.values().forEach(places -> places.values().forEach(all::addAll));
        if (!all.isEmpty()) {
            throw new CatalogueException(all);
        }
    }
}
