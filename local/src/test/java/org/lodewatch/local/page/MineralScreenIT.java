package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** One mineral: its figures are those of the API, and each leads to its records. */
@ExtendWith(PageExtension.class)
class MineralScreenIT {

    private static final String FLAKE = "mineral/graphite-flake?dataset=us-census-battery";
    private static final String OF_FLAKE = "?dataset=us-census-battery&reporter=US";

    /** Keeps what the page saves as a file. */
    private static final String CATCH_FILES = "window.savedFiles = []; const create = URL.createObjectURL;"
            + " URL.createObjectURL = (blob) => { window.savedFiles.push(blob); return create.call(URL, blob); };";

    @Test
    void theSentenceAndTheOriginsAreThoseOfTheMonth(PageBrowser page) {
        page.open(FLAKE + "&asOf=2025-07&supplier=CN");

        page.awaitText(
                "#summary", "China supplied 56.1 % of US imports of natural graphite powder and flakes by value");
        page.awaitText("#summary", "in the 12 months to 2025-07");
        page.awaitText("#standing", "China, single-source since");
        JsonNode shares = page.api("/api/minerals/graphite-flake" + OF_FLAKE + "&asOf=2025-07")
                .get(0);
        PageTable origins = page.table("#suppliers table");
        assertThat(origins.column("Share by value"))
                .containsExactlyElementsOf(percents(shares.get("countries").findValues("valueShare")));
        assertThat(origins.cell("China", "Value")).isEqualTo("$74.2 M");
    }

    @Test
    void theFileOfTheChartHasTheFiguresOfTheApi(PageBrowser page) {
        page.open(FLAKE);
        page.script(CATCH_FILES);

        page.click("#history .figure-files button");

        List<List<String>> rows = rows(file(page, 0));
        JsonNode history = page.api("/api/minerals/graphite-flake/history" + OF_FLAKE + "&suppliers=ID");
        assertThat(rows.get(0)).startsWith("To", "State", "China");
        assertThat(rows).hasSize(1 + history.get("asOf").size());
        for (int month = 0; month < history.get("asOf").size(); month++) {
            List<String> row = rows.get(month + 1);
            assertThat(row.get(0)).isEqualTo(history.get("asOf").get(month).textValue());
            for (int supplier = 0; supplier < history.get("countries").size(); supplier++) {
                JsonNode shares = history.get("countries").get(supplier).get("shares");
                assertThat(Double.parseDouble(row.get(supplier + 2)))
                        .isEqualTo(shares.get(month).doubleValue());
            }
            double sum = row.subList(2, row.size()).stream()
                    .mapToDouble(Double::parseDouble)
                    .sum();
            assertThat(sum).isEqualTo(1, within(1e-5));
        }
    }

    @Test
    void aTextIsNoFormulaInASpreadsheet(PageBrowser page) {
        page.open(FLAKE);

        String csv = (String) page.driver().executeAsyncScript("""
                const done = arguments[0];
                import('/page/csv.js').then(({ csv }) => done(csv({ head: ['=1+1', 'a "b", c'], rows: [['-x', -1], [null, '<img>']] })));
                """);

        assertThat(csv).isEqualToNormalizingNewlines("'=1+1,\"a \"\"b\"\", c\"\r\n'-x,-1\r\n,<img>\r\n");
    }

    @Test
    void onlyTheLinesOfTheChosenSupplierHaveThoseOfItsPolicies(PageBrowser page) {
        page.open(FLAKE + "&supplier=CN");
        assertThat(page.texts("#history svg text"))
                .contains("critical 65 % (single-source)", "warning 50 % (single-source)");

        page.clickText("Stacked");

        assertThat(page.state()).contains("chart=stacked");
        assertThat(page.texts("#history svg text"))
                .contains("unknown origin")
                .noneMatch(text -> text.startsWith("critical"));
    }

    @Test
    void aClickOnAMonthShowsIt(PageBrowser page) {
        page.open(FLAKE);
        WebElement chart = page.find("#history .chart");

        new Actions(page.driver()).moveToElement(chart, 0, -100).click().perform();
        page.settle();

        assertThat(page.state()).containsPattern("asOf=2024-\\d\\d");
        String month = page.state().replaceAll(".*asOf=(\\d{4}-\\d\\d).*", "$1");
        page.awaitText("#summary", "in the 12 months to " + month);
        assertThat(page.texts("#history svg text")).contains(month);
        assertThat(page.texts("#concentration svg text")).contains(month);
    }

    @Test
    void theAlertsAreAlsoATextWithLinks(PageBrowser page) {
        page.open(FLAKE);

        String alert = "single-source/us-census-battery/US/graphite-flake/CN";
        page.awaitText(
                "#history [data-alert='" + alert + "']",
                "raised to critical 2023-12 at 70.3 %, eased 2025-07 at 56.1 %, resolved 2025-09 at 45.3 %");
        assertThat(page.find("#history [data-alert='" + alert + "'] a").getDomAttribute("href"))
                .startsWith("#/alerts/single-source/us-census-battery/US/graphite-flake/CN");
        assertThat(page.texts("#history svg text")).contains("raised", "eased", "resolved");
    }

    @Test
    void aValueLeadsToItsRecords(PageBrowser page) {
        page.open(FLAKE);

        page.find("#suppliers tr[data-country=CN] td a").click();
        page.settle();

        JsonNode records = page.api("/api/records" + OF_FLAKE + "&mineral=graphite-flake&asOf=2026-04&country=CN");
        page.awaitText("#evidence h3", "12 records of China in the 12 months to 2026-04: $16.1 M");
        assertThat(page.table("#records").rows()).hasSameSizeAs(records.get("rows"));
        assertThat(page.table("#records").column("Record"))
                .containsExactlyElementsOf(records.get("rows").findValuesAsText("recordId"));
        JsonNode china = page.api("/api/minerals/graphite-flake" + OF_FLAKE)
                .get(0)
                .get("countries")
                .get(2);
        assertThat(china.get("country").textValue()).isEqualTo("CN");
        assertThat(records.get("value").doubleValue())
                .isEqualTo(china.get("valueUsd").doubleValue());
    }

    @Test
    void whatTheRevisionOfJuneChangedIsOneClickAway(PageBrowser page) {
        page.open(FLAKE);

        page.clickText("What a publication changed");

        page.awaitText("#evidence h3", "What the edition 2026-06-14 changed of natural graphite powder and flakes");
        PageTable changes = page.table("#edition-changes");
        assertThat(changes.row("new months").cells()).contains("7", "+6,702,412", "2026-04");
        assertThat(changes.row("revised or added in published months").cells())
                .contains("9", "−2,949", "2024-12 to 2025-11");
        assertThat(page.table("#moved-shares").cell("China", "Points")).isEqualTo("−6.8");
    }

    @Test
    void theArithmeticOfAnAlertIsThere(PageBrowser page) {
        page.open(FLAKE + "&evidence=reasons");

        page.awaitText("#evidence", "China $74,187,148 / supply $132,172,341 = 56.13 %");
    }

    @Test
    void whatHasNoFigureSaysWhy(PageBrowser page) {
        page.open(FLAKE + "&measure=weight");

        page.awaitText("#history", "There is no figure by weight");
        page.awaitText("#unit-values", "no record of this book has a weight");
        page.awaitText("#concentration", "There is no figure by weight");
    }

    @Test
    void itFitsANarrowWindowAndBothThemes(PageBrowser page) {
        page.width(320);
        page.open(FLAKE + "&chart=stacked");
        assertThat(page.overflow()).isLessThanOrEqualTo(0);
        String light = page.find("#history svg text").getDomAttribute("fill");

        page.theme(true);
        page.settle();

        assertThat(page.find("#history svg text").getDomAttribute("fill")).isNotEqualTo(light);
    }

    private static List<String> percents(List<JsonNode> parts) {
        return parts.stream()
                .map(part -> String.format(Locale.ROOT, "%.1f %%", 100 * part.doubleValue()))
                .toList();
    }

    /** The text of a file that the page has saved. */
    private static String file(PageBrowser page, int number) {
        return (String) page.driver()
                .executeAsyncScript(
                        "const done = arguments[1]; window.savedFiles[arguments[0]].text().then(done)", number);
    }

    private static List<List<String>> rows(String csv) {
        List<List<String>> rows = new ArrayList<>();
        csv.lines().forEach(line -> rows.add(List.of(line.split(",", -1))));
        return rows;
    }
}
