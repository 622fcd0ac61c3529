package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.programs.Programs;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;

/** The countries of the catalogue beside those of a map from npm (world-atlas) and of a JavaScript engine (Intl). */
@Timeout(120)
class CountriesOfMapsIT {

    private static final Path SHAPES =
            Path.of("../schemas/src/test/resources/org/lodewatch/schemas/catalogue/natural_earth_110m.csv");

    /** The copy that the map of the page is made of. */
    private static final Path MAP =
            Path.of("../service/src/test/resources/org/lodewatch/service/page/map/countries-110m.json");

    @TempDir
    private Path directory;

    @Test
    void theListOfShapesIsThatOfTheMap() throws Exception {
        Programs.need("npm");
        boolean installed = run("npm", "install", "--silent", "--no-audit", "--no-fund", "world-atlas@2.0.2") == 0;
        assumeTrue(installed || Programs.allMustRun(), "npm cannot install world-atlas");
        Path file = directory.resolve("node_modules/world-atlas/countries-110m.json");
        assertThat(MAP).hasSameBinaryContentAs(file);
        JsonNode map = new ObjectMapper().readTree(file.toFile());

        List<String> shapes = StreamSupport.stream(
                        map.at("/objects/countries/geometries").spliterator(), false)
                .map(shape -> shape.path("id").asText("") + ","
                        + shape.at("/properties/name").asText())
                .sorted()
                .toList();

        assertThat(Files.readAllLines(SHAPES))
                .filteredOn(line -> !line.startsWith("#") && !line.startsWith("iso_numeric,"))
                .containsExactlyInAnyOrderElementsOf(shapes);
    }

    @Test
    void aBrowserHasANameForEveryCode() throws Exception {
        Programs.need("node");
        List<String> codes = Catalogue.bundled().countries().stream()
                .map(Country::iso2)
                .filter(code -> !code.equals(Country.UNKNOWN))
                .toList();
        Files.writeString(directory.resolve("names.js"), """
                const names = new Intl.DisplayNames(['en'], {type: 'region', fallback: 'none'});
                console.log(%s.filter(code => !names.of(code)).join(' ') + ';' + names.of('XK'));
                """.formatted(
                        codes.stream().collect(Collectors.joining("','", "['", "']"))));

        assertThat(run("node", "names.js")).isZero();

        assertThat(Files.readString(directory.resolve("out.txt"), UTF_8)).isEqualTo(";Kosovo\n");
    }

    private int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start()
                .waitFor();
    }
}
