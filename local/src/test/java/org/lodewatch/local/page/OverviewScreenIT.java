package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The overview: the figures of the API in a table that is sorted, filtered and folded, and the ways to other screens. */
@ExtendWith(PageExtension.class)
class OverviewScreenIT {

    private static final String BATTERY = "dataset=us-census-battery&reporter=US";
    private static final String MONTH = BATTERY + "&asOf=2025-12";

    /** The books, and the supplier and share of each heat cell, of the rows that are shown. */
    private static final String CELLS = """
            return [...document.querySelectorAll('table.heat tr[data-book]')].map((row) => ({
              book: row.dataset.book,
              cells: [...row.querySelectorAll('td[data-supplier]')].map((cell) =>
                cell.dataset.supplier + ' ' + cell.querySelector('b').textContent.replace(/\\s/g, ' ')),
            }));
            """;

    /** A part of 1 as the page prints it. */
    private static String percent(double part) {
        return new BigDecimal(100 * part).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
    }

    private static List<String> cells(JsonNode suppliers, String id) {
        List<String> cells = new ArrayList<>();
        suppliers.forEach(one ->
                cells.add(one.get(id).asText() + " " + percent(one.get("share").asDouble())));
        return cells;
    }

    private static List<Map<?, ?>> shown(PageBrowser page) {
        List<Map<?, ?>> rows = new ArrayList<>();
        ((List<?>) page.script(CELLS)).forEach(row -> rows.add((Map<?, ?>) row));
        return rows;
    }

    private static List<String> books(PageBrowser page) {
        return shown(page).stream().map(row -> row.get("book").toString()).toList();
    }

    /** The countries and blocs that have a column. */
    private static List<String> suppliers(PageBrowser page) {
        return page.all("thead th.share [data-column]").stream()
                .map(head -> head.getAttribute("data-column"))
                .toList();
    }

    private static List<String> minerals(JsonNode rows) {
        List<String> minerals = new ArrayList<>();
        rows.forEach(row -> minerals.add(row.get("mineral").asText()));
        return minerals;
    }

    @ParameterizedTest
    @ValueSource(strings = {BATTERY, MONTH, BATTERY + "&measure=weight", "dataset=us-census-annual&reporter=US"})
    void theFiguresAreThoseOfTheApi(String state, PageBrowser page) {
        page.open("overview?" + state);

        JsonNode rows = page.api("/api/minerals?top=4&months=24&" + state);
        List<Map<?, ?>> shown = shown(page);
        assertThat(books(page)).isEqualTo(minerals(rows));
        for (int at = 0; at < shown.size(); at++) {
            assertThat(shown.get(at).get("cells"))
                    .as(rows.get(at).get("mineral").asText())
                    .isEqualTo(cells(rows.get(at).get("countries"), "country"));
        }
    }

    @Test
    void aFigureIsThatOfTheImports(PageBrowser page) {
        page.open("overview?" + BATTERY + "&asOf=2026-04");

        assertThat(page.text("tr[data-book=rare-earths-magnets] td[data-supplier=CN]"))
                .contains("China", "68.8 %");
    }

    @Test
    void withoutAChoiceTheFirstDatasetIsShown(PageBrowser page) {
        page.open("");

        JsonNode first = page.api("/api/datasets").get(0);
        assertThat(page.find("#dataset").getAttribute("value"))
                .isEqualTo(first.get("dataset").asText());
        assertThat(books(page))
                .isEqualTo(minerals(page.api("/api/minerals?top=4&dataset=%s&reporter=%s"
                        .formatted(
                                first.get("dataset").asText(),
                                first.get("reporter").asText()))));
    }

    @Test
    void columnsCanBeCountriesAndBlocs(PageBrowser page) {
        page.open("overview?" + MONTH + "&cols=CN,usmca");

        JsonNode rows = page.api("/api/minerals?top=4&suppliers=CN,usmca&" + MONTH);
        assertThat(suppliers(page)).containsExactly("CN", "usmca");
        List<Map<?, ?>> shown = shown(page);
        for (int at = 0; at < shown.size(); at++) {
            assertThat(shown.get(at).get("cells"))
                    .as(rows.get(at).get("mineral").asText())
                    .isEqualTo(cells(rows.get(at).get("suppliers"), "id"));
        }
    }

    @Test
    void columnsAreAddedAndRemoved(PageBrowser page) {
        page.open("overview?" + MONTH + "&cols=CN");

        page.find("#add-column-field").sendKeys("usmca", Keys.ENTER);
        page.settle();
        assertThat(page.state()).contains("cols=CN%2Cusmca");
        assertThat(suppliers(page)).containsExactly("CN", "usmca");

        page.click(".chip[aria-label='Remove the column China']");
        assertThat(suppliers(page)).containsExactly("usmca");
    }

    @Test
    void aHeadSortsByItsColumn(PageBrowser page) {
        page.open("overview?" + MONTH);
        JsonNode rows = page.api("/api/minerals?top=4&" + MONTH);
        List<String> byHhi = StreamSupport.stream(rows.spliterator(), false)
                .sorted(Comparator.comparingDouble(
                                (JsonNode row) -> row.get("hhi").asDouble())
                        .reversed())
                .map(row -> row.get("mineral").asText())
                .toList();
        assertThat(books(page)).isEqualTo(minerals(rows)).isNotEqualTo(byHhi);

        page.click("[data-column=hhi]");
        assertThat(books(page)).isEqualTo(byHhi);
        assertThat(page.all("th[aria-sort=descending]")).hasSize(1);
        assertThat(page.state()).contains("sort=hhi");

        page.click("[data-column=hhi]");
        List<String> reversed = new ArrayList<>(byHhi);
        Collections.reverse(reversed);
        assertThat(books(page)).isEqualTo(reversed);
        assertThat(page.all("th[aria-sort=ascending]")).hasSize(1);

        page.click("[data-column=hhi]");
        assertThat(books(page)).isEqualTo(minerals(rows));
        assertThat(page.all("th[aria-sort]")).isEmpty();
    }

    @Test
    void aLinkShowsWhatItsSenderSaw(PageBrowser page) {
        page.open("overview?" + MONTH);
        page.click("tr[data-book=lithium] .fold");
        page.click("[data-column=hhi]");
        List<String> sent = books(page);
        assertThat(sent).contains("lithium-carbonate", "lithium-hydroxide");

        page.open(page.state().substring(2));

        assertThat(books(page)).isEqualTo(sent);
        assertThat(page.find("tr[data-book=lithium] .fold").getAttribute("aria-expanded"))
                .isEqualTo("true");
    }

    @Test
    void rowsAreFoundByNameAndByAlert(PageBrowser page) {
        page.open("overview?" + MONTH);

        page.find("#find").sendKeys("carbonate");
        page.settle();
        assertThat(books(page)).containsExactly("lithium", "lithium-carbonate");

        page.open("overview?" + MONTH);
        String critical = page.text("[data-alert=critical] b");
        page.click("[data-alert=critical]");
        assertThat(page.all("tbody > tr:first-child .severity.critical"))
                .hasSize(Integer.parseInt(critical))
                .hasSameSizeAs(books(page));
    }

    @Test
    void aCellOpensTheMineralWithItsSupplier(PageBrowser page) {
        page.open("overview?" + MONTH);

        page.click("tr[data-book=lithium] td[data-supplier=CL] a");

        assertThat(page.state()).startsWith("#/mineral/lithium?").contains("supplier=CL", "asOf=2025-12");
    }

    @Test
    void arrowsChangeTheMonth(PageBrowser page) {
        page.open("overview?" + MONTH);

        page.press(Keys.ARROW_LEFT);
        assertThat(page.state()).contains("asOf=2025-11");
        assertThat(page.text(".as-of output")).isEqualTo("November 2025");
        assertThat(shown(page).get(0).get("cells"))
                .isEqualTo(cells(
                        page.api("/api/minerals?top=4&asOf=2025-11&" + BATTERY)
                                .get(0)
                                .get("countries"),
                        "country"));

        page.click("[data-month=newest]");
        assertThat(page.state()).doesNotContain("asOf");
    }

    @Test
    void rowsAreReachedByKeys(PageBrowser page) {
        page.open("overview?" + MONTH);
        String second = books(page).get(1);

        page.press("j", "j", Keys.ENTER);

        assertThat(page.state()).startsWith("#/mineral/%s?".formatted(second));
        page.press("g", "a");
        assertThat(page.state()).startsWith("#/alerts");
    }

    @Test
    void keysDoNotActInFields(PageBrowser page) {
        page.open("overview?" + MONTH);

        page.press("/", "j", "?", "g", "a");

        assertThat(page.focused().getAttribute("value")).isEqualTo("j?ga");
        assertThat(page.state()).startsWith("#/overview");
        assertThat(page.all("#keys[open]")).isEmpty();
    }

    @Test
    void aWindowListsTheKeys(PageBrowser page) {
        page.open("overview?" + MONTH);

        page.press("?");
        assertThat(page.texts("#keys kbd")).contains("/", "j", "k", "?");

        page.press(Keys.ESCAPE);
        assertThat(page.all("#keys[open]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sb, #/mineral/antimony?",
        "282200, #/mineral/cobalt?",
        "lithium carbonate, #/mineral/lithium-carbonate?",
        "single-source, #/policies/single-source"
    })
    void theSearchFindsMineralsByNameSymbolAndCode(String typed, String state, PageBrowser page) {
        page.open("overview");

        page.press("/", typed);
        WebElement field = page.focused();
        assertThat(field.getAttribute("role")).isEqualTo("combobox");
        assertThat(field.getAttribute("aria-expanded")).isEqualTo("true");
        page.press(Keys.ENTER);

        assertThat(page.state()).startsWith(state);
    }

    @Test
    void aCountryOpensTheOverviewWithItsColumn(PageBrowser page) {
        page.open("alerts");

        page.press("/", "China", Keys.ENTER);

        assertThat(page.state()).startsWith("#/overview?").contains("cols=CN");
        assertThat(suppliers(page)).containsExactly("CN");
        assertThat(page.text("th[aria-sort=descending]")).startsWith("China");
    }

    @Test
    void whatIsNotThereIsSaidInWords(PageBrowser page) {
        page.expectErrors("nothing is published of no-such-dataset");
        page.open("overview?dataset=no-such-dataset");
        assertThat(page.text("main")).contains("nothing is published of no-such-dataset: choose one of us-census");

        page.open("overview?" + BATTERY + "&asOf=1999-01");
        assertThat(page.text("main")).contains("has no twelve months to January 1999");

        page.open("overview?" + BATTERY + "&find=zzz");
        assertThat(page.text("main")).contains("No mineral is like that");
        page.clickText("Show all");
        assertThat(books(page)).isNotEmpty();
    }
}
