package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page follows the alerts of an instance of its own, whose broker stops, and whose listeners run out. */
@Timeout(120)
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(PageExtension.class)
class LiveServerIT {

    private static final int MOST_LISTENERS = 32;

    private static PageInstance instance;

    @BeforeAll
    static void start() {
        instance = PageInstance.empty();
        instance.publish("settled", "2024", "CN 282200 6100000", "NO 810520 2000000");
        await("alerts").until(() -> instance.api("/api/alerts").size() > 0);
    }

    @AfterAll
    static void stop() {
        if (instance != null) {
            instance.close();
        }
    }

    @Test
    @Order(1)
    void showsANewAlertWithinTwoSecondsWithoutReload(PageBrowser page) throws InterruptedException {
        openLive("alerts?dataset=watched", page);
        // The announcement is what a reader hears; the button is what one sees.
        page.script("""
                window.seen = {};
                for (const id of ['news', 'announcements']) {
                  new MutationObserver(() => window.seen[id] ??= Date.now()).observe(document.getElementById(id),
                    { childList: true, characterData: true, subtree: true });
                }
                """);
        AtomicBoolean done = new AtomicBoolean();
        Thread load = new Thread(() -> publishUntil(done));
        load.start();

        instance.publish("watched", "2024", "CN 282200 6100000", "NO 810520 2000000");
        page.awaitText("#news", "new: show");
        page.awaitText("#announcements", "alert");
        done.set(true);
        load.join();

        long published = instance.api("/api/alerts").findParents("alertId").stream()
                .filter(alert -> alert.get("dataset").asText().equals("watched"))
                .map(alert -> Instant.parse(alert.get("publishedAt").asText()))
                .min(Instant::compareTo)
                .orElseThrow()
                .toEpochMilli();
        for (String id : List.of("news", "announcements")) {
            long seen = (Long) page.script("return window.seen[arguments[0]]", id);
            assertThat(seen - published).as("milliseconds until %s changed", id).isBetween(0L, 2_000L);
        }
    }

    /** Imports that raise nothing: each of two countries supplies a half. */
    private static void publishUntil(AtomicBoolean done) {
        for (int year = 1990; !done.get() && year < 2024; year++) {
            instance.publish("load", Integer.toString(year), "CL 260300 1000000", "PE 260300 1000000");
        }
    }

    @Test
    @Order(2)
    void saysThatTheBrokerIsGoneAndMissesNothingOnceItIsBack(PageBrowser page) {
        openLive("alerts?dataset=outage", page);

        instance.kafka().stopNode(1);
        await("the page says so")
                .atMost(Duration.ofSeconds(60))
                .until(() -> page.text("#connection").matches("not connected since \\d\\d:\\d\\d"));
        instance.kafka().startNode(1);
        instance.publish("outage", "2024", "CN 282200 6100000", "NO 810520 2000000");

        await("the page is live again")
                .atMost(Duration.ofSeconds(60))
                .until(() -> page.text("#connection").equals("live"));
        page.awaitText("#news", "new: show");
        page.click("#show-news");
        await().untilAsserted(() -> assertThat(
                        page.all("tr[data-alert]").stream().map(row -> row.getDomAttribute("data-alert")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(open("outage")));
    }

    /** The last one, because the server notices only after some seconds that a listener is gone. */
    @Test
    @Order(3)
    void asksForNewAlertsWhereOthersHaveTakenAllPlacesOfTheStream(PageBrowser page) throws IOException {
        page.expectErrors("/api/alerts/stream");
        List<InputStream> others = new ArrayList<>();
        try {
            // Tabs of earlier tests have places, too, until the server notices that they are closed.
            for (Optional<InputStream> other = listen(); other.isPresent(); other = listen()) {
                others.add(other.get());
            }
            assertThat(others).hasSizeLessThanOrEqualTo(MOST_LISTENERS);
            page.openAt(instance.url(), "alerts?dataset=crowded");
            page.awaitText("#connection", "all taken");

            instance.publish("crowded", "2024", "CN 282200 6100000", "NO 810520 2000000");

            page.awaitText("#news", "new: show");
        } finally {
            for (InputStream other : others) {
                other.close();
            }
        }
    }

    /** Empty if all places are taken. */
    private static Optional<InputStream> listen() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(instance.url() + "/api/alerts/stream"))
                    .build();
            var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
            return Optional.of(response.body()).filter(body -> response.statusCode() == 200);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void openLive(String state, PageBrowser page) {
        page.openAt(instance.url(), state);
        page.awaitText("#connection", "live");
    }

    private static List<String> open(String dataset) {
        List<String> ids = new ArrayList<>();
        for (JsonNode alert : instance.api("/api/alerts?dataset=" + dataset)) {
            ids.add(alert.get("alertId").asText());
        }
        return ids;
    }
}
