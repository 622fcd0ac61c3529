package org.lodewatch.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lodewatch.local.broker.LoopbackPorts;

/** The part of a schema registry's REST API that Lodewatch uses, which sometimes fails and can go away. */
final class RegistryStandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NO_SUBJECT = 40401;
    private static final int NO_SCHEMA = 40403;
    private static final int NO_LEVEL = 40408;
    private static final int FAILURES_PERCENT = 5;

    private final Random random;
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private HttpServer server;
    private final int port = LoopbackPorts.free(1).get(0);

    /** A response. */
    private record Reply(int status, Map<String, ?> body) {

        static Reply of(Map<String, ?> body) {
            return new Reply(200, body);
        }

        static Reply absent(int code) {
            return new Reply(404, Map.of("error_code", code, "message", "not found"));
        }
    }

    /** @param seed of its failures */
    RegistryStandIn(long seed) throws IOException {
        this.random = new Random(seed);
        comeBack();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Closes its port. */
    synchronized void goAway() {
        server.stop(0);
    }

    /** Opens its port again, with the schemas that it had. */
    synchronized void comeBack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = random.nextInt(100) < FAILURES_PERCENT
                    ? new Reply(503, Map.of("error_code", 50301, "message", "busy"))
                    : reply(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath().split("/"),
                            body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
            byte[] text = JSON.writeValueAsString(reply.body()).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(reply.status(), text.length);
            exchange.getResponseBody().write(text);
        }
    }

    /** @param path its first part is empty */
    private synchronized Reply reply(String method, String[] path, JsonNode body) throws IOException {
        String name = path[path.length > 2 ? 2 : 1];
        return switch (path[1]) {
            case "config" -> config(method, name, body);
            case "schemas" -> schema(Integer.parseInt(path[3]));
            case "subjects" -> path.length == 4 ? register(name, schemaIn(body)) : find(name, schemaIn(body));
            default -> Reply.absent(404);
        };
    }

    private static String schemaIn(JsonNode body) throws IOException {
        return JSON.readTree(body.path("schema").asText()).toString();
    }

    private Reply config(String method, String subject, JsonNode body) {
        if (method.equals("PUT")) {
            levels.put(subject, body.path("compatibility").asText());
            return Reply.of(Map.of("compatibility", levels.get(subject)));
        }
        return levels.containsKey(subject)
                ? Reply.of(Map.of("compatibilityLevel", levels.get(subject)))
                : Reply.absent(NO_LEVEL);
    }

    private Reply schema(int id) {
        return id < 1 || id > schemas.size()
                ? Reply.absent(NO_SCHEMA)
                : Reply.of(Map.of("schema", schemas.get(id - 1)));
    }

    private Reply find(String subject, String schema) {
        if (!subjects.containsKey(subject)) {
            return Reply.absent(NO_SUBJECT);
        }
        int id = schemas.indexOf(schema) + 1;
        return subjects.get(subject).contains(id) ? Reply.of(Map.of("id", id)) : Reply.absent(NO_SCHEMA);
    }

    private Reply register(String subject, String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        int id = schemas.indexOf(schema) + 1;
        subjects.computeIfAbsent(subject, name -> new ArrayList<>()).add(id);
        return Reply.of(Map.of("id", id));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
