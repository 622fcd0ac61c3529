package org.lodewatch.cli.shares;

import java.util.Optional;
import org.lodewatch.cli.minerals.RelianceText;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;

/** What the catalogue calls countries and minerals, and how it prints a reliance. */
record Names(Catalogue catalogue) {

    /** Its name, or the code where the catalogue has none. */
    String country(String iso2) {
        return catalogue.country(iso2).map(country -> country.name()).orElse(iso2);
    }

    /** Its name, or the id where the catalogue has none. */
    String mineral(String id) {
        return catalogue.mineral(id).map(mineral -> mineral.name()).orElse(id);
    }

    /** The reporter's net import reliance; a dash where none is known, as for every reporter but the United States. */
    String reliance(MineralShares book) {
        return RelianceText.of(
                book.getReporter().equals("US") ? catalogue.netImportReliance(book.getMineral()) : Optional.empty());
    }
}
