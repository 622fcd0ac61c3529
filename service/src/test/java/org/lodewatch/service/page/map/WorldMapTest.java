package org.lodewatch.service.page.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.DoubleSummaryStatistics;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;

/**
 * The map of the page is what {@link WorldMap} makes of its input: {@code countries-110m.json} of the npm package world-atlas 2.0.2.
 * After a change, this test writes the file:
 * {@code mvn -pl service -am test -Dtest=WorldMapTest -Dsurefire.failIfNoSpecifiedTests=false -Dlodewatch.rewrite=true}
 */
class WorldMapTest {

    private static final Path MAP = Path.of("src/main/resources/org/lodewatch/service/page/map/world.json");
    private static final Path INPUT = Path.of("src/test/resources/org/lodewatch/service/page/map/countries-110m.json");
    private static final String INPUT_SHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8";
    private static final Path POINTS =
            Path.of("../schemas/src/test/resources/org/lodewatch/schemas/catalogue/countries_without_shape.csv");
    private static final String ORIGIN = "Natural Earth 4.1.0, 1:110 million, naturalearthdata.com, public domain;"
            + " countries-110m.json of world-atlas 2.0.2 (npm)";
    private static final int MOST_BYTES = 60_000;

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theFileIsMadeOfItsInput() throws Exception {
        byte[] input = Files.readAllBytes(INPUT);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(input)))
                .isEqualTo(INPUT_SHA256);

        String made = WorldMap.of(new TopoJson(json.readTree(input)), points(), Catalogue.bundled())
                .geoJson(ORIGIN);

        if (Boolean.getBoolean("lodewatch.rewrite")) {
            Files.writeString(MAP, made);
        }
        assertThat(MAP).hasContent(made);
    }

    @Test
    void everyCountryOfTheCatalogueIsOnTheMapOnce() throws Exception {
        assertThat(features().keySet())
                .isEqualTo(Catalogue.bundled().countries().stream()
                        .map(Country::iso2)
                        .filter(code -> !code.equals(Country.UNKNOWN))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Of a place of which the projection is known: the corner of the map at 90 degrees is from the paper's constants. */
    @Test
    void theProjectionIsEqualEarth() {
        assertThat(EqualEarth.of(180, 0).x()).isCloseTo(Math.PI * 2 / (Math.sqrt(3) * 1.340264), within(1e-9));
        assertThat(EqualEarth.of(180, 90).x() / EqualEarth.of(180, 0).x())
                .as("the poles are shorter than the equator")
                .isCloseTo(0.59, within(0.005));
        assertThat(EqualEarth.of(0, 90).y()).isCloseTo(1.3173627, within(1e-6));
        assertThat(EqualEarth.of(0, -30).y()).isEqualTo(-EqualEarth.of(0, 30).y());
    }

    /** A projection true to area: two countries are in proportion to their areas on the globe (CIA World Factbook, km2). */
    @Test
    void areasAreTrueToScale() throws Exception {
        double brazil = size(features().get("BR"));

        assertThat(size(features().get("AU")) / brazil).isCloseTo(7_741_220.0 / 8_515_770, within(0.02));
        assertThat(size(features().get("RU")) / brazil)
                .as("from the equator to the north")
                .isCloseTo(17_098_242.0 / 8_515_770, within(0.04));
    }

    @Test
    void territoriesHaveTheirAreasApartFromTheirStates() throws Exception {
        Map<String, JsonNode> features = features();

        assertThat(features.values().stream().filter(WorldMapTest::isPoint)).hasSize(73);
        assertThat(isPoint(features.get("GF")))
                .as("French Guiana is an area of its own")
                .isFalse();
        assertThat(isPoint(features.get("SJ"))).as("Svalbard, too").isFalse();
        assertThat(x(features.get("FR")).getMin())
                .as("no part of France is in America")
                .isGreaterThan(-500);
        assertThat(features.get("CY").at("/geometry/coordinates"))
                .as("with the north")
                .hasSize(2);
        assertThat(features.get("SO").at("/geometry/coordinates"))
                .as("with Somaliland")
                .hasSize(2);
        assertThat(features.get("XK").at("/geometry/coordinates")).hasSize(1);
    }

    @Test
    void areasAcrossTheMeridianOf180DegreesAreInTwoParts() throws Exception {
        double halfTheMap = 2707 * 2;
        features().forEach((code, feature) -> {
            for (JsonNode area : isPoint(feature) ? json.createArrayNode() : feature.at("/geometry/coordinates")) {
                double width = x(area).getMax() - x(area).getMin();
                if (!code.equals("AQ")) {
                    assertThat(width).as(code).isLessThan(halfTheMap / 1.5);
                }
            }
        });
        for (String split : Set.of("RU", "FJ", "AQ")) {
            assertThat(x(features().get(split)).getMin()).as(split).isLessThan(-3000);
            assertThat(x(features().get(split)).getMax()).as(split).isGreaterThan(3000);
        }
    }

    @Test
    void theFileIsSmallOnTheWire() throws Exception {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(wire)) {
            gzip.write(Files.readAllBytes(MAP));
        }
        assertThat(wire.size()).isLessThan(MOST_BYTES);
    }

    private static boolean isPoint(JsonNode feature) {
        return feature.at("/geometry/type").textValue().equals("Point");
    }

    private Map<String, JsonNode> features() throws IOException {
        JsonNode features = json.readTree(MAP.toFile()).get("features");
        Map<String, JsonNode> byCode = new TreeMap<>();
        features.forEach(feature -> byCode.put(feature.at("/properties/code").textValue(), feature));
        assertThat(byCode).as("no code twice").hasSize(features.size());
        return byCode;
    }

    /** The x of all places in a feature, or in a part of one. */
    private static DoubleSummaryStatistics x(JsonNode some) {
        return places(some.has("geometry") ? some.at("/geometry/coordinates") : some)
                .mapToDouble(Place::x)
                .summaryStatistics();
    }

    private static Stream<Place> places(JsonNode coordinates) {
        return coordinates.get(0).isNumber()
                ? Stream.of(new Place(
                        coordinates.get(0).doubleValue(), coordinates.get(1).doubleValue()))
                : StreamSupport.stream(coordinates.spliterator(), false).flatMap(WorldMapTest::places);
    }

    /** Of all rings: holes run the other way round. */
    private static double size(JsonNode feature) {
        return StreamSupport.stream(feature.at("/geometry/coordinates").spliterator(), false)
                .flatMap(area -> StreamSupport.stream(area.spliterator(), false))
                .mapToDouble(ring -> new Ring(places(ring).toList()).area())
                .sum();
    }

    private static Map<String, Place> points() throws IOException {
        return Files.readAllLines(POINTS).stream()
                .filter(line -> line.matches("[A-Z]{2},.*"))
                .map(line -> line.split(","))
                .collect(Collectors.toMap(
                        row -> row[0], row -> new Place(Double.parseDouble(row[2]), Double.parseDouble(row[1]))));
    }
}
