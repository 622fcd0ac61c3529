package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.service.ServicePort.Limits;

@Timeout(60)
class ServicePortTest {

    private static final Limits SHORT = new Limits(
            Limits.DEFAULT.bodyBytes(),
            Limits.DEFAULT.headerBytes(),
            Duration.ofMillis(600),
            Duration.ofSeconds(2),
            8,
            Limits.DEFAULT.connectionsOfAddress(),
            Limits.DEFAULT.threads());

    @TempDir
    private Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<String> note = new AtomicReference<>("nothing");
    private final AtomicReference<Health> health =
            new AtomicReference<>(new Health(true, false, HealthState.RESTORING, Map.of("restored", 3L)));
    private ServicePort port;

    @BeforeEach
    void open() throws IOException {
        port = open(Map.of(ServiceSettings.TOKEN_FILE, tokenFile("open sesame\nsecond line")));
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void listensOnLoopbackByDefault() throws Exception {
        assertThat(port.url()).isEqualTo("http://127.0.0.1:" + port.port());
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
        if (other.isPresent()) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(other.get(), port.port()), 2_000))
                        .isInstanceOf(ConnectException.class);
            }
        }
    }

    @Test
    void listensOnTheConfiguredAddress() throws Exception {
        try (ServicePort everywhere = open(Map.of(ServiceSettings.HOST, "0.0.0.0"));
                Socket socket = new Socket()) {
            InetAddress any = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                    .findFirst()
                    .orElse(InetAddress.getLoopbackAddress());
            socket.connect(new InetSocketAddress(any, everywhere.port()), 2_000);

            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void everyoneMayRead() throws Exception {
        HttpResponse<String> answer = get("/note");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("nothing");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void changesWithTheToken() throws Exception {
        assertThat(put("full", "Authorization", "Bearer open sesame").statusCode())
                .isEqualTo(200);
        assertThat(note).hasValue("full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Bearer", "Bearer ", "Bearer open", "Bearer open sesame!", "Basic open sesame", "open sesame"
            })
    void changesNothingWithAWrongTokenOrNone(String authorization) throws Exception {
        HttpResponse<String> answer =
                authorization.isEmpty() ? put("full") : put("full", "Authorization", authorization);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"lodewatch\"");
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"changes need the header Authorization: Bearer TOKEN, with the"
                        + " token of this process\"}");
        assertThat(note).hasValue("nothing");
    }

    @Test
    void withoutATokenItRefusesChangesAndExplainsHowToSetOne() throws Exception {
        try (ServicePort readOnly = open(Map.of())) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(readOnly.url() + "/note"))
                    .header("Authorization", "Bearer ")
                    .PUT(BodyPublishers.ofString("full")));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("this process has no token", "name the file with http.token.file");
            assertThat(note).hasValue("nothing");
        }
    }

    @Test
    void anUnusableTokenFileIsNamed() throws IOException {
        assertThatThrownBy(() -> open(Map.of(ServiceSettings.TOKEN_FILE, "no-such-file")))
                .isInstanceOf(OperatorException.class)
                .hasMessage(
                        "no-such-file: there is no such file: make it, with the token of http.token.file in its first line");
        String empty = tokenFile("\nopen sesame");
        assertThatThrownBy(() -> open(Map.of(ServiceSettings.TOKEN_FILE, empty)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("the first line is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024})
    void acceptsABodyUpToTheLimit(int size) throws Exception {
        assertThat(put("x".repeat(size), "Authorization", "Bearer open sesame").statusCode())
                .isEqualTo(200);
        assertThat(note.get()).hasSize(size);
    }

    @Test
    void refusesALargerBodyWithOrWithoutContentLength() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];
        HttpRequest.BodyPublisher chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large));
        for (HttpRequest.BodyPublisher body : List.of(BodyPublishers.ofByteArray(large), chunked)) {
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(port.url() + "/note"))
                    .header("Authorization", "Bearer open sesame")
                    .PUT(body));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("{\"error\":\"the body has more than 65,536 bytes\"}");
        }
        assertThat(note).hasValue("nothing");
    }

    @ParameterizedTest
    @CsvSource({"PUT /note, 401", "PUT /nowhere, 404", "POST /note, 405", "PUT /note?a, 401"})
    void saysThatTheConnectionEndsWhereABodyIsNotRead(String request, int status) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nbeginning")
                            .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase("\r\nConnection: close\r\n");
        }
    }

    @Test
    void refusesABodyThatEndsTooEarly() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port.port())) {
            socket.getOutputStream()
                    .write(("PUT /note HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer open sesame\r\n"
                                    + "Content-Length: 100\r\n\r\nbeginning")
                            .getBytes(US_ASCII));
            socket.shutdownOutput();

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"error\":\"the request cannot be read (");
        }
        assertThat(note).hasValue("nothing");
    }

    @Test
    void keepsTheConnectionWhereTheBodyIsComplete() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port.port())) {
            socket.setSoTimeout(10_000);
            String refused = "PUT /note HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody";
            socket.getOutputStream()
                    .write((refused + "GET /note HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 401")
                    .contains("HTTP/1.1 200");
        }
    }

    @Test
    void refusesLargeHeaders() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(port.url() + "/note")).header("X-Large", "x".repeat(9 * 1024)));

        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(answer.body()).isEqualTo("{\"error\":\"request header fields too large\"}");
    }

    @Test
    void listsThePathsForAnUnknownOne() throws Exception {
        HttpResponse<String> answer = get("/admin");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"there is nothing at /admin\",\"paths\":[\"GET /broken\",\"GET /health/live\","
                        + "\"GET /health/ready\",\"GET /metrics\",\"GET /note\",\"PUT /note\"]}");
    }

    @Test
    void reportsAMethodThatIsNotAllowed() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(port.url() + "/note"))
                .header("Authorization", "Bearer open sesame")
                .DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    @Test
    void showsNoStackTrace() throws Exception {
        HttpResponse<String> answer = get("/broken");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"unexpected IllegalStateException: see the log of the process\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /note HTTP/9.9\r\n\r\n",
                "\u0016\u0003\u0001\r\n\r\n",
                "GET /%2e%2e/note HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /note HTTP/1.1\r\n\r\n"
            })
    void answersAMalformedRequestWithOneLine(String nonsense) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port.port())) {
            socket.getOutputStream().write(nonsense.getBytes(US_ASCII));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).containsPattern("^HTTP/1.1 (4\\d\\d|505)").doesNotContain("org.eclipse", "<html");
        }
    }

    @Test
    void disconnectsAnIdleClient() throws Exception {
        try (ServicePort impatient = open(Map.of(), SHORT);
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void disconnectsAClientThatSendsItsBodyByteByByte() throws Exception {
        try (ServicePort impatient = open(Map.of(ServiceSettings.TOKEN_FILE, tokenFile("open sesame")), SHORT);
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("PUT /note HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer open sesame\r\nContent-Length: 60000"
                                    + "\r\n\r\n")
                            .getBytes(US_ASCII));
            long start = System.nanoTime();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        try {
                            out.write('x');
                            return false;
                        } catch (SocketException e) {
                            return true;
                        }
                    });

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(SHORT.request().minusMillis(100));
            assertThat(note).hasValue("nothing");
        }
    }

    @Test
    void answersAgainAfterIdleConnectionsUsedEveryPlace() throws Exception {
        try (ServicePort small = open(Map.of(), SHORT)) {
            List<Socket> idle = new ArrayList<>();
            for (int i = 0; i < 3 * SHORT.connections(); i++) {
                idle.add(new Socket("127.0.0.1", small.port()));
            }
            HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(small.url() + "/note")));

            assertThat(answer.statusCode()).isEqualTo(200);
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void headersThatDoNotArriveInTimeEndTheConnection() throws Exception {
        try (ServicePort impatient = open(Map.of(), SHORT);
                Socket socket = new Socket("127.0.0.1", impatient.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /note HTTP/1.1\r\nHost: localhost\r\nX-Slow: ".getBytes(US_ASCII));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200)) // less than the idle time
                    .until(() -> {
                        try {
                            out.write('x');
                            return false;
                        } catch (SocketException e) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void oneAddressCannotUseEveryConnection() throws Exception {
        Limits few = new Limits(
                Limits.DEFAULT.bodyBytes(),
                Limits.DEFAULT.headerBytes(),
                Limits.DEFAULT.idle(),
                Limits.DEFAULT.request(),
                8,
                4,
                Limits.DEFAULT.threads());
        List<Socket> greedy = new ArrayList<>();
        try (ServicePort small = open(Map.of(), few)) {
            for (int i = 0; i < 20; i++) {
                greedy.add(new Socket("127.0.0.1", small.port()));
            }
            try (Socket other = new Socket(
                    InetAddress.getByName("127.0.0.1"), small.port(), InetAddress.getByName("127.0.0.2"), 0)) {
                other.getOutputStream().write("GET /note HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));

                assertThat(new String(other.getInputStream().readAllBytes(), US_ASCII))
                        .startsWith("HTTP/1.1 200");
            }
            // Places are free again once the connections are closed.
            for (Socket socket : greedy) {
                socket.close();
            }
            await().ignoreExceptions()
                    .until(() -> send(HttpRequest.newBuilder(URI.create(small.url() + "/note")))
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void healthIsAnsweredWhileRequestsWaitInAllOtherThreads() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        int requests = 2;
        Limits few = new Limits(
                Limits.DEFAULT.bodyBytes(),
                Limits.DEFAULT.headerBytes(),
                Limits.DEFAULT.idle(),
                Limits.DEFAULT.request(),
                Limits.DEFAULT.connections(),
                Limits.DEFAULT.connectionsOfAddress(),
                8 + requests);
        Consumer<RoutesConfig> slow = routes -> routes.get("/slow", request -> {
            end.await();
            request.result("done");
        });
        try (ServicePort small = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, 0)),
                few,
                List.of(new HealthPaths(health::get), slow))) {
            URI url = URI.create(small.url());
            List<CompletableFuture<HttpResponse<String>>> waiting = Stream.generate(() -> client.sendAsync(
                            HttpRequest.newBuilder(url.resolve("/slow")).build(), BodyHandlers.ofString()))
                    .limit(20)
                    .toList();
            HttpRequest live = HttpRequest.newBuilder(url.resolve("/health/live"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> client.send(live, BodyHandlers.ofString()).statusCode() == 200);

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> waiting.stream()
                                    .filter(CompletableFuture::isDone)
                                    .filter(answer -> answer.join().statusCode() == 503)
                                    .count()
                            == waiting.size() - requests);
            end.countDown();

            assertThat(waiting.stream().filter(answer -> answer.join().statusCode() == 200))
                    .hasSize(requests);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:7400, 200",
        "[::1]:80, 200",
        "LOCALHOST:1, 200",
        "example.org, 421",
        "localhost.example.org, 421",
        "127.0.0.1.example.org:7400, 421"
    })
    void aPortOfLoopbackAnswersForLoopbackNamesOnly(String host, int status) throws Exception {
        assertThat(statusFor(host, port)).isEqualTo(status);
    }

    @Test
    void otherNamesAreAllowedBySettings() throws Exception {
        try (ServicePort named = open(Map.of(ServiceSettings.ALLOWED_HOSTS, "lodewatch.example.org, Other"));
                ServicePort open = open(Map.of(ServiceSettings.HOST, "0.0.0.0"))) {
            assertThat(statusFor("lodewatch.example.org:443", named)).isEqualTo(200);
            assertThat(statusFor("other", named)).isEqualTo(200);
            assertThat(statusFor("localhost", named)).isEqualTo(200);
            assertThat(statusFor("example.org", named)).isEqualTo(421);
            assertThat(statusFor("example.org", open)).isEqualTo(200);
        }
    }

    private static int statusFor(String host, ServicePort of) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", of.port())) {
            socket.getOutputStream()
                    .write(("GET /note HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> open(Map.of(ServiceSettings.PORT, taken.getLocalPort())))
                    .isInstanceOf(OperatorException.class)
                    .hasMessage("port %d of 127.0.0.1 is taken: name another one with http.port (0 is any free one), or"
                                    .formatted(taken.getLocalPort())
                            + " stop what listens there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
    void anAddressOfAnotherMachineIsNamed(String host) {
        assertThatThrownBy(() -> open(Map.of(ServiceSettings.HOST, host)))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("http.host");
    }

    @Test
    void settingsOutOfBoundsAreNamed() {
        assertThatThrownBy(() -> ServiceSettings.of(Map.of(ServiceSettings.PORT, "70000")))
                .isInstanceOf(OperatorException.class)
                .hasMessageContaining("http.port");
    }

    @Test
    void healthIsAStatusAndAReason() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").body()).isEqualTo("{\"live\":true,\"state\":\"RESTORING\"}");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).isEqualTo("{\"ready\":false,\"state\":\"RESTORING\",\"restored\":3}");

        health.set(new Health(true, true, HealthState.RUNNING, Map.of()));
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        health.set(health.get().notReady(HealthState.DISCONNECTED, "no answer for 61 s"));
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"ready\":false,\"state\":\"DISCONNECTED\",\"reason\":\"no answer for 61 s\"}");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        health.set(new Health(false, true, HealthState.FAILED, Map.of()));
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreInPrometheusTextFormat() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body()).contains("# TYPE jvm_memory_used_bytes gauge");
        assertThat(answer.body().lines().filter(line -> !line.startsWith("#")))
                .isNotEmpty()
                .allMatch(line -> line.matches("[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*\\})? [-+0-9.eEINa-f]+"));
    }

    private ServicePort open(Map<String, ?> settings) {
        return open(settings, Limits.DEFAULT);
    }

    private ServicePort open(Map<String, ?> settings, Limits limits) {
        Map<String, Object> all = new HashMap<>(Map.of(ServiceSettings.PORT, 0));
        all.putAll(settings);
        List<Consumer<RoutesConfig>> parts = List.of(this::note, new HealthPaths(health::get), new ProcessMetrics());
        return ServicePort.open(ServiceSettings.of(all), limits, parts);
    }

    private void note(RoutesConfig routes) {
        routes.get("/note", request -> request.result(note.get()));
        routes.put("/note", request -> note.set(request.body()));
        routes.get("/broken", request -> {
            throw new IllegalStateException("private matters");
        });
    }

    private String tokenFile(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "token", ".txt"), text)
                .toString();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(port.url() + path)));
    }

    private HttpResponse<String> put(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(port.url() + "/note")).PUT(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }
}
