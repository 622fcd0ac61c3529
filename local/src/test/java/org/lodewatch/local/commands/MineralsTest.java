package org.lodewatch.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lodewatch minerals}. */
class MineralsTest {

    @Test
    void twelveOfTheFiftyMineralsOfTheListOf2022WereWhollyImportedByTheEditionOf2024() {
        Session session = Session.of("minerals", "--list", "2022", "--reliance", "100", "--edition", "MCS2024");

        assertThat(session.exitCode()).isZero();
        assertThat(session.err()).isEmpty();
        List<String> lines = session.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("12 of 50 minerals: net import reliance 100 % (MCS2024: 2023)");
        assertThat(lines.subList(2, 14))
                .extracting(line -> line.replaceAll(" .*", ""))
                .containsExactly(
                        "arsenic",
                        "cesium",
                        "fluorspar",
                        "gallium",
                        "graphite",
                        "indium",
                        "manganese",
                        "niobium",
                        "rubidium",
                        "scandium",
                        "tantalum",
                        "yttrium");
        assertThat(lines.subList(2, 14)).allMatch(line -> line.contains("100 %  2023  MCS2024"));
        assertThat(session.out())
                .contains("19 not counted, for which only a bound is published: >95 % cerium,")
                .contains("titanium (titanium mineral concentrates 75 %, titanium sponge >95 %)");
    }

    @ParameterizedTest
    @CsvSource({
        // Lower bounds that reach the line count; upper bounds do not.
        "germanium, 50, MCS2026, true",
        "germanium, 51, MCS2026, false",
        "silicon, 50, MCS2024, false",
        "silicon, 25, MCS2024, false",
        "silicon, 50, MCS2026, true",
        "antimony, 91, MCS2026, true",
        "antimony, 91.5, MCS2026, false",
        "boron, 0, MCS2026, true",
        "boron, 1, MCS2026, false",
        "uranium, 0, MCS2026, false",
    })
    void aBoundCountsAsFarAsItDecides(String mineral, String percent, String edition, boolean found)
            throws IOException {
        Session session =
                Session.of("minerals", mineral, "--reliance", percent, "--edition", edition, "--output", "json");

        assertThat(json(session)).hasSize(found ? 1 : 0);
        assertThat(session.err()).startsWith(found ? "1 of 1 minerals" : "0 of 1 minerals");
    }

    @Test
    void aMineralIsListedWithTheCodesMonthsAndRelianceOfItsForms() {
        assertThat(Session.of("minerals", "ge").out()).isEqualTo("""
                id                        name                                    US lists   counts        reliance  year  edition  codes
                germanium                 germanium                               2022 2025                   >50 %  2025  MCS2026  the sum of metal, dioxide
                  germanium-metal         germanium metal                                    in germanium         -                 8112926000, 8112926500
                  germanium-dioxide       germanium dioxide                                  in germanium         -                 2825600010? from 2025-01
                  germanium-mixed-oxides  germanium oxides and zirconium dioxide             apart                -                 282560, 2825600000 to 2024-12
                  germanium-articles      germanium articles                                 apart                -                 8112991000
                ? no published list or text of the tariff confirms that the code is this form
                """);
        assertThat(Session.of("minerals", "titanium sponge", "--year", "2024").out())
                .contains(
                        "titanium-sponge         titanium sponge                                  in titanium     >95 %  2024");
        assertThat(Session.of("minerals", "caesium").out())
                .contains("none of its own")
                .endsWith("it is not separable.\n");
    }

    @Test
    void jsonHasTheValueOfABoundAndWhichOneItIs() throws IOException {
        JsonNode zirconium =
                json(Session.of("minerals", "Zr", "--output", "json")).get(0);
        assertThat(zirconium.has("netImportReliance")).isFalse();
        assertThat(zirconium.get("headlineCodes")).hasSize(3);
        JsonNode ore = zirconium.get("forms").get(0);
        assertThat(ore.get("book").textValue()).isEqualTo("zirconium-ore");
        assertThat(ore.get("netImportReliance").toString())
                .isEqualTo(
                        "{\"printed\":\"<25\",\"edition\":\"MCS2026\",\"year\":2025,\"value\":25.0,\"bound\":\"upper\","
                                + "\"form\":\"ore\",\"source\":\"USGS MCS 2026 data release: Zirconium: Zirconium ores and concentrates\"}");
        JsonNode sponge = json(Session.of("minerals", "titanium", "--year", "2024", "--output", "json"))
                .get(0)
                .get("forms")
                .get(1);
        assertThat(sponge.get("netImportReliance").toString())
                .isEqualTo(
                        "{\"printed\":\">95\",\"edition\":\"MCS2026\",\"year\":2024,\"percent\":95.0,\"value\":95.0,"
                                + "\"bound\":\"lower\",\"form\":\"sponge\",\"source\":\"USGS MCS 2026 data release: Titanium sponge metal\"}");
        assertThat(sponge.get("content").doubleValue()).isEqualTo(1);
        JsonNode hafnium =
                json(Session.of("minerals", "hafnium", "--output", "json")).get(0);
        assertThat(hafnium.get("netImportReliance").toString())
                .isEqualTo("{\"printed\":\"NA\",\"edition\":\"MCS2026\",\"year\":2025,"
                        + "\"source\":\"USGS MCS 2026 data release: Hafnium\"}");
        JsonNode yttrium = json(Session.of("minerals", "Y", "--output", "json")).get(0);
        assertThat(yttrium.get("standIn").textValue()).isEqualTo("rare-earths");
        assertThat(yttrium.get("note").textValue()).startsWith("No commodity code of its own");
    }

    @Test
    void theListsHaveFiftyAndSixtyMinerals() throws IOException {
        assertThat(json(Session.of("minerals", "--list", "2022", "--output", "json")))
                .hasSize(50);
        assertThat(json(Session.of("minerals", "--list", "2025", "--output", "json")))
                .hasSize(60);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --list 2018     | there is no US list of critical minerals of 2018: write 2022 or 2025
            --reliance 101  | --reliance 101.0 is not a percentage: write a number from 0 to 100
            --reliance NaN  | --reliance NaN is not a percentage: write a number from 0 to 100
            --year 2019     | the catalogue has no net import reliance of 2019: it has 2021, 2022, 2023, 2024, 2025
            unobtainium     | the catalogue has no mineral unobtainium: `lodewatch minerals` lists them
            lithium-carbont | the catalogue has no mineral lithium-carbont: did you mean lithium-carbonate? `lodewatch minerals` lists them
            """)
    void whatIsNotInTheCatalogueIsNamed(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("minerals"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(Session.of(arguments.toArray(new String[0])))
                .isEqualTo(new Session(1, "", "lodewatch: " + message + "\n"));
    }

    private static JsonNode json(Session session) throws IOException {
        return new ObjectMapper().readTree(session.out());
    }
}
