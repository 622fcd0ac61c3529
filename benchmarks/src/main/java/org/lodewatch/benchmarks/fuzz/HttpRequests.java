package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lodewatch.service.openapi.OpenApi;

/**
 * Requests in raw bytes to the port of an instance: all paths of the API, with odd parameters, headers and bodies. A request that
 * is not damaged must get an answer: 200 to 304, or 400 to 431 or 503 with one line in JSON. It never gets 500, and no request keeps
 * its connection waiting.
 */
final class HttpRequests implements InputSource {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int MOST_PARAMETERS = 4;

    /** As of a second backtest at the same time. */
    private static final int BUSY = 503;

    private static final Set<Integer> UNSUPPORTED = Set.of(501, 505);

    private static final List<String> VALUES = List.of(
            "antimony",
            "us-census",
            "US",
            "2025-12",
            "2025",
            "CN",
            "eu27",
            "us-census/US/antimony",
            "json",
            "csv",
            "true",
            "0",
            "1",
            "999",
            "1000",
            "-1",
            "warning",
            "2026-06-14T08:30:00Z",
            "12",
            "value",
            "contained-weight",
            "high-share/us-census/US/antimony/CN");

    private final FuzzedInstance instance = new FuzzedInstance();
    private final Map<String, List<String>> parameters = new TreeMap<>();
    private final int port = URI.create(instance.url()).getPort();

    HttpRequests() throws IOException, InterruptedException {
        JsonNode paths = OpenApi.document().get("paths");
        paths.fieldNames()
                .forEachRemaining(path -> paths.get(path).fieldNames().forEachRemaining(method -> {
                    List<String> names = new ArrayList<>();
                    paths.get(path)
                            .get(method)
                            .path("parameters")
                            .forEach(parameter ->
                                    names.add(parameter.path("name").asText()));
                    parameters.put(method.toUpperCase(Locale.ROOT) + " " + path, names);
                }));
    }

    @Override
    public void close() {
        instance.close();
    }

    @Override
    public FuzzInput input(Chance chance) {
        String operation = chance.of(List.copyOf(parameters.keySet()));
        String method = operation.substring(0, operation.indexOf(' '));
        String target = target(chance, operation);
        boolean changes = !method.equals("GET");
        if (chance.oneIn(20)) {
            method = chance.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "get", "TRACE", "ODD");
        }
        String body = changes || chance.oneIn(30) ? body(chance) : "";
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\n".formatted(method, target));
        head.append("Host: ")
                .append(chance.oneIn(40) ? header(chance.oddText()) : "127.0.0.1:" + port)
                .append("\r\n");
        head.append("Connection: close\r\n");
        if (chance.oneIn(2)) {
            head.append("Authorization: Bearer ")
                    .append(chance.oneIn(6) ? header(chance.oddText()) : FuzzedInstance.TOKEN)
                    .append("\r\n");
        }
        if (chance.oneIn(4)) {
            head.append(chance.of(
                            "If-None-Match",
                            "Accept",
                            "Accept-Encoding",
                            "Range",
                            "Last-Event-ID",
                            "Cookie",
                            "Content-Type",
                            "Expect",
                            "Origin",
                            "X-Odd"))
                    .append(": ")
                    .append(
                            chance.oneIn(2)
                                    ? header(chance.oddText())
                                    : chance.of("*", "gzip", "bytes=0-1", "application/json", "\"a\"", "W/\"\""))
                    .append("\r\n");
        }
        byte[] content = body.getBytes(UTF_8);
        if (content.length > 0) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        bytes.writeBytes(content);
        boolean damaged = chance.oneIn(8);
        return new RawRequest(
                damaged ? chance.mutated(bytes.toByteArray()) : bytes.toByteArray(), damaged, method.equals("HEAD"));
    }

    private String target(Chance chance, String operation) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        while (path.contains("{")) {
            path = path.substring(0, path.indexOf('{'))
                    + encoded(value(chance))
                    + path.substring(path.indexOf('}') + 1);
        }
        if (chance.oneIn(12)) {
            path = chance.oneIn(2)
                    ? path + "/" + encoded(chance.oddText())
                    : "/" + encoded(chance.mutated(path.substring(1))).replace("%2F", "/");
        }
        List<String> query = new ArrayList<>();
        List<String> known = parameters.get(operation);
        for (int more = chance.below(MOST_PARAMETERS); more > 0; more--) {
            String name = known.isEmpty() || chance.oneIn(12) ? chance.oddText() : chance.of(known);
            query.add(encoded(name) + (chance.oneIn(20) ? "" : "=" + encoded(value(chance))));
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static String value(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> chance.oddText();
            case 1 -> chance.oddNumber();
            default -> chance.of(VALUES);
        };
    }

    private static String body(Chance chance) {
        return switch (chance.below(6)) {
            case 0 -> chance.oddText();
            case 1 -> chance.of("[", "{\"a\":").repeat(chance.from(1, 8000));
            case 2 -> "{\"policy\": %s}".formatted(PolicyTexts.object(chance));
            case 3 -> chance.mutated("{\"policy\": %s, \"against\": {}}".formatted(PolicyTexts.object(chance)));
            case 4 -> chance.mutated(PolicyTexts.object(chance));
            default -> PolicyTexts.object(chance);
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.length() > 2000 ? text.substring(0, 2000) : text, UTF_8);
    }

    /** A text as the value of a header: on one line. */
    private static String header(String text) {
        String line = text.replaceAll("[\\r\\n\\x00]", "");
        return line.length() > 2000 ? line.substring(0, 2000) : line;
    }

    private final class RawRequest implements FuzzInput {

        private static final ObjectMapper JSON = new ObjectMapper();

        private final byte[] bytes;
        private final boolean damaged;
        private final boolean head;

        RawRequest(byte[] bytes, boolean damaged, boolean head) {
            this.bytes = bytes;
            this.damaged = damaged;
            this.head = head;
        }

        @Override
        public Verdict check() throws Exception {
            String answer;
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                answer = answer(socket);
            } catch (SocketTimeoutException e) {
                throw new WrongAnswer("no answer in time", shownStart());
            } catch (IOException e) {
                // A connection that the server closes while a damaged request is still being sent.
                answer = "";
            }
            if (answer.isEmpty()) {
                if (damaged) {
                    return Verdict.REFUSAL;
                }
                throw new WrongAnswer("no answer", shownStart());
            }
            return check(answer);
        }

        private String shownStart() {
            return shown().lines().findFirst().orElse("");
        }

        /** The answer to its end; of an event stream the beginning. */
        private String answer(Socket socket) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                answer.write(buffer, 0, read);
                if (head(answer.toString(ISO_8859_1)).contains("text/event-stream")) {
                    break;
                }
            }
            return answer.toString(UTF_8);
        }

        private static String head(String answer) {
            int end = answer.indexOf("\r\n\r\n");
            return end < 0 ? answer : answer.substring(0, end);
        }

        private Verdict check(String answer) throws WrongAnswer {
            if (!answer.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
                throw new WrongAnswer("answer that is not HTTP", answer);
            }
            int status = Integer.parseInt(answer.substring(9, 12));
            String headers = head(answer);
            String body = answer.substring(Math.min(answer.length(), headers.length() + 4));
            boolean json = headers.contains("application/json")
                    && !headers.contains("Transfer-Encoding")
                    && !headers.contains("gzip");
            if (status >= 500 && status != BUSY && !(damaged && UNSUPPORTED.contains(status))) {
                throw new WrongAnswer("status " + status, shownStart() + " " + body);
            }
            if (status < 400) {
                requireJson(json && !head && !body.isEmpty(), body);
                return Verdict.FIGURES;
            }
            if (json && !head && !body.isEmpty()) {
                Refusals.requireOneLine(requireJson(true, body).path("error").asText());
            } else if (!damaged && !head && status != 404 && status != 405) {
                throw new WrongAnswer("refusal without JSON", answer);
            }
            return Verdict.REFUSAL;
        }

        private JsonNode requireJson(boolean json, String body) throws WrongAnswer {
            try {
                return JSON.readTree(json ? body : "null");
            } catch (IOException e) {
                throw new WrongAnswer("body that is no JSON", e.getMessage() + " " + body);
            }
        }

        @Override
        public String shown() {
            return new String(bytes, ISO_8859_1);
        }
    }
}
