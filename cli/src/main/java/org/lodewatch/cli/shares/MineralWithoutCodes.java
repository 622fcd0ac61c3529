package org.lodewatch.cli.shares;

import java.util.Optional;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;

/** The answer for a mineral that has no commodity codes of its own, and so no book. */
public record MineralWithoutCodes(Mineral mineral, Catalogue catalogue) {

    /** Empty if the book has codes. */
    public static Optional<MineralWithoutCodes> of(String book, Catalogue catalogue) {
        return catalogue
                .mineral(book)
                .filter(mineral -> catalogue.codes(book).isEmpty())
                .map(mineral -> new MineralWithoutCodes(mineral, catalogue));
    }

    /** The book that holds its trade; empty if no book of the catalogue does. */
    public Optional<String> standIn() {
        return catalogue.standIn(mineral.id());
    }

    /** Where its trade is, and how far the United States relies on imports of it. */
    public String text() {
        String where = mineral.note()
                .orElseGet(() -> "No commodity code of its own. "
                        + standIn()
                                .map(book -> "The book %s stands in for it.".formatted(book))
                                .orElse("No book stands in for it."));
        return "%s: %s%s"
                .formatted(
                        mineral.name(),
                        where,
                        catalogue
                                .netImportReliance(mineral.id())
                                .filter(figure -> figure.percent().isPresent())
                                .map(this::reliance)
                                .orElse(""));
    }

    private String reliance(NetImportReliance figure) {
        return " US net import reliance of %s: %s (%d, %s)."
                .formatted(
                        catalogue.bookName(figure.mineral()),
                        CatalogueText.reliance(Optional.of(figure.printed())),
                        figure.year(),
                        figure.edition());
    }
}
