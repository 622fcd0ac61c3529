package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The map of origins on the screen of a mineral. */
@ExtendWith(PageExtension.class)
class MapIT {

    private static final Catalogue CATALOGUE = Catalogue.bundled();

    private static String name(String code) {
        return CATALOGUE.country(code).orElseThrow().name();
    }

    private static String percent(JsonNode part) {
        return "%.1f %%".formatted(100 * part.doubleValue()).replace('\u00a0', ' ');
    }

    @ParameterizedTest
    @CsvSource({
        "antimony, us-census-annual, 2024-12",
        "copper, us-census-annual-consumption, 2025-12",
        "graphite, us-census-battery, 2026-04"
    })
    void everySupplierIsOnTheMapOrSaidToBeUnknown(String mineral, String dataset, String asOf, PageBrowser page) {
        JsonNode shares = page.api("/api/minerals/%s?dataset=%s&asOf=%s".formatted(mineral, dataset, asOf))
                .path(0);
        Map<String, String> expected = new TreeMap<>();
        shares.path("countries")
                .forEach(one -> expected.put(name(one.path("country").textValue()), percent(one.path("valueShare"))));

        page.open("mineral/%s?dataset=%s&asOf=%s".formatted(mineral, dataset, asOf));
        page.click("#map .figure-table summary");

        PageTable origins = page.table("#map .figure-table table");
        Map<String, String> shown = new TreeMap<>();
        origins.names().forEach(country -> shown.put(country, origins.cell(country, "Share")));
        assertThat(shown).isEqualTo(expected);
        String unknown = name(Country.UNKNOWN);
        origins.names()
                .forEach(country -> assertThat(origins.cell(country, "On the map"))
                        .as(country)
                        .matches(country.equals(unknown) ? "no" : "as an area|as a point|as the reporter"));
        if (expected.containsKey(unknown)) {
            assertThat(page.text("#map")).contains("unknown or unlisted origins (" + expected.get(unknown));
        }
        String top = name(shares.path("topCountry").textValue());
        assertThat(labels(page)).contains(top + " " + expected.get(top));
    }

    private static List<String> labels(PageBrowser page) {
        return page.all("#map svg text").stream()
                .map(WebElement::getText)
                .map(text -> text.replace('\u00a0', ' '))
                .toList();
    }

    @Test
    void aClickOnACountryChoosesIt(PageBrowser page) {
        page.open("mineral/copper?dataset=us-census-annual-consumption&asOf=2025-12");
        WebElement peru = page.all("#map svg text").stream()
                .filter(label -> label.getText().startsWith("Peru"))
                .findFirst()
                .orElseThrow();

        new Actions(page.driver())
                .scrollToElement(peru)
                .moveToElement(peru)
                .click()
                .perform();
        page.settle();

        assertThat(page.state()).contains("supplier=PE");
        page.awaitText("#alternatives h2", "Alternatives to Peru");
    }

    @Test
    void aMeasureThatTheDatasetLacksIsSaid(PageBrowser page) {
        page.open("mineral/antimony?dataset=us-census-annual&measure=weight");

        assertThat(page.text("#map").toLowerCase(Locale.ROOT)).contains("no supplier has a weight in these months");
        assertThat(page.all("#map svg")).isEmpty();
    }

    @Test
    void theSourceOfTheMapIsNamed(PageBrowser page) {
        page.open("mineral/copper?dataset=us-census-annual-consumption");

        assertThat(page.text("#map")).contains("Made with Natural Earth", "Equal Earth");
    }
}
