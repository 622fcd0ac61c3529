package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.Option;

/** The catalogue that a command uses. */
public final class CatalogueOption {

    @Option(
            names = {"--catalog", "--catalogue"},
            paramLabel = "DIR",
            description = "A folder with your own minerals, commodity codes, countries and blocs (default: the built-in"
                    + " ones).")
    private Optional<Path> directory = Optional.empty();

    public Catalogue load() {
        return directory.map(Catalogue::load).orElseGet(Catalogue::bundled);
    }

    /**
     * The id of the book that is meant by an id, a name, a symbol or another name of a mineral or form.
     *
     * @throws OperatorException if the catalogue does not have it
     */
    static String book(Catalogue catalogue, String given) {
        return catalogue
                .book(given)
                .orElseThrow(
                        () -> new OperatorException("the catalogue has no mineral %s: %s`lodewatch minerals` lists them"
                                .formatted(given, suggestion(catalogue, given))));
    }

    private static String suggestion(Catalogue catalogue, String typed) {
        List<String> near = catalogue.near(typed);
        return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
    }
}
