package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Against US general imports of natural phosphates of 2025 (US Census Bureau, HTS 2510). */
class GovernanceWeightsTest {

    private static final BookKey PHOSPHATE = new BookKey("us-census", "US", "phosphate");
    private static final GovernanceWeights WEIGHTS =
            GovernanceWeights.of(Catalogue.bundled()).orElseThrow();

    private static double hhi(String origins) {
        Supply supply = Supply.of(PHOSPHATE, Origins.values(new Countries(), origins));
        return WEIGHTS.hhi(supply, supply::valueShare);
    }

    private static double weight(String country) {
        return (2.5 - Catalogue.bundled().governance(country).orElseThrow()) / 5 * 10;
    }

    @Test
    void thePhosphateOf2025RestsOnPeru() {
        assertThat(hhi("PE 303423307, GB 602743, CA 479907, ES 140949, PK 82455, DE 70180, MX 67604, CN 51260, FR 5262,"
                        + " IN 4080"))
                .isCloseTo(55_845, within(0.5));
    }

    @Test
    void squaredSharesAreWeighted() {
        assertThat(hhi("PE 60, FI 40"))
                .isCloseTo(3600 * weight("PE") + 1600 * weight("FI"), within(1e-6))
                .isGreaterThan(hhi("FI 60, PE 40"));
    }

    @Test
    void unknownOriginsAndReturnedGoodsAddNothing() {
        assertThat(hhi("PE 50, XX 50, US 100")).isCloseTo(2500 * weight("PE"), within(1e-6));
    }

    @Test
    void aTerritoryWithoutIndicatorsAddsNothing() {
        assertThat(Catalogue.bundled().governance("GI")).isEmpty();

        assertThat(hhi("PE 50, GI 50")).isCloseTo(2500 * weight("PE"), within(1e-6));
    }
}
