package org.lodewatch.service.catalogue;

import java.util.Optional;
import java.util.OptionalInt;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.NetImportReliance;

/**
 * The figures of net import reliance of an edition and a year.
 *
 * @param edition such as {@code MCS2024}; empty for the newest that has the year
 * @param year that the figures are of; empty for the newest of each book
 */
public record RelianceFigures(Catalogue catalogue, Optional<String> edition, OptionalInt year) {

    /** How the true percentage of a published figure lies to a line. */
    public enum Side {
        /** It reaches the line. */
        REACHES,
        /** It is below the line. */
        BELOW,
        /** The published bound does not decide it. */
        OPEN
    }

    /** The figure of a book; empty if none is published. */
    public Optional<NetImportReliance> of(String book) {
        return catalogue.netImportReliance(
                book,
                figure -> edition.map(figure.edition()::equals).orElse(true)
                        && (year.isEmpty() || year.getAsInt() == figure.year()));
    }

    /**
     * How a figure lies to a line. A lower bound reaches the lines up to it, an upper bound is below those from it on.
     *
     * @param line in percent
     * @return empty if no percentage is published
     */
    public static Optional<Side> side(NetImportReliance figure, double line) {
        if (figure.percent().isEmpty()) {
            return Optional.empty();
        }
        double percent = figure.percent().getAsDouble();
        return Optional.of(
                switch (figure.bound()) {
                    case EXACT -> percent >= line ? Side.REACHES : Side.BELOW;
                    case LOWER -> percent >= line ? Side.REACHES : Side.OPEN;
                    case UPPER -> percent <= line ? Side.BELOW : Side.OPEN;
                });
    }
}
