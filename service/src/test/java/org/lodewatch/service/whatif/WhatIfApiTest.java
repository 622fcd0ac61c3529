package org.lodewatch.service.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lodewatch.core.book.BookKey;
import org.lodewatch.core.book.PublishedWindows;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CountryShare;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.PublishedState;

class WhatIfApiTest {

    private static final Catalogue CATALOGUE = Catalogue.bundled();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServicePort port = ServicePort.open(
            ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")), new WhatIfApi(new Antimony(), CATALOGUE));

    /** One year of antimony: China 60, Belgium 30, Mexico 10 million dollars. */
    private static class Antimony implements PublishedState {

        @Override
        public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
            if (!dataset.orElse("acme").equals("acme")) {
                return List.of();
            }
            PublishedWindows windows = new PublishedWindows(new BookKey.Owner("acme", "US"), CATALOGUE);
            windows.add(shares("2023-12", 60, 36, 4));
            windows.add(shares("2024-12", 60, 30, 10));
            return List.of(windows);
        }

        @Override
        public Map<BookKey, SortedSet<Integer>> months() {
            return Map.of();
        }

        @Override
        public Map<String, DependencePolicy> policies() {
            return Policies.initial().stream().collect(Collectors.toMap(DependencePolicy::getId, Function.identity()));
        }

        @Override
        public List<DependenceAlert> statuses() {
            return List.of();
        }

        private static MineralShares shares(String asOf, long china, long belgium, long mexico) {
            return MineralShares.newBuilder()
                    .setDataset("acme")
                    .setReporter("US")
                    .setMineral("antimony")
                    .setAsOf(asOf)
                    .setWindowMonths(12)
                    .setCoveredMonths(12)
                    .setComplete(true)
                    .setTotalValueCents(10_000_000_000L)
                    .setWeightCoverage(0)
                    .setRecords(3)
                    .setCountries(List.of(country("CN", china), country("BE", belgium), country("MX", mexico)))
                    .setHhi(0)
                    .setTop3Share(1)
                    .setWithoutTopValueCents(4_000_000_000L)
                    .build();
        }

        private static CountryShare country(String iso2, long million) {
            return CountryShare.newBuilder()
                    .setCountry(iso2)
                    .setValueCents(million * 100_000_000L)
                    .setValueShare(million / 100.0)
                    .build();
        }
    }

    @AfterEach
    void close() {
        port.close();
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(port.url() + "/api/what-if"))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(port.url() + path)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void aLossIsAnsweredWithoutAToken() throws Exception {
        JsonNode answer = json(ask("{\"mineral\": \"Sb\", \"lose\": \"China\", \"asOf\": \"2024\"}"));

        assertThat(answer.path("simulated").asBoolean()).isTrue();
        assertThat(answer.path("moves").path(0).asText()).isEqualTo("lose CN");
        JsonNode book = answer.path("books").path(0);
        assertThat(book.path("mineral").asText()).isEqualTo("antimony");
        assertThat(book.path("gap").path("valueUsd").asDouble()).isEqualTo(60_000_000);
        assertThat(book.path("gap").path("ofImports").asDouble()).isEqualTo(0.6);
        assertThat(book.path("gap").path("ofConsumption").asDouble()).isEqualTo(0.6 * 0.86);
        assertThat(book.path("after").path("topCountry").asText()).isEqualTo("BE");
        assertThat(book.path("suppliers").path(0).path("valueUsdAfter").asDouble())
                .isZero();
        assertThat(book.path("alerts"))
                .extracting(alert -> alert.path("alertId").asText() + " "
                        + alert.path("effect").asText())
                .contains(
                        "single-source/acme/US/antimony/CN ends",
                        "single-source/acme/US/antimony/BE begins",
                        "entities-of-concern/acme/US/antimony/entities-of-concern ends");
    }

    @Test
    void listsAndScenariosAreUnderstood() throws Exception {
        JsonNode answer = json(ask("{\"cap\": [\"CN:50%\"], \"move\": [\"BE:10%:MX\"], \"lose\": [\"MX:1/2\"]}"));

        assertThat(answer.path("moves"))
                .extracting(JsonNode::asText)
                .containsExactly("lose MX:1/2", "move BE:10%:MX", "cap CN:50%:pro-rata");
        JsonNode scenario = json(ask("{\"scenario\": \"china-antimony\"}"));
        assertThat(scenario.path("title").asText()).isEqualTo("China stops antimony");
        assertThat(scenario.path("books").path(0).path("gap").path("ofImports").asDouble())
                .isEqualTo(0.6);
        assertThat(json(get("/api/scenarios"))).hasSize(10);
    }

    @Test
    void booksInWhichNothingChangesAreCounted() throws Exception {
        JsonNode answer = json(ask("{\"lose\": \"CL\"}"));

        assertThat(answer.path("books")).isEmpty();
        assertThat(answer.path("unchangedBooks").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the body holds no JSON object",
                "[] | the body is no JSON object",
                "{ | the body is no JSON: line 1, column",
                "{ | expected close marker for Object (it begins in line 1, column 1)",
                "{} | nothing is assumed: name a loss (CN), a move (CN:20%:MX), a cap (CN:50%) or a scenario",
                "{\"loose\": \"CN\"} | the body: unknown field 'loose': the fields are mineral, lose, move, cap",
                "{\"lose\": 5} | the body: field 'lose' is 5, but must be a text or a list of texts",
                "{\"lose\": [\"CN\", null]} | but must be a text or a list of texts",
                "{\"lose\": \"CN\", \"lose\": \"RU\"} | the body is no JSON: line 1",
                "{\"lose\": \"CN\"} {} | the body is no JSON: line 1",
                "{\"lose\": \"Atlantis\"} | 'Atlantis' is neither a country nor a bloc",
                "{\"lose\": \"XX\"} | XX stands for unknown origins, which are no supplier",
                "{\"move\": \"CN:20%\"} | move 'CN:20%' is not understood",
                "{\"lose\": \"CN\", \"mineral\": \"antimoni\"} | did you mean antimony?",
                "{\"lose\": \"CN\", \"mineral\": \"yttrium\"} | its trade is in the book rare-earths",
                "{\"lose\": \"CN\", \"mineral\": 5} | the body: field 'mineral' is 5, but must be a text",
                "{\"lose\": \"CN\", \"asOf\": \"2024-13\"} | asOf is '2024-13', but must be a month",
                "{\"scenario\": \"china-antimoni\"} | there is no scenario 'china-antimoni': nearest: china-antimony",
                "{\"scenario\": \"china-antimony\", \"mineral\": \"gallium\"} | scenario china-antimony: it is of antimony",
                "{\"scenario\": \"china-antimony\", \"move\": \"RU:5%:CN\"} | China is lost, so it cannot supply more",
            })
    void whatIsWrongWithABodyIsNamed(String body, String message) throws Exception {
        HttpResponse<String> answer = ask(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).contains(message);
    }

    @Test
    void aBodyThatIsTooDeepOrAsksTooMuchIsNamed() throws Exception {
        HttpResponse<String> deep = ask("{\"lose\": " + "[".repeat(5000));
        HttpResponse<String> many = ask("{\"lose\": [" + "\"CN\",".repeat(1000) + "\"CN\"]}");

        assertThat(deep.statusCode()).as(deep.body()).isEqualTo(400);
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("1001 losses, moves and caps: at most 100 are answered at once");
    }

    /** The state whose windows are read once the test lets them be. */
    private static final class Held extends Antimony {

        private final CountDownLatch reading = new CountDownLatch(WhatIfApi.MOST_ANSWERS);
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public List<PublishedWindows> windows(Optional<String> dataset, Optional<String> reporter) {
            reading.countDown();
            try {
                assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.windows(dataset, reporter);
        }
    }

    @Test
    @Timeout(60)
    void oneMoreThanTheAnswersThatAreComputedAtATimeIsRefused() throws Exception {
        Held held = new Held();
        ServicePort busy =
                ServicePort.open(ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")), new WhatIfApi(held, CATALOGUE));
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(busy.url() + "/api/what-if"))
                    .POST(BodyPublishers.ofString("{\"lose\": \"CN\"}"))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> first = IntStream.range(0, WhatIfApi.MOST_ANSWERS)
                    .mapToObj(i -> client.sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            assertThat(held.reading.await(30, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> refused = client.send(request, BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("2 answers to what-if are being computed: try again in a few seconds");
            held.released.countDown();
            for (CompletableFuture<HttpResponse<String>> answer : first) {
                json(answer.get(30, TimeUnit.SECONDS));
            }
            json(client.send(request, BodyHandlers.ofString()));
        } finally {
            held.released.countDown();
            busy.close();
        }
    }

    @Test
    void noWindowIsNotFound() throws Exception {
        assertThat(ask("{\"lose\": \"CN\", \"dataset\": \"nothing\"}").statusCode())
                .isEqualTo(404);
        assertThat(ask("{\"lose\": \"CN\", \"asOf\": \"2010\"}").statusCode()).isEqualTo(404);
        assertThat(get("/api/alternatives?mineral=cobalt").statusCode()).isEqualTo(404);
    }

    @Test
    void alternativesSayWhoCouldStandIn() throws Exception {
        JsonNode usmca = json(get("/api/alternatives?mineral=antimony&bloc=usmca&lose=CN"))
                .path(0);

        assertThat(usmca.path("lost").asText()).isEqualTo("CN");
        assertThat(usmca.path("gap").path("valueUsd").asDouble()).isEqualTo(60_000_000);
        assertThat(usmca.path("suppliers"))
                .extracting(supplier -> supplier.path("supplier").asText())
                .containsExactly("MX", "CA");
        JsonNode trend = usmca.path("suppliers").path(0).path("trends").path(0);
        assertThat(trend.path("growthUsd").asDouble()).isEqualTo(6_000_000);
        assertThat(trend.path("filledInAYear").asDouble()).isEqualTo(0.1);
        assertThat(trend.path("monthsToFill").asInt()).isEqualTo(120);
        assertThat(trend.path("filledBy").asText()).isEqualTo("2034-12");
        assertThat(usmca.path("together").path("trends").path(1).path("absence").asText())
                .isEqualTo("no window ends with 2021-12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/api/alternatives | the parameter mineral is missing",
                "/api/alternatives?mineral=antimony&block=usmca | unknown parameter 'block'",
                "/api/alternatives?mineral=antimony&bloc=nafta | bloc 'nafta' is not known",
                "/api/alternatives?mineral=antimony&lose=Atlantis | 'Atlantis' is neither a country nor a bloc",
                "/api/alternatives?mineral=antimony&asOf=soon | asOf is 'soon'",
                "/api/alternatives?mineral=antimony&lose=entities-of-concern&bloc=china | no member of china is left",
            })
    void whatIsWrongWithAParameterIsNamed(String path, String message) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("error").asText()).contains(message);
    }
}
