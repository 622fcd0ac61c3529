package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.rules.ImportRow;
import org.openqa.selenium.WindowType;

/** The page while alerts are published: one listening tab, what comes meanwhile, holes, outages. */
@ExtendWith(PageExtension.class)
@Timeout(300)
class LivePageIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** A connection whose server is in the hands of the test. */
    private static final String CONNECTION = """
            const done = arguments[arguments.length - 1];
            const play = async ({ AlertConnection }, { AlertLog }) => {
              const sources = [];
              const answers = { '/api/lag': { at: 'x', trouble: null } };
              const states = [];
              const arrived = [];
              const log = new AlertLog();
              const open = (url) => {
                const source = new EventTarget();
                Object.assign(source, { url, readyState: 0, close() { source.isClosed = true; } });
                sources.push(source);
                return source;
              };
              const read = async (path, { id } = {}) => {
                const answer = answers[id ?? path];
                if (answer === undefined) {
                  throw new Error(`no answer to ${path}`);
                }
                return answer;
              };
              const connection = new AlertConnection({ log, open, read, stated: (one) => states.push(one),
                arrived: (alerts) => arrived.push(alerts.map((alert) => `${alert.alertId}#${alert.number}`).join(' ')) });
              const tick = () => new Promise((end) => setTimeout(end, 20));
              const last = () => sources[sources.length - 1];
              const send = (alertId, number, name = 'raised') => last().dispatchEvent(new MessageEvent(name, { data:
                JSON.stringify({ alertId, number, publishedAt: '2026-01-01T00:00:00Z' }) }));
              const stored = (alertId, ...numbers) => numbers.map((number) => ({ alertId, number, publishedAt: '2026-01-01T00:00:00Z' }));
              const numbers = (last, all) => ({ last, numbers: all, now: '2026-06-01T00:00:00Z', newestPublishedAt: '2026-01-01T00:00:00Z' });
              connection.connect();
              %s
            };
            Promise.all([import('/page/live/connection.js'), import('/page/live/alert-log.js')])
              .then((modules) => play(...modules)).then(done, (fault) => done({ fault: String(fault.stack) }));
            """;

    private static PageInstance instance;

    /** The next one to publish. */
    private static int year = 2015;

    @BeforeAll
    static void start() {
        instance = PageInstance.empty();
        publish(year++, 1, Map.of("CN", 100, "FI", 100, "BE", 100));
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @Test
    void repetitionsAreDroppedHolesAreFilledAndAReconnectedStreamContinuesAfterTheLastEvent(PageBrowser page) {
        Map<?, ?> played = play(page, """
                answers['/api/alerts/numbers'] = numbers('a#2', { a: 2, b: 1 });
                last().onopen();
                await tick();
                send('a', 2);
                send('b', 2, 'eased');
                answers.a = stored('a', 1, 2, 3, 4, 5);
                send('a', 5);
                await tick();
                send('c', 7);
                await tick();
                const first = arrived.splice(0);
                last().onerror();
                await tick();
                answers['/api/alerts/numbers'] = numbers('b#4', { a: 5, b: 4, c: 7 });
                answers.b = stored('b', 1, 2, 3, 4);
                connection.hurry();
                last().onopen();
                send('b', 3);
                await tick();
                return { first, second: arrived, urls: sources.map(({ url }) => url), states: states.map(({ state }) => state),
                  closed: sources[0].isClosed };
                """);

        assertThat(played.get("first")).isEqualTo(List.of("b#2", "a#3 a#4 a#5", "c#7"));
        assertThat(played.get("second"))
                .as("read once, not a second time with the event")
                .isEqualTo(List.of("b#3 b#4"));
        assertThat(played.get("urls")).isEqualTo(List.of("/api/alerts/stream", "/api/alerts/stream?after=c%237"));
        assertThat(played.get("states")).isEqualTo(List.of("behind", "live", "off", "live"));
        assertThat(played.get("closed")).isEqualTo(true);
    }

    @Test
    void eventsThatComeWhileTheAlertsAreReadWaitForThemAndAResetEndsTheLastId(PageBrowser page) {
        Map<?, ?> played = play(page, """
                log.adopt({ last: 'a#1', numbers: { a: 1 } });
                let answer;
                answers['/api/alerts/numbers'] = new Promise((end) => { answer = end; });
                answers.a = stored('a', 1, 2);
                last().onopen();
                last().dispatchEvent(new MessageEvent('reset', { data: '{}' }));
                send('a', 2);
                send('a', 3);
                await tick();
                const early = [...arrived];
                answer(numbers(null, { a: 2 }));
                await tick();
                return { early, arrived, last: log.last };
                """);

        assertThat(played.get("early")).isEqualTo(List.of());
        assertThat(played.get("arrived")).isEqualTo(List.of("a#2", "a#3"));
        assertThat(played.get("last")).isEqualTo("a#3");
    }

    @Test
    void anOutageKeepsItsBeginningOverRetriesAndAFullStreamIsReplacedByAsking(PageBrowser page) {
        Map<?, ?> played = play(page, """
                last().onerror();
                await tick();
                connection.hurry();
                last().onerror();
                await tick();
                const outage = states.filter(({ state }) => state === 'off').map(({ at }) => at);
                answers['/api/alerts/numbers'] = numbers('a#1', { a: 1 });
                connection.hurry();
                last().readyState = EventSource.CLOSED;
                last().onerror();
                await tick();
                connection.close();
                return { same: outage.length === 2 && outage[0] === outage[1], states: states.map(({ state }) => state),
                  over: states[states.length - 1].at === undefined };
                """);

        assertThat(played.get("states")).isEqualTo(List.of("behind", "off", "off", "polling"));
        assertThat(played.get("same")).isEqualTo(true);
        assertThat(played.get("over")).isEqualTo(true);
    }

    @Test
    void aServerThatHasLostItsBrokerIsNotLive(PageBrowser page) {
        Map<?, ?> played = play(page, """
                answers['/api/alerts/numbers'] = numbers('a#1', { a: 1 });
                answers['/api/lag'] = { at: 'x', trouble: 'the broker does not answer' };
                const timer = window.setTimeout;
                window.setTimeout = (task, millis) => timer(task, millis >= 10000 ? 1 : millis);
                last().onopen();
                await tick();
                await tick();
                answers['/api/lag'] = { at: 'y', trouble: null };
                await tick();
                await tick();
                answers['/api/lag'] = { at: 'z', trouble: 'Cluster authorization failed.' };
                await tick();
                window.setTimeout = timer;
                connection.close();
                return { states: states.map(({ state }) => state) };
                """);

        assertThat(played.get("states")).isEqualTo(List.of("behind", "live", "off", "live"));
    }

    @Test
    void whatArrivesTogetherIsOneMessageAndTheNextOneWaits(PageBrowser page) {
        page.openAt(instance.url(), "alerts");
        Object said = page.driver().executeAsyncScript("""
                const done = arguments[0];
                import('/page/live/announcer.js').then(async ({ Announcer }) => {
                  const said = [];
                  const announcer = new Announcer((text) => said.push(text), 300);
                  const alert = (alertId, transition, severity) => ({ alertId, transition, severity, mineral: 'gallium', subject: 'CN' });
                  announcer.add([alert('a', 'raised', 'warning'), alert('b', 'raised', 'critical')]);
                  await new Promise((end) => setTimeout(end, 50));
                  announcer.add([alert('c', 'raised', 'warning')]);
                  announcer.add([alert('c', 'resolved', 'none')]);
                  await new Promise((end) => setTimeout(end, 100));
                  const early = said.length;
                  await new Promise((end) => setTimeout(end, 300));
                  done([early, ...said]);
                });
                """);

        assertThat(said)
                .isEqualTo(List.of(
                        1L,
                        "2 new alerts, newest: gallium, China, critical",
                        "1 changed alert, newest: gallium, China, resolved"));
    }

    @Test
    void aNewAlertWaitsBehindAButtonOnTheAlertsScreenAndIsAnnounced(PageBrowser page) {
        page.openAt(instance.url(), "alerts");
        page.awaitText("#connection", "live");
        List<String> before = alerts(page);

        publishNews();

        await("the alert is counted")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(page.texts("#show-news")).isNotEmpty());
        assertThat(page.text("#show-news")).matches("[0-9]+ new(, [0-9]+ changed)?: show");
        assertThat(alerts(page)).as("nothing has moved").isEqualTo(before);
        String announced = (String) page.script("return document.getElementById('announcements').textContent");
        assertThat(announced).contains("new alert").contains("newest: ");
        page.click("#show-news");
        assertThat(page.all("#show-news")).isEmpty();
        await("all are there")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(alerts(page))
                        .containsExactlyInAnyOrderElementsOf(
                                instance.api("/api/alerts").findValuesAsText("alertId")));
        assertThat(alerts(page)).isNotEqualTo(before);
    }

    @Test
    void oneTabOfTheBrowserListensAndAnotherOneTakesOver(PageBrowser page) {
        page.openAt(instance.url(), "overview");
        page.awaitText("#connection", "live");
        String first = page.driver().getWindowHandle();
        List<String> listening = listening(page);
        assertThat(listening).hasSize(1);

        page.driver().switchTo().newWindow(WindowType.WINDOW);
        page.openAt(instance.url(), "alerts");
        page.awaitText("#connection", "live");
        assertThat(listening(page)).as("the second window hears from the first").isEqualTo(listening);

        String second = page.driver().getWindowHandle();
        page.driver().switchTo().window(first).close();
        page.driver().switchTo().window(second);
        await("the second window listens")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(listening(page)).hasSize(1).doesNotContainAnyElementsOf(listening));
        page.awaitText("#connection", "live");
        publishNews();
        await("it receives what is published")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(page.texts("#show-news")).isNotEmpty());
    }

    @Test
    void aHiddenTabDoesNotListen(PageBrowser page) {
        page.expectErrors("favicon.ico");
        page.openAt(instance.url(), "alerts");
        page.awaitText("#connection", "live");
        String tab = page.driver().getWindowHandle();
        List<String> listening = listening(page);

        page.driver().switchTo().newWindow(WindowType.TAB);
        page.driver().get(instance.url() + "/health/live");
        await("the tab has let go")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(listening(page)).isEmpty());

        page.driver().close();
        page.driver().switchTo().window(tab);
        await("it listens again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(listening(page)).isEqualTo(listening));
        page.awaitText("#connection", "live");
    }

    @Test
    void anOutageIsShownWithItsBeginningAndWhatWasMissedArrivesAfterIt(PageBrowser page) {
        page.expectErrors("ERR_INTERNET_DISCONNECTED");
        page.expectErrors("does not answer");
        page.openAt(instance.url(), "alerts");
        page.awaitText("#connection", "live");

        offline(page, true);
        await("the outage is seen")
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(page.text("#connection")).matches("not connected since [0-9]{2}:[0-9]{2}"));
        publishNews();
        offline(page, false);

        page.awaitText("#connection", "live");
        await("what was missed arrives")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(page.texts("#show-news")).isNotEmpty());
    }

    @Test
    void aCorrectionIsShownWithWhatItTakesBack(PageBrowser page) {
        int corrected = year;
        publishNews();
        String id = "single-source/acme/US/cobalt-compounds/" + main(corrected);
        String month = corrected + "-12";
        await("it is raised")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(transitions(id)).contains("raised " + month));
        page.openAt(instance.url(), "alerts/" + id);
        assertThat(page.text("#alert-state")).contains("critical").contains("since " + month);

        publish(corrected, 2, Map.of(main(corrected), 100));
        await("it is taken back")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(transitions(id)).anyMatch(one -> one.startsWith("restated")));

        page.awaitText("#as-published", "corrected");
        assertThat(page.text("#as-published")).contains("raised " + month);
        page.awaitText("#alert-state", "no alert");
    }

    private static List<String> transitions(String id) {
        List<String> found = new ArrayList<>();
        instance.api("/api/alerts/transitions?id=" + id)
                .forEach(one -> found.add(one.get("transition").textValue() + " "
                        + one.get("asOf").textValue()));
        return found;
    }

    private static Map<?, ?> play(PageBrowser page, String steps) {
        page.openAt(instance.url(), "alerts");
        Map<?, ?> played = (Map<?, ?>) page.driver().executeAsyncScript(CONNECTION.formatted(steps));
        assertThat(played.get("fault")).isNull();
        return played;
    }

    private static List<String> alerts(PageBrowser page) {
        // At once: the screen may be drawn again between two questions.
        List<?> ids = (List<?>)
                page.script("return [...document.querySelectorAll('[data-alert]')].map((row) => row.dataset.alert)");
        return ids.stream().map(String::valueOf).toList();
    }

    /** The tabs that have the stream open, by the browser's ids. */
    private static List<String> listening(PageBrowser page) {
        List<?> ids = (List<?>) page.driver().executeAsyncScript("""
                const done = arguments[0];
                navigator.locks.query().then(({ held }) => done(held.map(({ clientId }) => clientId)));
                """);
        return ids.stream().map(String::valueOf).toList();
    }

    private static void offline(PageBrowser page, boolean isOffline) {
        page.driver().executeCdpCommand("Network.enable", Map.of());
        page.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", isOffline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Imports of the next year, of which most are from another country than in the year before. */
    private static void publishNews() {
        Map<String, Integer> amounts = new HashMap<>(Map.of("CN", 100, "FI", 100, "BE", 100));
        amounts.put(main(year), 9_000);
        publish(year++, 1, amounts);
    }

    /** The country that has most of the imports of a year. */
    private static String main(int year) {
        return List.of("CN", "FI", "BE").get(year % 3);
    }

    /** Imports of cobalt compounds, in ten thousands of dollars by country. */
    private static void publish(int year, long revision, Map<String, Integer> amounts) {
        String period = Integer.toString(year);
        ImportBatch batch = new ImportBatch().announceCompletion();
        amounts.forEach((country, amount) -> batch.add(new ImportRow(
                "acme",
                country + "-" + period,
                revision,
                "US",
                country,
                "282200",
                period,
                amount * 1_000_000L,
                OptionalLong.of(1_000),
                false)));
        try (ImportPublisher publisher = ImportPublisher.connect(
                "page-test", instance.cluster().settings().properties())) {
            publisher.publish(batch.complete("acme", "US", period));
        }
    }
}
