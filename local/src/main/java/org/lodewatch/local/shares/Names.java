package org.lodewatch.local.shares;

import org.lodewatch.schemas.catalogue.Catalogue;

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

    /** Net import reliance as its source prints it, such as {@code >95 %}; a dash where there is none. */
    String reliance(String mineral) {
        return catalogue
                .netImportReliance(mineral)
                .map(reliance -> reliance.percent().isPresent() ? reliance.printed() + " %" : reliance.printed())
                .map(printed -> printed.equals("E") ? "net exporter" : printed)
                .orElse("-");
    }
}
