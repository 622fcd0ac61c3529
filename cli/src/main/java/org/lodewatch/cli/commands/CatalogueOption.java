package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.SharesQuery;
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

    /** Reads a catalogue of the user's own, so that its mistakes are printed also where a command does not use it. */
    void check() {
        directory.ifPresent(Catalogue::load);
    }

    /**
     * The id of the book that is meant by an id, a name, a symbol or another name of a mineral or form.
     *
     * @throws OperatorException if the catalogue does not have it
     */
    static String book(Catalogue catalogue, String given) {
        return SharesQuery.book(catalogue, given);
    }
}
