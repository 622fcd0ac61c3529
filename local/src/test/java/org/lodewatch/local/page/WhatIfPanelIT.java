package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Assumed changes of the supply, and the alternatives to a supplier, on the screen of a mineral and on that of all. */
@ExtendWith(PageExtension.class)
class WhatIfPanelIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANTIMONY = "mineral/antimony?dataset=us-census-annual&asOf=2024-12";

    private static JsonNode answer(PageBrowser page, String body) throws JsonProcessingException {
        return JSON.readTree((String) page.driver()
                .executeAsyncScript(
                        "const [body, done] = arguments;"
                                + "fetch('/api/what-if', {method: 'POST', body}).then((one) => one.text()).then(done);",
                        body));
    }

    private static String percent(JsonNode part) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * part.doubleValue());
    }

    private static String integer(JsonNode number) {
        return String.format(Locale.ROOT, "%,.0f", number.doubleValue());
    }

    /** The constants are those of docs/method.md. */
    @Test
    void figuresAreThoseOfTheApi(PageBrowser page) throws Exception {
        page.open(ANTIMONY + "&whatif=move+CN:20%25:MX");

        JsonNode book = answer(page, """
                        {"mineral": "antimony", "dataset": "us-census-annual", "asOf": "2024-12", "move": "CN:20%:MX"}""").path("books").path(0);
        PageTable table = page.table("#what-if .before-after");
        assertThat(table.row("Concentration (HHI)").cells()).endsWith("2,519", "1,539");
        assertThat(table.cell("Concentration (HHI)", "Simulated"))
                .isEqualTo(integer(book.path("after").path("hhi")));
        assertThat(table.cell("Largest supplier", "Published"))
                .isEqualTo("China " + percent(book.path("before").path("topShare")));
        assertThat(table.cell("Largest supplier", "Simulated")).isEqualTo("China 25.2 %");
        assertThat(table.cell("Consumption that depends on the largest supplier", "Simulated"))
                .isEqualTo(percent(book.path("after").path("effectiveDependence")));
        assertThat(page.texts("#what-if [data-effect]"))
                .hasSize(book.path("alerts").size());
        for (JsonNode alert : book.path("alerts")) {
            assertThat(page.text("#what-if [data-alert='%s']"
                            .formatted(alert.path("alertId").textValue())))
                    .startsWith(alert.path("effect").textValue());
        }
    }

    @Test
    void aBannerNamesTheSimulationAndOneClickEndsIt(PageBrowser page) {
        page.open(ANTIMONY);
        assertThat(page.all("#simulation")).isEmpty();
        page.choose("#scenario", "scenario china-antimony");

        assertThat(page.state()).contains("whatif=scenario");
        page.awaitText("#simulation", "China stops antimony: all that China supplies is missing");
        assertThat(page.text("#simulation")).contains("Announcement No. 46 of 2024");
        page.awaitText("#what-if", "$138.8 M would be missing: 45.2 % of imports, 38.9 % of consumption");

        page.click("#published");

        assertThat(page.state()).doesNotContain("whatif");
        assertThat(page.all("#simulation")).isEmpty();
        assertThat(page.all("#what-if .before-after")).isEmpty();
    }

    @Test
    void aSliderSimulatesAfterAPauseAndKeepsTheFocus(PageBrowser page) {
        page.open(ANTIMONY);
        page.find("#lost").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(page.find("#lost").getDomProperty("value")).isEqualTo("10");

        await().atMost(Duration.ofSeconds(15)).until(() -> page.state().contains("whatif=lose+CN%3A10%2F100"));
        page.awaitText("#simulation", "10 % of what China supplies is missing");
        page.settle();

        assertThat(page.focused().getDomAttribute("id")).isEqualTo("lost");
        assertThat(page.find("#lost").getDomProperty("value")).isEqualTo("10");
        assertThat(page.text("#what-if .before-after")).contains("Simulated");
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndCanBeChanged(PageBrowser page) {
        page.expectErrors("/api/what-if");
        page.open(ANTIMONY + "&whatif=lose+Atlantis");

        assertThat(page.text("#what-if .failure")).contains("'Atlantis' is neither a country nor a bloc");
        page.choose("#scenario", "scenario china-antimony");
        page.awaitText("#what-if", "would be missing");
    }

    /** The constants are those of docs/method.md. */
    @Test
    void alternativesHaveTheirTrendsAndUsmcaIsAWord(PageBrowser page) {
        page.open("mineral/antimony?dataset=us-census-annual&asOf=2025-12&supplier=CN");

        PageTable table = page.table("#alternatives table.alternatives");
        JsonNode book = page.api("/api/alternatives?mineral=antimony&lose=CN&dataset=us-census-annual&asOf=2025-12")
                .path(0);
        assertThat(page.text("#alternatives [data-supplier=MX]"))
                .contains("Mexico USMCA", "42 months (2029-06)", "28.7 %");
        assertThat(page.text("#alternatives [data-supplier=CA]")).contains("Canada USMCA");
        assertThat(page.text("#alternatives")).contains("No trend over 36 months: no window ends with 2022-12");
        assertThat(table.cell("all others together", "Share"))
                .isEqualTo(percent(book.path("together").path("share")));
        book.path("suppliers")
                .forEach(one -> page.find("#alternatives [data-supplier=%s]"
                        .formatted(one.path("supplier").textValue())));
    }

    @Test
    void unknownOriginsAreNoSupplierToReplace(PageBrowser page) {
        page.open("mineral/graphite?dataset=us-census-battery&asOf=2026-04&supplier=XX");

        assertThat(page.text("#summary")).startsWith("Unknown or unlisted supplied 29.2 %");
        assertThat(page.text("#alternatives"))
                .contains("Unknown origins are not one supplier that others could replace");
        assertThat(page.find("#source").getDomProperty("value")).isEqualTo("ID");
    }

    @Test
    void theScreenOfAllMineralsListsWhoIsHit(PageBrowser page) throws Exception {
        page.open("what-if?dataset=us-census-annual&asOf=2024-12");
        page.choose("#lost-supplier", "CN");

        JsonNode answer = answer(page, """
                {"dataset": "us-census-annual", "asOf": "2024-12", "lose": "CN"}""");
        assertThat(page.text("h1")).isEqualTo("What if all that China supplies is missing?");
        assertThat(page.all("#hit tbody tr").stream().map(row -> row.getDomAttribute("data-mineral")))
                .containsExactlyElementsOf(answer.path("books").findValuesAsText("mineral"));
        assertThat(page.text("#hit [data-mineral=antimony]")).contains("$138.8 M", "45.2 %", "38.9 %", "2,519 → 1,587");
        page.click("#hit [data-mineral=antimony] a");
        assertThat(page.text("#simulation")).contains("all that China supplies is missing");
    }
}
