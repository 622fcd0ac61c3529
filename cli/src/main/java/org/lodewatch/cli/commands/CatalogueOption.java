package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import picocli.CommandLine.Option;

/** The catalogue that a command uses. */
public final class CatalogueOption {

    private static final int MOST_SUGGESTIONS = 3;

    @Option(
            names = {"--catalog", "--catalogue"},
            paramLabel = "DIR",
            description = "A folder with your own minerals, commodity codes, countries and blocs (default: the built-in"
                    + " ones).")
    private Optional<Path> directory = Optional.empty();

    public Catalogue load() {
        return directory.map(Catalogue::load).orElseGet(Catalogue::bundled);
    }

    /** The id of a mineral that is given by id or name. @throws OperatorException if the catalogue does not have it */
    static String mineralId(Catalogue catalogue, String given) {
        return catalogue.minerals().stream()
                .filter(mineral ->
                        mineral.id().equalsIgnoreCase(given) || mineral.name().equalsIgnoreCase(given))
                .map(Mineral::id)
                .findFirst()
                .orElseThrow(() ->
                        new OperatorException("the catalogue has no mineral %s: %s`lodewatch minerals` lists them"
                                .formatted(given, suggestion(catalogue, given.toLowerCase(Locale.ROOT)))));
    }

    /** The ids that begin with what was typed or differ from it by a third of its letters, the closest first. */
    private static String suggestion(Catalogue catalogue, String typed) {
        int mostEdits = Math.max(1, typed.length() / 3);
        List<String> near = catalogue.minerals().stream()
                .map(Mineral::id)
                .filter(id -> typed.length() > 2 && id.startsWith(typed) || edits(typed, id) <= mostEdits)
                .sorted(Comparator.comparingInt(id -> edits(typed, id)))
                .limit(MOST_SUGGESTIONS)
                .toList();
        return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
    }

    /** The number of letters to insert, delete or replace (Levenshtein distance). */
    private static int edits(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
