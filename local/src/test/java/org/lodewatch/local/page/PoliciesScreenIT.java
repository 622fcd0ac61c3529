package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The list of policies, the editor with its backtest, and changes with the token. */
@ExtendWith(PageExtension.class)
class PoliciesScreenIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String COPY = "policies/single-source/copy?p.id=graphite-line&p.mineral=graphite-flake"
            + "&p.warning=35&p.critical=55&p.description=A+test";

    @Test
    void theListHasWhatEachPolicyHasRaised(PageBrowser page) {
        page.open("policies");

        JsonNode activity = page.api("/api/policies/activity");
        assertThat(page.all("tr[data-policy]")).hasSameSizeAs(activity);
        for (JsonNode its : activity) {
            String row = "tr[data-policy='%s'] ".formatted(its.get("policyId").textValue());
            assertThat(page.text(row + "[data-open]"))
                    .contains(
                            its.get("open").get("critical") + " ■ critical",
                            its.get("open").get("warning") + " ▲ warning");
            assertThat(page.text(row + "[data-raised]"))
                    .isEqualTo(its.get("raised").asText());
            assertThat(page.text(row + "[data-last]"))
                    .isEqualTo(its.get("lastRaised").textValue());
            assertThat(page.text(row + "[data-clear]"))
                    .isEqualTo("%.0f months".formatted(its.get("monthsToClear").doubleValue()));
        }
    }

    @Test
    void aLinkOpensOnePolicyWithItsAlerts(PageBrowser page) {
        page.open("policies/entities-of-concern");

        JsonNode alerts = page.api("/api/alerts/history?policy=entities-of-concern");
        assertThat(page.text("h1")).isEqualTo("entities-of-concern version 1");
        assertThat(page.all("tr[data-alert]")).hasSameSizeAs(alerts);
    }

    /** The question of a newcomer: would a 40 % line have alerted me earlier? */
    @Test
    void anotherLineIsAnsweredAlertByAlert(PageBrowser page) throws Exception {
        page.open("policies/single-source/edit?p.warning=40");

        JsonNode result = backtest(
                page, """
                        {"policy": %s, "against": "single-source", "sweep": "5:100:5"}""".formatted(policy(page, "single-source").replace("\"warning\":50.0", "\"warning\":40")));
        JsonNode difference = result.get("difference");
        assertThat(difference.get("raisedEarlier").intValue()).isPositive();
        assertThat(page.text("[data-answer]"))
                .startsWith(
                        "%d alerts instead of ".formatted(result.get("episodes").size()))
                .contains("%d would have been raised earlier, by up to %d months."
                        .formatted(
                                difference.get("raisedEarlier").intValue(),
                                difference.get("mostMonthsEarlier").intValue()));
        assertThat(page.text("[data-coverage]"))
                .contains("Judged: %d months"
                        .formatted(result.get("coverage").get("monthsJudged").intValue()));
        for (String list : new String[] {"moved", "onlyNew", "onlyOld", "same"}) {
            assertThat(page.all("[data-list='%s'] tbody tr".formatted(list)))
                    .as(list)
                    .hasSameSizeAs(difference.get(list));
        }
        JsonNode earlier = StreamSupport.stream(difference.get("moved").spliterator(), false)
                .filter(moved -> moved.get("sinceMonths").intValue() < -1)
                .findFirst()
                .orElseThrow();
        JsonNode present = earlier.get("present");
        assertThat(page.text("[data-list=moved] tr[data-alert='%s/%s/%s/%s'] .words"
                        .formatted(
                                present.get("dataset").textValue(),
                                present.get("reporter").textValue(),
                                present.get("mineral").textValue(),
                                present.get("subject").textValue())))
                .startsWith("raised %s instead of %s: %d months earlier"
                        .formatted(
                                present.get("since").textValue(),
                                earlier.get("old").get("since").textValue(),
                                -earlier.get("sinceMonths").intValue()));
        assertThat(page.all("[data-figure^=alerts-by-line] tbody tr")).hasSameSizeAs(result.get("sweep"));
    }

    @Test
    void whatIsTypedIsTestedAndInTheAddress(PageBrowser page) {
        page.open("policies/single-source/edit");
        String before = page.text("[data-answer]");
        assertThat(before).startsWith("The same ").contains("as version 1");

        page.find("#policy-warning").sendKeys(Keys.chord(Keys.CONTROL, "a"), "45");
        page.settle();

        assertThat(page.state()).contains("p.warning=45");
        await().atMost(LONGEST).until(() -> !page.text("[data-answer]").equals(before));
    }

    @Test
    void aMistakeIsNamedAtItsField(PageBrowser page) {
        page.expectErrors("400");
        page.open("policies/single-source/edit?p.warning=0");

        assertThat(page.text("#policy-fault")).contains("warning 0.0: more than 0 and at most 100 percent is expected");
        assertThat(page.find("#policy-warning").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(page.find("#policy-warning").getDomAttribute("aria-describedby"))
                .contains("policy-fault");
        assertThat(page.find("#policy-critical").getDomAttribute("aria-invalid"))
                .isNull();
    }

    @Test
    void aPolicyIsPreviewedSavedWithTheTokenAndDeleted(PageBrowser page, PageInstance instance) {
        page.expectErrors("401");
        page.open(COPY);
        page.click("#policy-save");
        page.find("#save-token").sendKeys("not the token", Keys.ENTER);
        await().atMost(LONGEST)
                .until(() -> page.text("#save-refused").contains("The server does not accept this token"));
        assertThat(ids(page)).as("nothing is written").doesNotContain("graphite-line");
        int atOnce = Integer.parseInt(page.find("#save-dialog [data-at-once]").getDomAttribute("data-at-once"));
        assertThat(atOnce).as("alerts that it raises at once").isPositive();

        page.find("#save-token").sendKeys(Keys.chord(Keys.CONTROL, "a"), instance.token(), Keys.ENTER);
        await().atMost(LONGEST).until(() -> page.state().equals("#/policies/graphite-line"));
        page.settle();
        assertThat(page.text("#saved")).startsWith("graphite-line, version 1, is stored.");
        assertThat(ids(page)).contains("graphite-line");
        assertThat((String) page.script("return location.href + JSON.stringify([localStorage, sessionStorage])"))
                .doesNotContain(instance.token());
        await("its alerts follow").atMost(LONGEST).until(() -> openAlerts(page) == atOnce);
        await("without a reload")
                .atMost(LONGEST)
                .until(() -> page.all("section[aria-labelledby=open-alerts] tr[data-alert]")
                                .size()
                        == atOnce);

        page.click("#delete-policy");
        assertThat(page.text("#save-dialog [data-effect=resolved] summary")).isEqualTo(atOnce + " resolved");
        page.find("#save-token").sendKeys(Keys.ENTER);
        await().atMost(LONGEST).until(() -> page.state().equals("#/policies"));
        assertThat(ids(page)).doesNotContain("graphite-line");
        await("its alerts are resolved").atMost(LONGEST).until(() -> openAlerts(page) == 0);
    }

    private static long openAlerts(PageBrowser page) {
        return StreamSupport.stream(
                        page.api("/api/alerts/history?policy=graphite-line").spliterator(), false)
                .filter(alert -> !alert.get("severity").textValue().equals("none"))
                .count();
    }

    private static String ids(PageBrowser page) {
        return page.api("/api/policies").findValuesAsText("id").toString();
    }

    private static String policy(PageBrowser page, String id) {
        return StreamSupport.stream(page.api("/api/policies").spliterator(), false)
                .filter(policy -> policy.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static JsonNode backtest(PageBrowser page, String body) throws IOException {
        String answer = (String) page.driver()
                .executeAsyncScript(
                        "const [body, done] = arguments;"
                                + "fetch('/api/backtest', {method: 'POST', body}).then((one) => one.text()).then(done);",
                        body);
        return new ObjectMapper().readTree(answer).get("policies").get(0);
    }
}
