package org.lodewatch.cli.shares;

import java.util.Optional;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.NetImportReliance;
import org.lodewatch.schemas.messages.MineralShares;

/** Names and net import reliance from the catalogue, as tables show them. */
public record CatalogueText(Catalogue catalogue) {

    private static final String UNKNOWN = "-";

    /** The name of a country, or its code if the catalogue has no name. */
    String country(String iso2) {
        return catalogue.country(iso2).map(Country::name).orElse(iso2);
    }

    /** The name of a mineral, or its id if the catalogue has no name. */
    String mineral(String id) {
        return catalogue.mineral(id).map(Mineral::name).orElse(id);
    }

    /** The reporter's net import reliance. The catalogue has that of the United States only. */
    String reliance(MineralShares book) {
        return reliance(
                book.getReporter().equals("US")
                        ? catalogue.netImportReliance(book.getMineral()).map(NetImportReliance::printed)
                        : Optional.empty());
    }

    /** {@code 100 %}, {@code >50 %}, {@code <25 %}, {@code exporter}, or a dash if it is unknown. */
    public static String reliance(Optional<String> printed) {
        return switch (printed.orElse(UNKNOWN)) {
            case "E" -> "exporter";
            case "NA", "W", "s", UNKNOWN -> UNKNOWN;
            default -> printed.get() + " %";
        };
    }
}
