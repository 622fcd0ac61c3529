package org.lodewatch.schemas.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every country of the catalogue can be placed on a map of Natural Earth at 1:110 million: by its number, by its name, or by a point.
 * CountriesOfMapsIT in the module guarantees compares the list of shapes with the map itself.
 */
class CountriesOnMapsTest {

    /** Shapes of areas that are no country of the catalogue: their trade is in the figures of another one. */
    private static final Set<String> NO_COUNTRIES = Set.of("N. Cyprus", "Somaliland");

    private final Catalogue catalogue = Catalogue.bundled();

    @Test
    void theTableHasEveryNumberInBothFormsAndNoneForKosovo() {
        Map<String, NamedCsvRecord> rows = new TreeMap<>();
        rows("countries.csv").forEach(row -> rows.put(row.getField("iso2"), row));

        assertThat(rows.keySet())
                .isEqualTo(catalogue.countries().stream().map(Country::iso2).collect(Collectors.toSet()));
        for (Country country : catalogue.countries()) {
            NamedCsvRecord row = rows.get(country.iso2());
            assertThat(row.getField("iso_numeric"))
                    .as(country.iso2())
                    .isEqualTo(numeric(country).orElse(""));
            assertThat(row.getField("iso3")).isEqualTo(country.iso3().orElse(""));
        }
        assertThat(catalogue.countries().stream()
                        .filter(country -> country.m49().isEmpty())
                        .map(Country::iso2))
                .containsExactlyInAnyOrder("XK", "XX");
        assertThat(rows.get("AU").getField("iso_numeric")).isEqualTo("036");
        assertThat(rows.get("AU").getField("un_m49")).isEqualTo("36");
    }

    @Test
    void everyCountryHasAShapeOrAPoint() {
        Set<String> numbers = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        rows("natural_earth_110m.csv").forEach(shape -> {
            numbers.add(shape.getField("iso_numeric"));
            if (shape.getField("iso_numeric").isEmpty()) {
                names.add(shape.getField("name"));
            }
        });
        List<String> withoutShape = catalogue.countries().stream()
                .filter(country -> !country.iso2().equals(Country.UNKNOWN))
                .filter(country -> numeric(country).filter(numbers::contains).isEmpty())
                .filter(country -> !names.contains(country.name()))
                .map(Country::iso2)
                .toList();

        assertThat(withoutShape).hasSize(75);
        assertThat(rows("countries_without_shape.csv"))
                .extracting(row -> row.getField("iso2"))
                .containsExactlyInAnyOrderElementsOf(withoutShape);
    }

    @Test
    void everyShapeIsACountryOrIsNamed() {
        for (NamedCsvRecord shape : rows("natural_earth_110m.csv")) {
            String number = shape.getField("iso_numeric");
            Optional<Country> country = number.isEmpty()
                    ? catalogue.countries().stream()
                            .filter(known -> known.name().equals(shape.getField("name")))
                            .findFirst()
                    : catalogue.countryByM49(Integer.parseInt(number));
            assertThat(country.isPresent())
                    .as("%s %s", number, shape.getField("name"))
                    .isNotEqualTo(NO_COUNTRIES.contains(shape.getField("name")));
        }
    }

    @Test
    void pointsAreWhereTheCountriesAre() {
        Map<String, double[]> points = new TreeMap<>();
        rows("countries_without_shape.csv")
                .forEach(row -> points.put(row.getField("iso2"), new double[] {
                    Double.parseDouble(row.getField("latitude")), Double.parseDouble(row.getField("longitude"))
                }));

        assertThat(points.values()).allSatisfy(point -> {
            assertThat(point[0]).isBetween(-60.0, 84.0);
            assertThat(point[1]).isBetween(-180.0, 180.0);
        });
        // Cities: Singapore, Cayenne in French Guiana, Saint-Denis in Réunion, Apia in Samoa, Praia in Cabo Verde.
        assertThat(points.get("SG")).satisfies(point -> near(point, 1.29, 103.85, 0.3));
        assertThat(points.get("GF")).satisfies(point -> near(point, 4.94, -52.33, 2.0));
        assertThat(points.get("RE")).satisfies(point -> near(point, -20.88, 55.45, 0.5));
        assertThat(points.get("WS")).satisfies(point -> near(point, -13.83, -171.77, 1.0));
        assertThat(points.get("CV")).satisfies(point -> near(point, 14.93, -23.51, 0.5));
    }

    private static void near(double[] point, double latitude, double longitude, double degrees) {
        assertThat(point[0]).isBetween(latitude - degrees, latitude + degrees);
        assertThat(point[1]).isBetween(longitude - degrees, longitude + degrees);
    }

    private static Optional<String> numeric(Country country) {
        return country.m49().isPresent()
                ? Optional.of("%03d".formatted(country.m49().getAsInt()))
                : Optional.empty();
    }

    /** The rows of a file of the catalogue, or of one beside this test. */
    private static List<NamedCsvRecord> rows(String file) {
        String path = file.equals("countries.csv") ? "/org/lodewatch/catalogue/" + file : file;
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(new InputStreamReader(
                        CountriesOnMapsTest.class.getResourceAsStream(path), StandardCharsets.UTF_8))) {
            reader.forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }
}
