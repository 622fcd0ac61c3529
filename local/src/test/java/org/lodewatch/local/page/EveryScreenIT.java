package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** What holds on every screen and in every dialog: rules of accessibility, widths, own files only, no error on the console. */
@ExtendWith(PageExtension.class)
class EveryScreenIT {

    private static final String ALERT = "single-source%2Fus-census-battery%2FUS%2Fgraphite-flake%2FCN";

    static Stream<String> states() {
        return Stream.of(
                "overview?dataset=us-census-annual",
                "overview?dataset=us-census-battery&asOf=2025-06&measure=weight",
                "overview?dataset=us-census-annual&cols=CN,entities-of-concern",
                "mineral/lithium?dataset=us-census-battery",
                "mineral/graphite-flake?dataset=us-census-battery&asOf=2025-07&supplier=CN&lose=CN",
                "mineral/antimony?dataset=us-census-annual&asOf=2024-12&whatif=scenario+china-antimony",
                "what-if?dataset=us-census-battery&whatif=lose+CN",
                "changes",
                "alerts?dataset=us-census-battery",
                "alerts/" + ALERT,
                "policies",
                "policies/single-source",
                "policies/single-source/edit",
                "operations",
                "method",
                "nowhere");
    }

    /** One test for each screen, because opening it takes longer than a look at it. */
    @ParameterizedTest
    @MethodSource("states")
    void keepsTheRulesOfAllScreens(String state, PageBrowser page) {
        // Where the state has no screen, that is said, and written to the console.
        if (state.equals("nowhere")) {
            page.expectErrors("There is no screen nowhere");
        }
        page.open(state);

        hasATitleAndOneHeadingAndLoadsOnlyFromItsServer(page);
        violatesNoRuleInEitherTheme(page);
        hidesNothingBeyondTheEdgeOfTheWindow(page);
    }

    private static void hasATitleAndOneHeadingAndLoadsOnlyFromItsServer(PageBrowser page) {
        assertThat(page.title()).matches(".+ · Lodewatch");
        assertThat(page.texts("h1")).hasSize(1).allMatch(text -> !text.isEmpty());
        assertThat((List<?>) page.script("const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);"
                        + "return ids.filter((id, at) => ids.indexOf(id) !== at)"))
                .as("ids that two elements have")
                .isEmpty();
        assertThat(
                        (List<?>)
                                page.script(
                                        "return performance.getEntriesByType('resource').map((one) => one.name)"
                                                + ".filter((name) => new URL(name, location).origin !== location.origin && !/^(blob|data):/.test(name))"))
                .isEmpty();
    }

    private static void violatesNoRuleInEitherTheme(PageBrowser page) {
        assertThat(page.violations()).as("light").isEmpty();
        page.theme(true);
        assertThat(page.violations()).as("dark").isEmpty();
    }

    private static void hidesNothingBeyondTheEdgeOfTheWindow(PageBrowser page) {
        for (int width : List.of(320, 768, 1440)) {
            page.width(width);
            page.settle();
            assertThat(page.overflow())
                    .as("pixels beyond a window of %d", width)
                    .isNotPositive();
            assertThat(page.cutOff()).as("texts cut off at %d", width).isEmpty();
        }
    }

    @Test
    void dialogsViolateNoRuleInEitherTheme(PageBrowser page) {
        page.open("overview");
        for (boolean dark : List.of(false, true)) {
            page.theme(dark);
            page.press("?");
            assertThat(page.find("#keys").isDisplayed()).isTrue();
            assertThat(page.violations()).as("keys, dark %s", dark).isEmpty();
            page.press(Keys.ESCAPE);
            page.press("/");
            page.press("gra");
            page.find("#search-list li");
            assertThat(page.violations()).as("search, dark %s", dark).isEmpty();
            page.press(Keys.ESCAPE, Keys.ESCAPE);
        }
    }

    @Test
    void allowsNoScriptInTheDocumentAndNoFrameAroundIt(PageInstance instance) {
        HttpResponse<String> page = instance.get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.body()).doesNotContain("http://", "https://");
    }
}
