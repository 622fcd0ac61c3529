package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Formulas and lists as the running catalogue has them. */
@ExtendWith(PageExtension.class)
class MethodScreenIT {

    @Test
    void aLinkOpensTheSectionOfAFormula(PageBrowser page) {
        page.open("method/hhi");

        await().until(() -> "hhi-and-effective-suppliers".equals(page.focused().getDomAttribute("id")));
        assertThat(page.texts("section[aria-labelledby=hhi-and-effective-suppliers] .formula"))
                .contains("HHI = sum of (100 × part of the supply)²", "effective suppliers = 10,000 / HHI");
    }

    @Test
    void everySectionIsInTheContents(PageBrowser page) {
        page.open("method");

        List<String> contents = page.texts(".contents a");
        page.api("/api/method").forEach(section -> {
            if (section.get("level").intValue() > 1) {
                assertThat(contents).contains(section.get("title").textValue());
            }
        });
    }

    @Test
    void listsAreThoseOfTheCatalogue(PageBrowser page) {
        page.open("method/minerals/antimony");

        JsonNode lists = page.api("/api/catalogue/lists");
        assertThat(page.text("[data-editions]")).startsWith("MCS2024, MCS2026");
        assertThat(page.text("[data-bloc=usmca]")).contains("Canada, Mexico, United States");
        assertThat(page.all("[data-bloc]")).hasSameSizeAs(lists.get("blocs"));
        assertThat(page.all("[data-mineral]")).hasSameSizeAs(page.api("/api/catalogue/minerals"));
        assertThat(page.text("[data-mineral=antimony]")).contains("left out", "282580", "MCS2026");
    }

    @Test
    void aCodeFindsItsMineral(PageBrowser page) {
        page.open("method/minerals?find=282580");

        assertThat(page.all("[data-mineral]")).hasSize(1);
        assertThat(page.text("[data-mineral] summary b")).isEqualTo("antimony");
    }
}
