package org.lodewatch.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.api.PolicyChanges;
import org.lodewatch.service.api.PolicyReview;
import org.lodewatch.service.backtest.BacktestApi;
import org.lodewatch.service.backtest.PublishedBacktest;
import org.lodewatch.service.policies.PolicyApi;
import org.lodewatch.service.whatif.WhatIfApi;

/** Each path that takes a body answers one that is too deep, too large or no document with 400 or 413 and a sentence. */
@Timeout(60)
class HardBodiesTest {

    private static final int DEPTH = 10_000;
    private static final String TOKEN = "secret";

    private static final List<String> PATHS = List.of(
            "PUT /api/policies/a",
            "PUT /api/policies/a?preview",
            "PUT /api/policies/a?force",
            "POST /api/backtest",
            "POST /api/what-if");

    @TempDir
    private static Path folder;

    private static ServicePort port;

    // One for all cases: the port limits the connections of an address.
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Stream<Arguments> pathsAndBodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("nothing", "");
        bodies.put("nested arrays", "[".repeat(DEPTH) + "]".repeat(DEPTH));
        bodies.put("arrays without end", "[".repeat(DEPTH));
        bodies.put("nested objects", "{\"a\":".repeat(DEPTH / 2) + "1" + "}".repeat(DEPTH / 2));
        for (String field : List.of("id", "policy", "lose", "warning", "against", "scenario", "cap")) {
            bodies.put("nested in " + field, "{\"" + field + "\":" + "[".repeat(DEPTH) + "]".repeat(DEPTH) + "}");
            bodies.put("a long number in " + field, "{\"" + field + "\":" + "9".repeat(5_000) + "}");
            bodies.put("a large exponent in " + field, "{\"" + field + "\":1e999999999}");
            bodies.put("a small exponent in " + field, "{\"" + field + "\":1e-999999999}");
        }
        bodies.put("a long number", "9".repeat(60_000));
        bodies.put("a long text", "\"" + "a".repeat(60_000) + "\"");
        bodies.put("a long name", "{\"" + "a".repeat(60_000) + "\":1}");
        bodies.put("many fields", "{" + "\"a\":1,".repeat(8_000) + "\"b\":1}");
        bodies.put("many policies", "[" + "{},".repeat(15_000) + "{}]");
        bodies.put("too many bytes", "[" + " ".repeat(100_000) + "]");
        bodies.put("no UTF-8", "\u00ff\u00fe\u0000");
        return PATHS.stream()
                .flatMap(path ->
                        bodies.entrySet().stream().map(body -> Arguments.of(path, body.getKey(), body.getValue())));
    }

    @BeforeAll
    static void open() throws Exception {
        Path token = Files.writeString(folder.resolve("token.txt"), TOKEN);
        Catalogue catalogue = Catalogue.bundled();
        PublishedAntimony published = new PublishedAntimony(Policies.initial(), () -> {});
        PublishedBacktest backtest = new PublishedBacktest(published, catalogue);
        port = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, "0", ServiceSettings.TOKEN_FILE, token.toString())),
                new PolicyApi(published, backtest, () -> PolicyReview.of(catalogue, Set.of()), new NoChanges()),
                new BacktestApi(published, backtest, catalogue),
                new WhatIfApi(published, catalogue));
    }

    @AfterAll
    static void close() {
        port.close();
    }

    @Test
    void everyPathThatTakesABodyIsTried() throws Exception {
        JsonNode paths;
        try (InputStream description = HardBodiesTest.class.getResourceAsStream("openapi/openapi.json")) {
            paths = new ObjectMapper().readTree(description).get("paths");
        }
        Set<String> withBody = new TreeSet<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().has("requestBody")) {
                        withBody.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));

        assertThat(PATHS.stream().map(path -> path.replaceFirst("\\?.*", "").replaceFirst("/a$", "/{id}")))
                .hasSameElementsAs(withBody);
        assertThat(withBody).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pathsAndBodies")
    void isRefusedWithASentence(String path, String kind, String body) throws Exception {
        String[] methodAndPath = path.split(" ");
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(port.url() + methodAndPath[1]))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(methodAndPath[0], BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413);
        assertThat(new ObjectMapper().readTree(answer.body()).get("error").textValue())
                .isNotBlank()
                .hasLineCount(1)
                .hasSizeLessThan(1_000);
    }

    private static final class NoChanges implements PolicyChanges {

        @Override
        public DependencePolicy apply(DependencePolicy wanted) {
            throw new AssertionError("applied " + wanted.getId());
        }

        @Override
        public boolean delete(String id) {
            throw new AssertionError("deleted " + id);
        }
    }
}
