package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import picocli.CommandLine.Option;

/** Which minerals, codes and countries are known. */
public final class CatalogueOption {

    @Option(
            names = {"--catalog", "--catalogue"},
            paramLabel = "DIR",
            description = "Minerals, commodity codes, countries and blocs of your own (default: those built in).")
    private Optional<Path> directory = Optional.empty();

    public Catalogue load() {
        return directory.map(Catalogue::load).orElseGet(Catalogue::bundled);
    }

    /** The mineral's id as the catalogue writes it. @throws OperatorException if it knows none of that name */
    static String mineralId(Catalogue catalogue, String given) {
        return catalogue.minerals().stream()
                .filter(mineral ->
                        mineral.id().equalsIgnoreCase(given) || mineral.name().equalsIgnoreCase(given))
                .map(mineral -> mineral.id())
                .findFirst()
                .orElseThrow(() ->
                        new OperatorException("the catalogue knows no mineral %s: %s`lodewatch minerals` lists them"
                                .formatted(given, near(catalogue, given))));
    }

    private static String near(Catalogue catalogue, String given) {
        List<String> near = new Spelling(given)
                .near(catalogue.minerals().stream().map(Mineral::id).toList());
        return near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
    }
}
