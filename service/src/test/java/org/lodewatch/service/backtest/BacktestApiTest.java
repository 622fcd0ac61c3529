package org.lodewatch.service.backtest;

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
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.service.PublishedAntimony;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

@Timeout(60)
class BacktestApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String POLICY = """
            {"id": "single-source", "subject": "any-country", "metric": "share", "warning": 50, "critical": 65}""";

    private final Catalogue catalogue = Catalogue.bundled();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private boolean isHeld;
    private ServicePort port;

    @BeforeEach
    void open() {
        PublishedAntimony published = new PublishedAntimony(Policies.initial(), this::hold);
        port = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")),
                new BacktestApi(published, new PublishedBacktest(published, catalogue), catalogue));
    }

    @AfterEach
    void close() {
        released.countDown();
        port.close();
    }

    private void hold() {
        if (isHeld) {
            computing.countDown();
            try {
                released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(port.url() + "/api/backtest"))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void answersWithoutATokenWhatThePolicyWouldHaveRaised() throws Exception {
        HttpResponse<String> response =
                post("{\"policy\": %s, \"against\": \"single-source\", \"sweep\": \"30:50:10\"}".formatted(POLICY));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode answer = MAPPER.readTree(response.body());
        assertThat(answer.get("asKnown").textValue()).isEqualTo("now");
        assertThat(answer.get("notSimulated")).isNotEmpty();
        JsonNode result = answer.get("policies").get(0);
        assertThat(result.get("coverage").toString())
                .isEqualTo("{\"booksKnown\":1,\"books\":[\"us-census/US/antimony\"],\"monthsJudged\":3,"
                        + "\"monthsNotJudged\":{},\"from\":\"2024-01\",\"to\":\"2024-03\",\"booksNotJudged\":[]}");
        JsonNode raised = result.get("transitions").get(0);
        assertThat(raised.get("alertId").textValue()).isEqualTo("single-source/us-census/US/antimony/CN");
        assertThat(raised.get("asOf").textValue()).isEqualTo("2024-01");
        assertThat(raised.get("simulated").booleanValue()).isTrue();
        assertThat(result.get("episodes").get(0).get("until").textValue()).isEqualTo("2024-03");
        assertThat(result.get("byYear").toString())
                .isEqualTo(
                        "[{\"year\":2024,\"raised\":1,\"escalated\":0,\"eased\":0,\"resolved\":1,\"monthsInAlert\":2}]");
        assertThat(result.get("nearMisses").get(0).get("subject").textValue()).isEqualTo("BE");
        // The initial policy has a minimum value that these imports do not reach.
        assertThat(result.get("difference").get("onlyNew")).hasSize(1);
        assertThat(result.get("sweep")).hasSize(3);
    }

    @Test
    void aPolicyThatSelectsNothingIsNotTakenForOneThatRaisesNothing() throws Exception {
        JsonNode answer =
                MAPPER.readTree(post("{\"policy\": %s}".formatted(POLICY.replace("{", "{\"mineral\": \"cobolt\", ")))
                        .body());

        assertThat(answer.get("notes").toString())
                .contains("'cobolt' matches no mineral; nearest: cobalt")
                .contains("policy single-source selects none of the 1 books");
        assertThat(answer.get("policies").get(0).get("coverage").get("books")).isEmpty();
        assertThat(MAPPER.readTree(post("{\"policy\": %s, \"dataset\": \"comext\"}".formatted(POLICY))
                                .body())
                        .get("notes")
                        .toString())
                .contains("dataset comext has no published shares: there are those of us-census");
    }

    @Test
    void aMineralWithoutSharesIsNamed() throws Exception {
        JsonNode everywhere = MAPPER.readTree(
                post("{\"policy\": %s, \"mineral\": \"Ga\"}".formatted(POLICY)).body());
        JsonNode inOne = MAPPER.readTree(
                post("{\"policy\": %s, \"mineral\": \"gallium\", \"dataset\": \"us-census\"}".formatted(POLICY))
                        .body());

        assertThat(everywhere.get("notes").toString()).contains("no dataset has published shares of gallium");
        assertThat(inOne.get("notes").toString()).contains("dataset us-census has no published shares of gallium");
    }

    @Test
    void aSecondComputationIsRefused() throws Exception {
        isHeld = true;
        CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(() -> {
            try {
                return post("{\"policy\": %s}".formatted(POLICY));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(computing.await(30, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> second = post("{\"policy\": %s}".formatted(POLICY));
        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.body()).contains("another backtest is being computed: try again in a few seconds");
        released.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(post("{\"policy\": %s}".formatted(POLICY)).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> badBodies() {
        String many = IntStream.range(0, 21)
                .mapToObj(i -> POLICY.replace("single-source", "p" + i))
                .collect(Collectors.joining(", ", "[", "]"));
        return Stream.of(
                Arguments.of("", "the body holds no JSON object or array"),
                Arguments.of("what", "the body is no JSON: line 1, column "),
                Arguments.of("[]", "the body is an array, but must be an object with policy, from, "),
                Arguments.of("{\"policy\":".repeat(5_000), "the body is no JSON: "),
                Arguments.of(
                        "{\"policy\":" + "[".repeat(900) + "]".repeat(900) + "}",
                        "the body: a policy is a JSON object, not [["),
                Arguments.of("{}", "the body: field 'policy' is missing"),
                Arguments.of("{\"policy\": []}", "the body: field 'policy' is empty"),
                Arguments.of("{\"policy\": 7}", "the body: field 'policy' is 7, but must be a policy"),
                Arguments.of("{\"policy\": " + many + "}", "the body: field 'policy' has 21 policies: send at most 20"),
                Arguments.of("{\"policy\": {\"id\": \"x\"}}", "the body: field 'subject' is missing"),
                Arguments.of(body("\"form\": \"2024\""), "the body: unknown field 'form': the fields are policy, from"),
                Arguments.of(body("\"from\": 2024"), "the body: field 'from' is 2024, but must be a text"),
                Arguments.of(
                        body("\"from\": \"2024-13\""),
                        "the body: field 'from' is \\\"2024-13\\\", but must be a month"),
                Arguments.of(body("\"from\": \"2025\", \"to\": \"2024\""), "the range goes from 2025-01 to 2024-12"),
                Arguments.of(body("\"against\": \"nothing\""), "the body: against: there is no policy \\\"nothing\\\""),
                Arguments.of(body("\"against\": 1"), "the body: field 'against' is 1, but must be a policy"),
                Arguments.of(body("\"sweep\": \"1:2\""), "sweep '1:2': three numbers are expected"),
                Arguments.of(
                        body("\"sweep\": \"90:120:10\""),
                        "sweep '90:120:10': with policy single-source, warning 110.0"),
                Arguments.of(
                        body("\"mineral\": \"cobolt\""), "the catalogue has no mineral cobolt: did you mean cobalt"),
                Arguments.of(body("\"asKnown\": \"then\""), "the body: asKnown 'then' reads the whole log"),
                Arguments.of(body("\"asKnown\": \"soon\""), "the body: asKnown is 'soon', but must be now"));
    }

    private static String body(String fields) {
        return "{\"policy\": %s, %s}".formatted(POLICY, fields);
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void aBadBodyIsAnsweredWithWhatIsWrong(String body, String expected) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).startsWith("{\"error\":\"" + expected);
        assertThat(response.body().length()).isLessThan(700);
    }

    @Test
    void aHugeBodyIsRefused() throws Exception {
        HttpResponse<String> response = post(body("\"dataset\": \"" + "x".repeat(200_000) + "\""));

        assertThat(response.statusCode()).isIn(400, 413);
        assertThat(response.body()).startsWith("{\"error\":");
    }
}
