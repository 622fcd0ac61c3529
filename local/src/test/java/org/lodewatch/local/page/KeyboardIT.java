package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** A person without a mouse. */
@Timeout(120)
@ExtendWith(PageExtension.class)
class KeyboardIT {

    private static final int MOST_STEPS = 80;
    private static final String ADDED = " Reviewed.";

    @Test
    void goesFromTheOverviewToASavedPolicy(PageBrowser page, PageInstance instance) {
        JsonNode before = policy("effective-dependence", page);
        page.open("overview");
        page.press("g", "p");
        assertThat(page.state()).startsWith("#/policies");
        tabTo("tr[data-policy=effective-dependence] a", page);
        page.press(Keys.ENTER);
        tabTo("#edit-policy", page);
        page.press(Keys.ENTER);
        tabTo("#policy-description", page);
        page.press(Keys.chord(Keys.CONTROL, Keys.END), ADDED);
        tabTo("#policy-save", page);
        page.press(Keys.ENTER);
        await("the dialog asks for the token").until(() -> isFocused("#save-token", page));
        page.press(instance.token(), Keys.ENTER);
        page.awaitText("#saved", "effective-dependence, version ");

        await("the policy is stored")
                .untilAsserted(() -> assertThat(policy("effective-dependence", page)
                                .get("description")
                                .asText())
                        .isEqualTo(before.get("description").asText() + ADDED));
        assertThat(page.text(".lede")).endsWith(ADDED.strip());
    }

    @Test
    void opensAMineralByTypingItsSymbol(PageBrowser page) {
        page.open("overview?dataset=us-census-annual");

        page.press("/");
        page.press("Sb");
        page.find("#search-list li");
        page.press(Keys.ENTER);

        await().until(() -> page.state().startsWith("#/mineral/antimony"));
        page.settle();
        assertThat(page.text("h1")).contains("antimony");
    }

    @Test
    void skipsTheHead(PageBrowser page) {
        page.open("alerts");

        page.press(Keys.TAB);
        assertThat(page.focused().getText()).isEqualTo("Skip to content");
        page.press(Keys.ENTER);

        assertThat(page.focused().getTagName()).isEqualTo("main");
        assertThat(page.state()).isEqualTo("#/alerts");
    }

    private static void tabTo(String css, PageBrowser page) {
        page.find(css);
        for (int step = 0; step < MOST_STEPS; step++) {
            if (isFocused(css, page)) {
                return;
            }
            page.press(Keys.TAB);
        }
        throw new AssertionError("Tab does not reach " + css);
    }

    private static boolean isFocused(String css, PageBrowser page) {
        return (Boolean) page.script("return document.activeElement.matches(arguments[0])", css);
    }

    private static JsonNode policy(String id, PageBrowser page) {
        for (JsonNode policy : page.api("/api/policies")) {
            if (policy.get("id").asText().equals(id)) {
                return policy;
            }
        }
        throw new AssertionError("no policy " + id);
    }
}
