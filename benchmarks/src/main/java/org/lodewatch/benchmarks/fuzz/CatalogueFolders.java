package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Classification;

/**
 * Folders of a catalogue: some rows of the bundled files, changed. A catalogue that is accepted must give each code of its own
 * file to the form that the file names.
 */
final class CatalogueFolders implements InputSource {

    private static final List<String> NAMES = List.of(
            "minerals.csv",
            "forms.csv",
            "commodities.csv",
            "countries.csv",
            "country_names.csv",
            "area_codes.csv",
            "blocs.csv",
            "net_import_reliance.csv",
            "production.csv",
            "governance.csv");
    private static final int NEEDED = 3;
    private static final int MOST_ROWS = 60;

    private final ScratchFolders folders = new ScratchFolders();
    private final Map<String, String> bundled = new TreeMap<>();

    CatalogueFolders() throws IOException {
        for (String name : NAMES) {
            try (InputStream in = Catalogue.class.getResourceAsStream("/org/lodewatch/catalogue/" + name)) {
                bundled.put(name, new String(in.readAllBytes(), UTF_8));
            }
        }
    }

    @Override
    public void close() {
        folders.close();
    }

    @Override
    public FuzzInput input(Chance chance) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if (i < NEEDED ? !chance.oneIn(50) : chance.oneIn(4)) {
                files.put(NAMES.get(i), bundled.get(NAMES.get(i)).getBytes(UTF_8));
            }
        }
        if (!files.isEmpty() && !chance.oneIn(10)) {
            String changed = chance.of(List.copyOf(files.keySet()));
            files.put(changed, changed(chance, changed));
        }
        return new CatalogueFolder(files);
    }

    private byte[] changed(Chance chance, String name) {
        List<String> lines = new ArrayList<>(bundled.get(name).lines().toList());
        for (int changes = chance.from(1, 3); changes > 0; changes--) {
            int line = chance.below(lines.size());
            switch (chance.below(6)) {
                case 0 -> lines.remove(line);
                case 1 -> lines.add(chance.below(lines.size()), lines.get(line));
                case 2 -> lines.add(chance.oddText());
                default -> lines.set(line, changedCell(chance, lines.get(line)));
            }
            if (lines.isEmpty()) {
                return new byte[0];
            }
        }
        if (chance.oneIn(10)) {
            lines = lines.subList(0, Math.min(lines.size(), chance.from(0, MOST_ROWS)));
        }
        byte[] text = lines.stream()
                .collect(Collectors.joining(chance.of("\n", "\n", "\r\n")))
                .getBytes(UTF_8);
        return chance.oneIn(4) ? chance.mutated(text) : text;
    }

    private static String changedCell(Chance chance, String line) {
        String[] cells = line.split(",", -1);
        int cell = chance.below(cells.length);
        cells[cell] = switch (chance.below(3)) {
            case 0 -> chance.oddText();
            case 1 -> chance.oddNumber();
            default -> chance.mutated(cells[cell]);
        };
        return String.join(",", cells);
    }

    private final class CatalogueFolder implements FuzzInput {

        private final Map<String, byte[]> files;

        CatalogueFolder(Map<String, byte[]> files) {
            this.files = files;
        }

        @Override
        public Verdict check() throws Exception {
            Path folder = folders.folder();
            for (String name : NAMES) {
                Files.deleteIfExists(folder.resolve(name));
                if (files.containsKey(name)) {
                    folders.write(name, files.get(name));
                }
            }
            Catalogue catalogue;
            try {
                catalogue = Catalogue.load(folder);
            } catch (RuntimeException failure) {
                if (!Refusals.isNamed(failure)) {
                    throw failure;
                }
                return Verdict.REFUSAL;
            }
            for (Classification code : catalogue.commodities()) {
                Optional<Classification> found = catalogue.classify(code.prefix(), code.validFrom(), code.validFrom());
                WrongAnswer.requireEqual("form of a code", Optional.of(code.book()), found.map(Classification::book));
                if (catalogue.forms().stream().noneMatch(form -> form.book().equals(code.book()))) {
                    throw new WrongAnswer("code of no form", code.toString());
                }
            }
            return Verdict.FIGURES;
        }

        @Override
        public String shown() {
            StringBuilder shown = new StringBuilder();
            files.forEach((name, content) -> {
                String text = new String(content, UTF_8);
                shown.append(name)
                        .append(text.equals(bundled.get(name)) ? " as bundled; " : ":\n" + differences(name, text));
            });
            return shown.toString();
        }

        /** The lines that the bundled file does not have. */
        private String differences(String name, String text) {
            List<String> known = bundled.get(name).lines().toList();
            return text.lines().filter(line -> !known.contains(line)).collect(Collectors.joining("\n")) + "\n";
        }
    }
}
