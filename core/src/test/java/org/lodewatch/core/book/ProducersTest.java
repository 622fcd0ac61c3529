package org.lodewatch.core.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Production;
import org.lodewatch.schemas.messages.Detour;
import org.lodewatch.schemas.messages.ShareMove;

/** Against US general imports of 2024 and 2025 (US Census Bureau, HTS 2504, 2825.80 and 8110.10) and the USGS's producers. */
class ProducersTest {

    private static final BookKey ANTIMONY = new BookKey("us-census", "US", "antimony");
    private static final String ANTIMONY_2024 =
            "CN 138816762, BE 46990979, TH 35235106, BO 18203006, FR 14653432, IN 14630587, VN 14470306, GB 6472224,"
                    + " TJ 3443140, DO 2303894, MM 2188116, MX 2151853, JP 2032255, OM 1815362, CA 967996, ID 777077,"
                    + " TW 589091, KR 331333, NL 329372, MA 328132, TR 325769, IT 72463, DE 32810, ES 3500";
    private static final String ANTIMONY_2025 =
            "BE 190894367, FR 110680331, TH 88080550, IN 73576391, BO 64376193, KR 47910770, TW 21988794, ES 20358259,"
                    + " CN 14737105, VN 10925224, MX 6378948, MM 5491971, PE 5089240, TR 4870619, JP 4567877, DO 3186379,"
                    + " GB 2134862, MY 1387293, IT 875000, CA 632652, ZA 345238, CL 268300, KG 251592, CH 173077,"
                    + " BR 15538, DE 5640";
    private static final String GRAPHITE_2024 =
            "CN 95928016, CA 14438729, MG 8051501, MX 5592629, MZ 5463285, BR 4474336, KR 4443587, JP 995341, LK 780579,"
                    + " DE 706893, NO 384800, HK 202350, TR 84157, ID 72590, GB 71215, PK 67073, IN 67059, TW 38542,"
                    + " AT 38050, EG 16445, IE 15599, CO 14876, TH 10094, NL 7841";
    private static final String GRAPHITE_2025 =
            "CN 46052127, ID 35056484, MG 17511498, CA 14637402, MZ 8894789, MX 5939312, BR 5713293, IN 1085774,"
                    + " DE 620808, LK 597881, JP 318956, NO 181856, GB 147108, KR 112340, BE 70096, CO 61267, AT 37852,"
                    + " TW 36189, AE 28196, TR 18347, FR 10992, VN 6900, SE 5960, NL 4424, IT 3689";

    private final Countries countries = new Countries();

    private Supply supply(String origins) {
        return Supply.of(ANTIMONY, Origins.values(countries, origins));
    }

    private static Producers of(String mineral) {
        return new Producers(Catalogue.bundled().production(mineral).orElseThrow());
    }

    /** China and Bolivia produce. */
    private static Producers two() {
        return new Producers(new Production("antimony", Set.of("CN", "BO"), "mine", "2024 and 2025", "MCS2026"));
    }

    @Test
    void twoFifthsOfTheAntimonyOf2024AndFiveSixthsOfThatOf2025CameFromCountriesThatMineNone() {
        assertThat(100 * of("antimony").unproducedShare(supply(ANTIMONY_2024))).isCloseTo(41.53, within(0.005));
        assertThat(100 * of("antimony").unproducedShare(supply(ANTIMONY_2025))).isCloseTo(84.24, within(0.005));
    }

    @Test
    void onePercentOfTheGraphiteOf2024AndAQuarterOfThatOf2025CameFromCountriesThatMineNone() {
        assertThat(100 * of("graphite").unproducedShare(supply(GRAPHITE_2024))).isCloseTo(1.07, within(0.005));
        assertThat(100 * of("graphite").unproducedShare(supply(GRAPHITE_2025))).isCloseTo(26.06, within(0.005));
    }

    @Test
    void theAntimonyThatChinaLostIn2025WasGainedByCountriesThatMineNone() {
        Detour detour = of("antimony")
                .detour(supply(ANTIMONY_2025), supply(ANTIMONY_2024))
                .orElseThrow();

        assertThat(detour.getLosers()).extracting(ShareMove::getCountry).containsExactly("CN");
        assertThat(detour.getLosers().get(0).getPoints()).isCloseTo(-43.0, within(0.05));
        assertThat(detour.getGainers())
                .extracting(ShareMove::getCountry)
                .startsWith("BE", "FR", "KR", "IN")
                .doesNotContain("BO", "MX", "MM");
        assertThat(detour.getGainers().get(0).getPoints()).isCloseTo(12.8, within(0.05));
        assertThat(detour.getGainers().get(1).getPoints()).isCloseTo(11.5, within(0.05));
        assertThat(detour.getGainers().get(2).getPoints()).isCloseTo(6.9, within(0.05));
        assertThat(detour.getPoints())
                .isEqualTo(detour.getGainers().stream()
                        .mapToDouble(ShareMove::getPoints)
                        .reduce(0, Double::sum));
    }

    @ParameterizedTest
    @CsvSource({"41, false", "40, true", "20, true"})
    void aDetourNeedsASupplierThatHasLostTenPoints(int left, boolean found) {
        Supply before = supply("CN 50, BO 50, BE 0");
        Supply now = supply("CN %d, BO 50, BE %d".formatted(left, 50 - left));

        Optional<Detour> detour = two().detour(now, before);

        assertThat(detour.isPresent()).isEqualTo(found);
        assertThat(detour.map(Detour::getPoints).orElse(50.0 - left)).isCloseTo(50 - left, within(1e-9));
    }

    @Test
    void whatProducersGainIsNoDetour() {
        assertThat(two().detour(supply("CN 10, BO 90"), supply("CN 50, BO 50"))).isEmpty();
    }

    @Test
    void unknownOriginsAndReturnedGoodsAreNoDetour() {
        Supply now = supply("CN 10, BO 50, XX 40, US 300");

        assertThat(two().detour(now, supply("CN 50, BO 50, XX 0, US 0"))).isEmpty();
        assertThat(two().unproducedShare(now)).isZero();
    }

    @Test
    void unknownOriginsStayInTheSupplyOfTheUnproducedShare() {
        assertThat(two().unproducedShare(supply("BE 25, XX 25, CN 50, US 900"))).isEqualTo(0.25);
    }

    @Test
    void withoutAnySupplyTheUnproducedShareIsZero() {
        assertThat(two().unproducedShare(supply("US 10"))).isZero();
    }

    @Test
    void equalGainsAreInTheOrderOfTheCountries() {
        Detour detour = two().detour(supply("CN 20, VN 40, BE 40"), supply("CN 100, VN 0, BE 0"))
                .orElseThrow();

        assertThat(detour.getGainers()).extracting(ShareMove::getCountry).containsExactly("BE", "VN");
    }
}
