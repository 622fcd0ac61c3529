package org.lodewatch.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.local.commands.Session;
import org.lodewatch.schemas.catalogue.Catalogue;

/** Markup in names of countries and minerals, descriptions of policies, feeds and rejected rows stays text. */
@Timeout(120)
@ExtendWith(PageExtension.class)
class HostileNamesIT {

    private static final String MARKUP = "<img src=x onerror=hostile=1><b class=hostile onclick=hostile=1>";
    private static final List<String> CATALOGUE = List.of(
            "area_codes",
            "blocs",
            "commodities",
            "countries",
            "country_names",
            "forms",
            "governance",
            "minerals",
            "net_import_reliance",
            "production");

    @TempDir
    private static Path directory;

    private static PageInstance instance;

    @BeforeAll
    static void start() throws IOException {
        instance = PageInstance.with(catalogue());
        instance.publish("hostile", "2023", "CN 282200 5100000", "NO 810520 2000000");
        instance.publish("hostile", "2024", "CN 282200 6100000", "NO 810520 2000000");
        Path policy = Files.writeString(directory.resolve("policy.json"), """
                {"id": "hostile", "description": "%s", "subject": "any-country", "metric": "share", "warning": 20, "critical": 30}
                """.formatted(MARKUP));
        run("policies", "apply", "--yes", policy.toString());
        Path feed = Files.createDirectory(directory.resolve("<b class=hostile>"));
        Path rows = Files.writeString(feed.resolve("rows.csv"), """
                dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd,net_weight_kg,withdrawn
                hostile-rows,1,1,US,%s,282200,2024,1,,
                %s,1,1,US,CN,282200,2024,1,,
                """.formatted(MARKUP, MARKUP));
        Session produced = Session.of(
                "produce",
                "csv",
                rows.toString(),
                "--bootstrap-server",
                instance.kafka().bootstrapServers());
        assertThat(produced.err() + produced.out()).contains("2 rejected");
        await("alerts of the policy")
                .until(() ->
                        instance.api("/api/alerts").findValuesAsText("policyId").contains("hostile"));
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
    }

    /** The bundled catalogue with two other names. */
    private static Catalogue catalogue() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("catalogue"));
        for (String name : CATALOGUE) {
            try (InputStream in = Catalogue.class.getResourceAsStream("/org/lodewatch/catalogue/" + name + ".csv")) {
                String text = new String(in.readAllBytes(), UTF_8);
                Files.writeString(
                        copy.resolve(name + ".csv"),
                        switch (name) {
                            case "countries" -> text.replaceFirst("(?m)^(CN,.*?)China", "$1" + MARKUP + "China");
                            case "minerals" -> text.replaceFirst("(?m)^(cobalt,)cobalt", "$1" + MARKUP + "cobalt");
                            default -> text;
                        });
            }
        }
        return Catalogue.load(copy);
    }

    private static void run(String... command) {
        Session session = Session.of(Stream.concat(
                        Stream.of(command),
                        Stream.of("--bootstrap-server", instance.kafka().bootstrapServers()))
                .toArray(String[]::new));
        assertThat(session.exitCode()).as(session.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overview?dataset=hostile",
                "overview?dataset=hostile&cols=CN",
                "mineral/cobalt?dataset=hostile&supplier=CN",
                "mineral/cobalt?dataset=hostile&supplier=CN&lose=CN",
                "changes?dataset=hostile&since=2020-01-01T00:00:00Z",
                "alerts?show=all",
                "alerts/hostile%2Fhostile%2FUS%2Fcobalt%2FCN",
                "policies",
                "policies/hostile",
                "operations",
                "method"
            })
    void isShownAsItIsAndMakesNoElement(String state, PageBrowser page) {
        page.openAt(instance.url(), state);

        hover(page);

        assertThat(page.all(".hostile, [onclick], [onerror]")).isEmpty();
        assertThat(page.script("return window.hostile")).isNull();
        if (!state.equals("method")) {
            assertThat((String) page.script("return document.body.textContent")).contains("<b class=hostile");
        }
    }

    /** Over the middle of each chart, where its tooltip opens. */
    private static void hover(PageBrowser page) {
        page.script("""
                for (const chart of document.querySelectorAll('.chart svg')) {
                  const box = chart.getBoundingClientRect();
                  for (const type of ['mousemove', 'mouseover', 'pointermove']) {
                    for (const part of [0.3, 0.5, 0.7, 0.8]) {
                      chart.dispatchEvent(new MouseEvent(type, { bubbles: true, clientX: box.left + part * box.width,
                        clientY: box.top + box.height / 2 }));
                    }
                  }
                }
                """);
        page.settle();
    }

    @Test
    void isTextInTheTitleAndInFiles(PageBrowser page) {
        page.openAt(instance.url(), "mineral/cobalt?dataset=hostile");

        assertThat(page.title()).contains(MARKUP);
        String csv = page.saved(() -> page.clickText("CSV"));
        assertThat(csv).contains(MARKUP + "China");
    }
}
