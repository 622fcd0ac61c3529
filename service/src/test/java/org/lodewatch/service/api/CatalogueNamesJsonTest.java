package org.lodewatch.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;

class CatalogueNamesJsonTest {

    private final CatalogueNamesJson names = CatalogueNamesJson.of(Catalogue.bundled());

    @Test
    void mineralsAreAlsoNamedBySymbolsAndCodes() {
        assertThat(names.books()).containsEntry("antimony", "antimony");
        assertThat(names.words().get("antimony")).contains("Sb", "811010");
    }

    @Test
    void formsHaveTheirOwnCodesAlone() {
        assertThat(names.words().get("cobalt-compounds")).contains("282200").doesNotContain("Co");
    }

    @Test
    void everyBookHasWords() {
        assertThat(names.words().keySet()).isEqualTo(names.books().keySet());
    }
}
