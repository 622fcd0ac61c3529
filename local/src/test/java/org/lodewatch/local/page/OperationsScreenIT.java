package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PageExtension.class)
class OperationsScreenIT {

    private static List<String> names(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(field).textValue())
                .toList();
    }

    @Test
    void itSaysWhetherAnythingIsBehind(PageBrowser page) {
        page.open("operations");

        page.awaitText("#summary", "behind");
        assertThat(page.text("#summary")).contains("When new figures of").contains("is not known");
    }

    @Test
    void itShowsDatasetsReadersAndInstancesAsTheApi(PageBrowser page) {
        page.open("operations");
        page.awaitText("#summary", "behind");

        assertThat(page.table("#datasets table").names())
                .isEqualTo(names(page.api("/api/feeds").get("datasets"), "dataset"));
        JsonNode group = page.api("/api/lag").get("groups").get(0);
        assertThat(page.table("#readers table").names()).isEqualTo(names(group.get("topics"), "topic"));
        JsonNode instance = page.api("/api/instances");
        assertThat(page.text("#instances"))
                .contains(instance.at("/groups/0/instances/0/client").textValue());
        assertThat(page.text("#state")).contains(instance.at("/answering/state").textValue());
        assertThat(page.table("#end-to-end table").cell("shares", "How many"))
                .isEqualTo(String.format(
                        Locale.ROOT,
                        "%,d",
                        instance.at("/answering/endToEnd/1/count").longValue()));
    }

    @Test
    void whereThereIsNothingItSaysWhy(PageBrowser page) {
        page.open("operations");
        page.awaitText("#summary", "behind");

        assertThat(page.text("#feeds")).contains("No feed has stored a checkpoint");
        assertThat(page.text("#no-rejected")).contains("No row was rejected");
    }

    @Test
    void itIsDrawnAgainAndKeepsOpenedFoldsAndFocus(PageBrowser page) {
        page.open("operations");
        page.awaitText("#summary", "behind");
        page.click("#readers details summary");
        String measured = page.find("#operations time").getAttribute("datetime");

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        !page.find("#operations time").getAttribute("datetime").equals(measured));

        assertThat((Boolean) page.script("return document.querySelector('#readers details').open"))
                .isTrue();
        assertThat((Boolean) page.script("return document.activeElement.matches('#readers details summary')"))
                .isTrue();
    }
}
