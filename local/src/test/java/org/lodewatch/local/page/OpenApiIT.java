package org.lodewatch.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /api/openapi.json} describes the port as it is: its paths, their parameters, and each field of real answers. */
class OpenApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String POLICY =
            "{\"id\": \"single-source\", \"subject\": \"any-country\", \"metric\": \"share\", \"warning\": 40, \"critical\": 60}";

    /** Requests of each operation whose answer is a document. */
    private static final Map<String, List<String>> REQUESTS = Map.ofEntries(
            Map.entry(
                    "GET /api/minerals",
                    List.of(
                            "",
                            "?top=2&months=3&measure=weight",
                            "?asOf=2025-12",
                            "?country=CN",
                            "?bloc=usmca&asOf=2025-12")),
            Map.entry("GET /api/minerals/{mineral}", List.of("antimony", "graphite?top=1", "zinc?country=Canada")),
            Map.entry(
                    "GET /api/minerals/{mineral}/history",
                    List.of("graphite/history?dataset=us-census-battery&reporter=US")),
            Map.entry("GET /api/shares", List.of("?top=1", "?country=Mexico")),
            Map.entry("GET /api/datasets", List.of("")),
            Map.entry("GET /api/catalogue", List.of("")),
            Map.entry("GET /api/catalogue/minerals", List.of("")),
            Map.entry("GET /api/catalogue/lists", List.of("")),
            Map.entry("GET /api/method", List.of("")),
            Map.entry("GET /api/records", List.of("?mineral=graphite&dataset=us-census-battery&reporter=US")),
            Map.entry("GET /api/editions", List.of("?dataset=us-census-battery")),
            Map.entry("GET /api/changes", List.of("?since=2020-01-01")),
            Map.entry("GET /api/alerts", List.of("", "?all")),
            Map.entry("GET /api/alerts/history", List.of("", "?asOf=2025-06")),
            Map.entry("GET /api/alerts/numbers", List.of("")),
            Map.entry("GET /api/alerts/transitions", List.of("?id=ALERT")),
            Map.entry("GET /api/alerts/explain", List.of("?id=ALERT")),
            Map.entry("GET /api/policies", List.of("")),
            Map.entry("GET /api/policies/activity", List.of("")),
            Map.entry("PUT /api/policies/{id}", List.of("single-source?preview")),
            Map.entry("DELETE /api/policies/{id}", List.of("single-source?preview")),
            Map.entry("POST /api/backtest", List.of("")),
            Map.entry("POST /api/what-if", List.of("")),
            Map.entry("GET /api/scenarios", List.of("")),
            Map.entry("GET /api/alternatives", List.of("?mineral=graphite")),
            Map.entry("GET /api/lag", List.of("")),
            Map.entry("GET /api/feeds", List.of("", "?limit=0")),
            Map.entry("GET /api/rejected", List.of("", "?limit=1")),
            Map.entry("GET /api/instances", List.of("")),
            Map.entry("GET /api/openapi.json", List.of("")),
            Map.entry("GET /health/live", List.of("")),
            Map.entry("GET /health/ready", List.of("")));

    private static final Map<String, String> BODIES = Map.of(
            "PUT /api/policies/{id}",
            POLICY,
            "POST /api/what-if",
            "{\"lose\": \"CN\", \"asOf\": \"2025-12\"}",
            "POST /api/backtest",
            "{\"policy\": " + POLICY + ", \"against\": \"single-source\", \"sweep\": \"30:50:10\"}");

    private static PageInstance instance;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        instance = PageInstance.demo();
        document = instance.api("/api/openapi.json");
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(instance.url() + path))
                .header("Authorization", "Bearer " + instance.token())
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Such as {@code GET /api/minerals/{mineral}}. */
    private static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    private static JsonNode operation(String name) {
        String[] methodAndPath = name.split(" ");
        return document.get("paths").get(methodAndPath[1]).get(methodAndPath[0].toLowerCase(Locale.ROOT));
    }

    private static Set<String> queryParameters(String operation) {
        Set<String> names = new TreeSet<>();
        operation(operation).path("parameters").forEach(reference -> {
            JsonNode parameter = document.at(reference.get("$ref").textValue().substring(1));
            if (parameter.get("in").textValue().equals("query")) {
                names.add(parameter.get("name").textValue());
            }
        });
        return names;
    }

    /** Where a document of a schema of the components differs from it. A field that it does not describe differs. */
    private static List<String> differences(JsonNode schema, String answer) throws IOException {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", closed(document.get("components").deepCopy()));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(whole)
                .validate(JSON.readTree(answer))
                .stream()
                .map(Object::toString)
                .limit(5)
                .toList();
    }

    private static JsonNode closed(JsonNode schemas) {
        for (JsonNode schema : schemas.get("schemas")) {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("unevaluatedProperties", false);
            }
        }
        return schemas;
    }

    @Test
    void itHasThePathsOfThePort() throws IOException {
        Set<String> paths = new TreeSet<>();
        JSON.readTree(instance.get("/no-such-path").body()).get("paths").forEach(path -> {
            String name = path.textValue().replace('<', '{').replace('>', '}');
            if (!name.startsWith("HEAD ")) {
                paths.add(name);
            }
        });

        assertThat(operations()).isEqualTo(paths);
    }

    @Test
    void itHasTheParametersThatEachPathAccepts() throws Exception {
        Pattern accepted = Pattern.compile("the parameters are ([^\"]*)\"");
        int strict = 0;
        for (String operation : operations()) {
            String[] methodAndPath = operation.split(" ");
            String path = methodAndPath[1].replaceAll("\\{[^}]*}", "graphite") + "?no-such-parameter=1";
            if (operation.contains("page") || operation.contains("POST")) {
                continue;
            }
            HttpResponse<String> answer = send(methodAndPath[0], path, null);
            Matcher names = accepted.matcher(answer.body());
            Set<String> expected = new TreeSet<>();
            if (answer.statusCode() == 400 && names.find()) {
                strict++;
                expected.addAll(List.of(names.group(1).split(", ")));
                expected.remove("");
            }
            assertThat(queryParameters(operation)).as(operation).isEqualTo(expected);
        }
        assertThat(strict).isGreaterThan(12);
    }

    @Test
    void everyFieldOfRealAnswersIsInIt() throws Exception {
        String alert = instance.api("/api/alerts").get(0).get("alertId").textValue();
        Set<String> checked = new TreeSet<>();
        for (Map.Entry<String, List<String>> requests : REQUESTS.entrySet()) {
            String operation = requests.getKey();
            JsonNode schema = operation(operation).at("/responses/200/content/application~1json/schema");
            String[] methodAndPath = operation.split(" ");
            for (String request : requests.getValue()) {
                String path = methodAndPath[1].replaceAll("\\{.*", "") + request.replace("ALERT", alert);
                HttpResponse<String> answer = send(methodAndPath[0], path, BODIES.get(operation));

                assertThat(answer.statusCode()).as("%s %s", path, answer.body()).isEqualTo(200);
                assertThat(differences(schema, answer.body())).as(path).isEmpty();
            }
            checked.add(operation);
        }

        Set<String> documents = operations();
        documents.removeIf(
                operation -> !operation(operation).at("/responses/200/content").has("application/json"));
        assertThat(checked).isEqualTo(documents);
    }

    @Test
    void anErrorIsInItToo() throws Exception {
        JsonNode schema = document.at("/components/responses/BadRequest/content/application~1json/schema");

        assertThat(differences(schema, instance.get("/api/minerals?typo=1").body()))
                .isEmpty();
        assertThat(differences(schema, instance.get("/no-such-path").body())).isEmpty();
        assertThat(differences(schema, "{\"error\": \"x\", \"unknown\": 1}")).isNotEmpty();
    }
}
