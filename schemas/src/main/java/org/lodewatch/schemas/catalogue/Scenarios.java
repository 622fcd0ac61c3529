package org.lodewatch.schemas.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.values.NearNames;

/**
 * Scenarios, as a file lists them: the bundled ones, or a user's own.
 *
 * @param all in the order of the file
 */
public record Scenarios(List<Scenario> all) {

    private static final String BUNDLED = "/org/lodewatch/scenarios/scenarios.csv";
    private static final List<String> COLUMNS = List.of("scenario", "title", "mineral", "moves", "source");

    public Scenarios {
        all = List.copyOf(all);
    }

    /** Those that come with Lodewatch. */
    public static Scenarios bundled() {
        try (InputStream stream = Scenarios.class.getResourceAsStream(BUNDLED)) {
            return read("scenarios.csv", stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading the bundled scenarios.csv", e);
        }
    }

    /**
     * Those of a CSV file with the columns {@code scenario}, {@code title}, {@code mineral}, {@code moves} and {@code source}.
     *
     * @throws OperatorException if it cannot be read or holds mistakes; the message names every one with its place
     */
    public static Scenarios load(Path file) {
        try {
            return read(file.toString(), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new OperatorException("there is no file %s".formatted(file), e);
        } catch (IOException e) {
            throw new OperatorException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Scenarios read(String label, byte[] content) {
        CatalogueErrors mistakes = new CatalogueErrors();
        try {
            Sheet sheet = new Sheet(new CatalogueFiles.Source(label, content, false), COLUMNS, Set.of(), mistakes);
            Set<String> ids = new HashSet<>();
            List<Scenario> scenarios =
                    sheet.rows().stream().map(row -> scenario(row, ids)).toList();
            mistakes.throwIfAny();
            return new Scenarios(scenarios);
        } catch (CatalogueException e) {
            throw new OperatorException(String.join("; ", e.mistakes()), e);
        }
    }

    private static Scenario scenario(Map<String, Sheet.Field> row, Set<String> ids) {
        Sheet.Field id = row.get("scenario");
        id.id();
        if (!ids.add(id.text())) {
            id.wrong("scenario " + id.quoted() + " appears twice; rename one of them");
        }
        row.get("moves").required();
        return new Scenario(
                id.text(),
                row.get("title").required(),
                row.get("mineral").required(),
                row.get("moves").parts().stream().map(Sheet.Field::text).toList(),
                row.get("source").required());
    }

    /**
     * The scenario with an id.
     *
     * @throws OperatorException if there is none; the message has the nearest ids
     */
    public Scenario get(String id) {
        return all.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OperatorException("there is no scenario '%s': %s".formatted(id, others(id))));
    }

    private String others(String typed) {
        List<String> ids = all.stream().map(Scenario::id).toList();
        List<String> near = NearNames.of(typed, ids);
        return near.isEmpty()
                ? "the scenarios are " + ids.stream().collect(Collectors.joining(", "))
                : "nearest: " + String.join(", ", near);
    }
}
