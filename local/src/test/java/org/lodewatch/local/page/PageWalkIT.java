package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The walk of docs/page.md: what each step clicks leads to a screen with the texts that the page quotes. */
@Timeout(120)
@ExtendWith(PageExtension.class)
class PageWalkIT {

    @Test
    void whatTheUnitedStatesMostDependOn(PageBrowser page) throws IOException {
        page.open("overview");
        page.choose("#dataset", "us-census-annual");

        assertShows("overview", page);
        assertThat(page.table("table.heat").names().get(0)).isEqualTo("titanium");
    }

    @Test
    void sinceWhenAndWhoCouldReplaceIt(PageBrowser page) throws IOException {
        page.open("overview?dataset=us-census-annual");
        page.click("tr[data-book=titanium] button.fold");
        page.clickText("titanium sponge");

        assertShows("mineral", page);
        assertShows("alternatives", page);
    }

    @Test
    void whetherALineOf40WouldHaveAlertedEarlier(PageBrowser page) throws IOException {
        page.open("overview");
        page.clickText("Policies");
        page.clickText("single-source");
        page.clickText("Edit and test");
        page.find("#policy-warning").sendKeys(Keys.chord(Keys.CONTROL, "a"), "40");
        page.awaitText("[data-answer]", "instead of");

        assertShows("backtest", page);
    }

    @Test
    void whatTheRevisionOfJuneChanged(PageBrowser page) throws IOException {
        page.open("overview?dataset=us-census-battery");
        page.clickText("what changed");
        page.click("[data-moment='20260614']");
        page.awaitText("#changes-summary", "books changed");

        assertShows("changes", page);
    }

    @Test
    void whetherAnythingIsBehind(PageBrowser page) throws IOException {
        page.open("overview");
        page.clickText("Operations");
        page.awaitText("#summary", "behind");

        assertShows("operations", page);
    }

    /** Each line of a block of docs/page.md is on the screen, in this order. */
    private static void assertShows(String block, PageBrowser page) throws IOException {
        Matcher found = Pattern.compile("(?s)```screen " + block + "\n(.*?)\n```")
                .matcher(Files.readString(Path.of("../docs/page.md")));
        assertThat(found.find()).as("block %s of docs/page.md", block).isTrue();
        assertThat(page.text("main")).containsSubsequence(found.group(1).split("\n"));
    }
}
