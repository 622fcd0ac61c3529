package org.lodewatch.service.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.service.PublishedAntimony;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.PolicyChanges;
import org.lodewatch.service.api.PolicyDocument;
import org.lodewatch.service.api.PolicyReview;
import org.lodewatch.service.backtest.PublishedBacktest;

@Timeout(60)
class PolicyApiTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TOKEN = "secret";

    private final Catalogue catalogue = Catalogue.bundled();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> written = new ArrayList<>();
    private ServicePort port;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        Path token = Files.writeString(folder.resolve("token.txt"), TOKEN);
        List<DependencePolicy> stored =
                new PolicyDocument("a test", policy(50, "").getBytes()).read();
        PublishedAntimony published = new PublishedAntimony(stored, () -> {});
        port = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, "0", ServiceSettings.TOKEN_FILE, token.toString())),
                new PolicyApi(
                        published,
                        new PublishedBacktest(published, catalogue),
                        () -> PolicyReview.of(catalogue, Set.of("us-census")),
                        new Changes()));
    }

    @AfterEach
    void close() {
        port.close();
    }

    private final class Changes implements PolicyChanges {

        @Override
        public DependencePolicy apply(DependencePolicy wanted) {
            written.add(wanted.getId());
            return wanted;
        }

        @Override
        public boolean delete(String id) {
            written.add(id);
            return true;
        }
    }

    private static String policy(int warning, String more) {
        return """
            {"id": "one-country", "subject": "any-country", "metric": "share", "warning": %d, "critical": 90%s}""".formatted(warning, more);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(port.url() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private JsonNode preview(String id, String policy) throws IOException, InterruptedException {
        HttpResponse<String> response =
                send("PUT", "/api/policies/" + id + "?preview", BodyPublishers.ofString(policy));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    @Test
    void aPreviewNeedsNoTokenAndWritesNothing() throws Exception {
        JsonNode preview = preview("one-country", policy(35, ", \"description\": \"A third\""));

        assertThat(written).isEmpty();
        assertThat(preview.get("policy").get("version").intValue()).isEqualTo(2);
        assertThat(preview.get("policy").get("warning").doubleValue()).isEqualTo(35);
        assertThat(preview.get("present").get("version").intValue()).isEqualTo(1);
        assertThat(preview.get("present").get("warning").doubleValue()).isEqualTo(50);
        assertThat(preview.get("changed").toString()).isEqualTo("[\"description\",\"warning\"]");
        assertThat(preview.get("coverage").get("monthsJudged").intValue()).isEqualTo(3);
        assertThat(preview.has("notes")).isFalse();
    }

    @Test
    void aPreviewNamesWhatIsRaisedAtOnce() throws Exception {
        JsonNode difference = preview("one-country", policy(35, "")).get("difference");

        assertThat(difference.get("against").get("version").intValue()).isEqualTo(1);
        assertThat(difference.get("moved")).hasSize(1);
        assertThat(difference.get("atOnce").toString())
                .isEqualTo("[{\"dataset\":\"us-census\",\"reporter\":\"US\",\"mineral\":\"antimony\","
                        + "\"subject\":\"CN\",\"subjectName\":\"China\",\"old\":\"none\",\"present\":\"warning\"}]");
    }

    @Test
    void aPreviewOfADisabledPolicyRaisesNothing() throws Exception {
        JsonNode preview = preview("one-country", policy(35, ", \"enabled\": false"));

        assertThat(preview.get("coverage").get("books")).isEmpty();
        assertThat(preview.get("difference").get("onlyOld")).hasSize(1);
        assertThat(preview.get("difference").get("onlyNew")).isEmpty();
        assertThat(preview.get("difference").get("atOnce")).isEmpty();
    }

    @Test
    void aPreviewOfANewPolicyHasNoCounterpart() throws Exception {
        JsonNode preview = preview("other", policy(35, "").replace("one-country", "other"));

        assertThat(preview.get("present").isNull()).isTrue();
        assertThat(preview.get("policy").get("version").intValue()).isEqualTo(1);
        assertThat(preview.get("changed").toString()).contains("\"id\"", "\"warning\"", "\"enabled\"");
        assertThat(preview.get("difference").has("against")).isFalse();
        assertThat(preview.get("difference").get("onlyNew")).hasSize(1);
        assertThat(preview.get("difference").get("atOnce")).hasSize(1);
    }

    @Test
    void aPreviewOfTheVersionInForceChangesNothing() throws Exception {
        JsonNode preview = preview("one-country", policy(50, ""));

        assertThat(preview.get("policy").get("version").intValue()).isEqualTo(1);
        assertThat(preview.get("changed")).isEmpty();
        assertThat(preview.get("difference").get("same")).hasSize(1);
        assertThat(preview.get("difference").get("atOnce")).isEmpty();
    }

    @Test
    void aPreviewIsRefusedForTheSameReasonsAsTheChange() throws Exception {
        String unknown = policy(35, ", \"mineral\": \"cobolt\"");
        for (String path : List.of("/api/policies/one-country?preview", "/api/policies/one-country")) {
            HttpResponse<String> response =
                    send("PUT", path, BodyPublishers.ofString(unknown), "Authorization", "Bearer " + TOKEN);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("'cobolt' matches no mineral; nearest: cobalt");
        }
        assertThat(written).isEmpty();

        HttpResponse<String> forced =
                send("PUT", "/api/policies/one-country?preview&force", BodyPublishers.ofString(unknown));
        assertThat(forced.statusCode()).isEqualTo(200);
        assertThat(MAPPER.readTree(forced.body()).get("notes").toString()).contains("nearest: cobalt");
    }

    @Test
    void aPreviewOfADeletionNamesWhatIsResolved() throws Exception {
        HttpResponse<String> response = send("DELETE", "/api/policies/one-country?preview", BodyPublishers.noBody());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(written).isEmpty();
        JsonNode preview = MAPPER.readTree(response.body());
        assertThat(preview.get("policy").isNull()).isTrue();
        assertThat(preview.get("difference").get("onlyOld")).hasSize(1);
        assertThat(send("DELETE", "/api/policies/other?preview", BodyPublishers.noBody())
                        .body())
                .contains("there is no policy other: the policies are one-country");
    }

    @Test
    void changesNeedTheToken() throws Exception {
        for (String path : List.of("/api/policies/one-country", "/api/policies/one-country?force")) {
            assertThat(send("PUT", path, BodyPublishers.ofString(policy(35, "")))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(send("DELETE", "/api/policies/one-country", BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(401);
        assertThat(written).isEmpty();

        assertThat(send(
                                "PUT",
                                "/api/policies/one-country",
                                BodyPublishers.ofString(policy(35, "")),
                                "Authorization",
                                "Bearer " + TOKEN)
                        .statusCode())
                .isEqualTo(200);
        assertThat(written).containsExactly("one-country");
    }

    @Test
    void activityIsThatOfEachPolicy() throws Exception {
        JsonNode activity = MAPPER.readTree(
                send("GET", "/api/policies/activity", BodyPublishers.noBody()).body());

        assertThat(activity.toString())
                .isEqualTo("[{\"policyId\":\"one-country\",\"books\":1,\"from\":\"2024-01\",\"to\":\"2024-03\","
                        + "\"open\":{\"critical\":0,\"warning\":0},\"raised\":0,\"lastRaised\":null,\"cleared\":0,"
                        + "\"monthsToClear\":null}]");
        for (String months : List.of("0", "-1", "many")) {
            assertThat(send("GET", "/api/policies/activity?months=" + months, BodyPublishers.noBody())
                            .statusCode())
                    .as(months)
                    .isEqualTo(400);
        }
    }
}
