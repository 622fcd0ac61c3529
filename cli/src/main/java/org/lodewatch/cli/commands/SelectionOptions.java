package org.lodewatch.cli.commands;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.api.PublishedShares;
import org.lodewatch.service.whatif.BookSelection;
import picocli.CommandLine.Option;

/** The dataset, reporter and window of the books that a command changes by assumption. */
final class SelectionOptions {

    @Option(
            names = "--as-of",
            paramLabel = "YYYY[-MM]",
            converter = AsOfConverter.class,
            description =
                    "The window that ended with this month, or with December of this year (default: the newest that"
                            + " policies judge).")
    private Optional<YearMonth> asOf = Optional.empty();

    @Option(names = "--dataset", paramLabel = "NAME", description = "Only this dataset.")
    private Optional<String> dataset = Optional.empty();

    @Option(names = "--reporter", paramLabel = "CC", description = "Only imports of this country.")
    private Optional<String> reporter = Optional.empty();

    /**
     * @param mineral a mineral or form as typed; empty for all books
     * @throws org.lodewatch.schemas.OperatorException if the catalogue does not have it
     */
    BookSelection books(Optional<String> mineral, Catalogue catalogue) {
        return new BookSelection(mineral.map(typed -> BookSelection.book(catalogue, typed)), dataset, reporter, asOf);
    }

    /** The published windows of the dataset and reporter. */
    List<PublishedWindows> windows(PublishedShares published, Catalogue catalogue) {
        return published.windows(catalogue, dataset, reporter);
    }
}
