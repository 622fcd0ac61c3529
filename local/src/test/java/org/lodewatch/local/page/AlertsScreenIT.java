package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The screen of alerts, an alert by itself, and what changed: figures as the API has them. */
@ExtendWith(PageExtension.class)
@Timeout(300)
class AlertsScreenIT {

    private static final String CARBONATE = "single-source/us-census-battery/US/lithium-carbonate/CL";

    @Test
    void showsTheOpenAlertsByMineralTheGravestFirst(PageBrowser page) {
        page.open("alerts?dataset=us-census-battery");

        JsonNode open = page.api("/api/alerts?dataset=us-census-battery");
        assertThat(alerts(page)).containsExactlyInAnyOrderElementsOf(open.findValuesAsText("alertId"));
        assertThat(page.text("#found")).isEqualTo(open.size() + " alerts");
        List<String> severities = page.texts(".inbox tbody tr:nth-child(2) .severity:first-child");
        assertThat(severities.get(0)).contains("critical");
        for (JsonNode alert : open) {
            String row = "[data-alert='%s']".formatted(alert.get("alertId").textValue());
            assertThat(page.text(row))
                    .contains(alert.get("severity").textValue())
                    .contains(alert.get("since").textValue())
                    .contains("%.1f"
                            .formatted(alert.get("current").get("observed").doubleValue()))
                    .contains("to " + alert.get("current").get("asOf").textValue())
                    .contains(alert.get("sentence").textValue());
            assertThat(page.all(row + " .dot")).hasSize(alert.get("history").size());
            assertThat(page.find(row + " .dot").getAttribute("aria-label"))
                    .startsWith("raised")
                    .contains(alert.get("history").get(0).get("asOf").textValue());
        }
    }

    @Test
    void filtersByStateSeverityAndTextAndKeepsThemInTheAddress(PageBrowser page) {
        page.open("alerts");
        page.find("input[name=severity][value=critical] + span").click();
        page.settle();
        assertThat(page.state()).contains("severity=critical");
        assertThat(alerts(page))
                .hasSize(page.api("/api/alerts?severity=critical").size());

        String mineral = alerts(page).get(0).split("/")[3];
        page.find("#text").sendKeys(mineral);
        await("only that mineral")
                .untilAsserted(() -> assertThat(alerts(page)).isNotEmpty().allMatch(id -> id.contains(mineral)));
        assertThat(page.state()).contains("text=" + mineral);
        page.find("#text").sendKeys(" nothing-like-this");
        page.awaitText("#none", "No alert fits the filters.");

        page.open("alerts?show=resolved&dataset=us-census-battery");
        List<String> resolved = StreamSupport.stream(
                        page.api("/api/alerts?all&dataset=us-census-battery").spliterator(), false)
                .filter(alert -> alert.get("severity").textValue().equals("none"))
                .map(alert -> alert.get("alertId").textValue())
                .toList();
        assertThat(alerts(page)).isNotEmpty().containsExactlyInAnyOrderElementsOf(resolved);
        page.open("alerts?show=all&dataset=us-census-battery");
        // Those of deleted policies have no history; those that resolved long ago are only in the histories.
        Set<String> all = Stream.of(
                        "/api/alerts?all&dataset=us-census-battery", "/api/alerts/history?dataset=us-census-battery")
                .flatMap(path -> StreamSupport.stream(page.api(path).spliterator(), false))
                .map(alert -> alert.get("alertId").textValue())
                .collect(Collectors.toSet());
        assertThat(alerts(page)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void showsTheAlertsOfAPastMonth(PageBrowser page) {
        page.open("alerts?dataset=us-census-battery&asOf=2025-06");

        List<String> then = StreamSupport.stream(
                        page.api("/api/alerts/history?dataset=us-census-battery&asOf=2025-06")
                                .spliterator(),
                        false)
                .filter(alert -> !alert.get("severity").textValue().equals("none"))
                .map(alert -> alert.get("alertId").textValue())
                .toList();
        assertThat(alerts(page))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(then)
                .contains(CARBONATE);
        assertThat(page.text("[data-alert='%s']".formatted(CARBONATE)))
                .contains("warning")
                .contains("2024-07");
        assertThat(page.text(".lede")).contains("as of June 2025");
    }

    @Test
    void opensOneAlertByItsLinkWithEveryTransition(PageBrowser page) {
        page.open("alerts/" + CARBONATE);

        assertThat(page.text("h1")).isEqualTo("Chile lithium carbonate, us-census-battery, United States");
        PageTable history = page.table("#transitions");
        assertThat(history.names()).containsExactly("2023-12", "2024-07", "2025-08");
        JsonNode explained = page.api("/api/alerts/explain?id=" + CARBONATE);
        for (JsonNode transition : explained.get("transitions")) {
            String month = transition.get("asOf").textValue();
            assertThat(history.cell(month, "Observed"))
                    .isEqualTo("%.1f %%".formatted(transition.get("observed").doubleValue()));
            assertThat(history.cell(month, "Transition"))
                    .isEqualTo(transition.get("transition").textValue());
            for (JsonNode step : transition.get("steps")) {
                assertThat(history.cell(month, "Why")).contains(step.textValue());
            }
        }
        JsonNode published = page.api("/api/alerts/transitions?id=" + CARBONATE);
        PageTable log = page.table("#as-published");
        assertThat(log.rows()).hasSize(published.size());
        for (JsonNode transition : published) {
            String number = transition.get("number").asText();
            assertThat(log.cell(number, "Transition"))
                    .isEqualTo(transition.get("transition").textValue());
            assertThat(log.cell(number, "Month"))
                    .isEqualTo(transition.get("asOf").textValue());
        }

        page.open("alerts/%s?asOf=2025-06".formatted(CARBONATE));
        assertThat(page.table("#transitions").names()).containsExactly("2023-12", "2024-07");
        assertThat(page.text("#alert-state")).contains("warning").contains("since 2024-07");
    }

    @Test
    void keysMoveOverTheAlertsAndOpenThem(PageBrowser page) {
        page.open("alerts?dataset=us-census-battery");
        String second = alerts(page).get(1);

        page.press("j");
        page.press("j");
        page.press(Keys.ENTER);

        assertThat(page.state()).isEqualTo("#/alerts/" + second);
    }

    @Test
    void copiesTheSentenceWithTheLinkOfThatMonth(PageBrowser page) {
        page.open("alerts?dataset=us-census-battery");
        page.script("navigator.clipboard.writeText = async (text) => { window.copied = text; };");
        JsonNode alert = page.api("/api/alerts?dataset=us-census-battery").get(0);
        String row = "[data-alert='%s']".formatted(alert.get("alertId").textValue());

        page.find(row + " .copy").click();

        page.awaitText(row + " .copy", "Copied");
        assertThat((String) page.script("return window.copied"))
                .startsWith(alert.get("sentence").textValue() + " http://")
                .endsWith("/#/alerts/%s?asOf=%s"
                        .formatted(
                                alert.get("alertId").textValue(),
                                alert.get("asOf").textValue()));
    }

    @Test
    void answersWhatTheRevisionOfJuneChanged(PageBrowser page) {
        page.open("changes?dataset=us-census-battery");
        page.click("[data-moment='20260614']");

        String since = (String) page.script("return new URLSearchParams(location.hash.split('?')[1]).get('since')");
        JsonNode changes = await("the log is read for this answer, and not for one of the page")
                .ignoreExceptions()
                .until(() -> page.api("/api/changes?dataset=us-census-battery&since=" + since), Objects::nonNull);
        PageTable table = page.table("#changes");
        assertThat(table.rows()).hasSize(changes.get("books").size());
        assertThat(changes.get("books"))
                .anySatisfy(
                        book -> assertThat(book.get("causes").has("revision")).isTrue());
        assertThat(table.columns()).contains("Revisions");
        assertThat(table.cell("cobalt", "Revisions")).startsWith("−$343.3 K").contains("9 records, 2024-05 to 2025-02");
        assertThat(page.all("#changed-alerts li"))
                .hasSize(page.api("/api/alerts?all&dataset=us-census-battery&since=" + since)
                        .size());
    }

    @Test
    void namesTheAlertsSinceTheLastVisit(PageBrowser page) {
        page.expectErrors("favicon.ico");
        page.open("overview?dataset=us-census-battery");
        assertThat(page.text("#since-last-visit")).startsWith("From your next visit on");

        page.driver().get(page.driver().getCurrentUrl().replaceAll("/#.*", "/health/live"));
        page.script("localStorage.setItem('lodewatch-visit', JSON.stringify({ now: Date.now() - 24 * 3600 * 1000 }))");
        page.open("overview?dataset=us-census-battery");

        page.awaitText("#since-last-visit", "since you looked");
        JsonNode alerts = page.api("/api/alerts?all&dataset=us-census-battery");
        int raised = 0;
        for (JsonNode alert : alerts) {
            raised += List.of("raised", "escalated")
                            .contains(alert.get("transition").textValue())
                    ? 1
                    : 0;
        }
        assertThat(page.text("#since-last-visit"))
                .startsWith("%d new alerts and %d changed alerts".formatted(raised, alerts.size() - raised));
        page.clickText("what changed");
        assertThat(page.state()).startsWith("#/changes?").contains("since=");
        assertThat(page.text("#changes-summary")).contains("books changed");
    }

    private static List<String> alerts(PageBrowser page) {
        // At once: the screen may be drawn again between two questions.
        List<?> ids = (List<?>)
                page.script("return [...document.querySelectorAll('[data-alert]')].map((row) => row.dataset.alert)");
        return ids.stream().map(String::valueOf).toList();
    }
}
