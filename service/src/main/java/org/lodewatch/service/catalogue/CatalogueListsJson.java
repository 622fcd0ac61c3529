package org.lodewatch.service.catalogue;

import java.util.Collection;
import java.util.List;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Mineral;
import org.lodewatch.schemas.catalogue.Production;

/**
 * Editions and lists of the running catalogue as a JSON object.
 *
 * @param fingerprint of the facts that decide figures: instances with the same one compute the same
 * @param relianceEditions of the publications that net import reliance comes from, in order
 * @param relianceYears that it is of, in order
 * @param governanceYear of the governance indicators; 0 without any
 * @param production who produces each mineral
 */
record CatalogueListsJson(
        String fingerprint,
        List<String> relianceEditions,
        List<Integer> relianceYears,
        int governanceYear,
        List<BlocJson> blocs,
        List<ProductionJson> production) {

    /** @param members alpha-2 codes, in their order */
    record BlocJson(String id, String name, Collection<String> members) {}

    /**
     * @param producers alpha-2 codes, in their order
     * @param verb what they do, such as {@code mine or refine}
     */
    record ProductionJson(String mineral, List<String> producers, String verb, String years, String edition) {

        private static ProductionJson of(Production production) {
            return new ProductionJson(
                    production.mineral(),
                    production.producers().stream().sorted().toList(),
                    production.verb(),
                    production.years(),
                    production.edition());
        }
    }

    static CatalogueListsJson of(Catalogue catalogue) {
        return new CatalogueListsJson(
                catalogue.fingerprint(),
                catalogue.editions(),
                catalogue.relianceYears(),
                catalogue.governanceYear(),
                catalogue.blocs().stream()
                        .map(bloc -> new BlocJson(bloc.id(), bloc.name(), bloc.members()))
                        .toList(),
                catalogue.minerals().stream()
                        .map(Mineral::id)
                        .flatMap(mineral -> catalogue.production(mineral).stream())
                        .map(ProductionJson::of)
                        .toList());
    }
}
