package org.lodewatch.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.config.RoutesConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lodewatch.service.EventStreams.Event;
import org.lodewatch.service.ServicePort.Limits;

@Timeout(60)
class EventStreamsTest {

    private static final Limits SHORT = new Limits(
            Limits.DEFAULT.bodyBytes(),
            Limits.DEFAULT.headerBytes(),
            Duration.ofSeconds(1),
            Duration.ofMillis(1_500),
            Limits.DEFAULT.connections(),
            Limits.DEFAULT.connectionsOfAddress(),
            Limits.DEFAULT.threads());

    private final HttpClient client = HttpClient.newHttpClient();
    private final EventStreams streams = new EventStreams(Duration.ofMillis(200));
    private final AtomicInteger listening = new AtomicInteger();
    private final List<Socket> sockets = new ArrayList<>();
    private ServicePort port;

    @BeforeEach
    void open() {
        port = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, 0)),
                SHORT,
                List.of(this::stream, routes -> routes.get("/note", request -> request.result("there"))));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        streams.close();
        port.close();
    }

    @Test
    void sendsMissedThenNewEventsAndHeartbeatsForLongerThanARequestMayLast() throws Exception {
        BufferedReader reader = listen(8 * 1024);
        await().until(() -> listening.get() == 1);

        assertThat(reader.readLine()).isEqualTo(": events follow");
        assertThat(next(reader)).isEqualTo("id: 1|event: raised|data: {\"before\":true}");
        long start = System.nanoTime();
        assertThat(beats(reader, 10)).isEqualTo(10);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SHORT.request());
        streams.send(new Event("2", "eased", "{}"));
        assertThat(next(reader)).isEqualTo("id: 2|event: eased|data: {}");
        streams.send(new Event(Optional.empty(), "reset", "{}"));
        assertThat(reader.lines()
                        .filter(line -> !line.isEmpty() && !line.equals(":"))
                        .limit(2))
                .containsExactly("event: reset", "data: {}");
    }

    /** As when pages are opened and closed faster than heartbeats show it. */
    @Test
    void givesThePlacesOfClientsThatHaveLeftToNewOnes() throws Exception {
        EventStreams rare = new EventStreams(Duration.ofHours(1));
        try (ServicePort own = ServicePort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, 0)),
                SHORT,
                List.of(routes -> routes.get("/events", request -> rare.serve(request, List::of))))) {
            for (int client = 0; client < 3 * EventStreams.MAX_CLIENTS; client++) {
                try (Socket socket = new Socket("127.0.0.1", own.port())) {
                    socket.getOutputStream().write("GET /events HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
                    assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine())
                            .startsWith("HTTP/1.1 200");
                }
            }
            rare.close();
        }
    }

    @Test
    void refusesTooManyClientsAndStillAnswersOtherRequests() throws Exception {
        for (int i = 0; i < EventStreams.MAX_CLIENTS; i++) {
            listen(8 * 1024);
        }
        await().until(() -> listening.get() == EventStreams.MAX_CLIENTS);

        assertThat(get("/events").statusCode()).isEqualTo(503);
        assertThat(get("/events").body())
                .isEqualTo("{\"error\":\"32 clients listen already, which is the maximum: try again later\"}");
        assertThat(get("/note").body()).isEqualTo("there");

        Duration answered = timeOf800Requests("/note", 200);
        assertThat(timeOf800Requests("/events", 503))
                .as("if all waited for a place, 800 requests would take 15 s more in the threads that are left")
                .isLessThan(answered.multipliedBy(2).plusSeconds(8));

        sockets.get(0).close();
        await().until(() -> listening.get() == EventStreams.MAX_CLIENTS - 1);
        listen(8 * 1024);
        await().until(() -> listening.get() == EventStreams.MAX_CLIENTS);
    }

    @Test
    void disconnectsAClientThatReadsNothingWhileAnotherReceivesAll() throws Exception {
        listen(1024);
        BufferedReader quick = listen(64 * 1024);
        await().until(() -> listening.get() == 2);
        String data = "x".repeat(20_000);
        int events = 3 * EventStreams.MAX_WAITING;
        assertThat(next(quick)).startsWith("id: 1|");

        // The fast client sets the pace, so that only the slow one falls behind.
        for (int i = 0; i < events; i++) {
            streams.send(new Event("n" + i, "raised", data));
            if (i % 100 == 99) {
                for (int received = i - 99; received <= i; received++) {
                    assertThat(next(quick)).startsWith("id: n" + received + "|");
                }
            }
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> listening.get() == 1);
    }

    @Test
    void endsOnClose() throws Exception {
        BufferedReader reader = listen(8 * 1024);
        await().until(() -> listening.get() == 1);

        streams.close();

        await().until(() -> listening.get() == 0);
        assertThat(reader.lines().filter(line -> line.startsWith("id: "))).containsExactly("id: 1");
        assertThat(get("/events").statusCode()).isEqualTo(503);
    }

    @Test
    void doesNotDelayTheEndOfTheProcess() throws Exception {
        listen(8 * 1024);
        await().until(() -> listening.get() == 1);
        long start = System.nanoTime();

        port.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    private void stream(RoutesConfig routes) {
        routes.get("/events", request -> {
            streams.serve(request, () -> {
                listening.incrementAndGet();
                return List.of(new Event("1", "raised", "{\"before\":true}"));
            });
            listening.decrementAndGet();
        });
    }

    /**
     * @param buffer bytes that the operating system buffers for the client before it reads
     */
    private BufferedReader listen(int buffer) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(buffer);
        socket.connect(new InetSocketAddress("127.0.0.1", port.port()));
        socket.getOutputStream().write("GET /events HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        if (buffer > 1024) {
            String line = reader.readLine();
            assertThat(line).startsWith("HTTP/1.1 200");
            while (!line.isEmpty()) {
                line = reader.readLine();
            }
        }
        return reader;
    }

    /** The next event, its lines joined by bars. */
    private static String next(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        while (!line.startsWith("id: ")) {
            line = reader.readLine();
        }
        return line + "|" + reader.readLine() + "|" + reader.readLine();
    }

    private static int beats(BufferedReader reader, int wanted) throws IOException {
        int beats = 0;
        while (beats < wanted) {
            if (reader.readLine().equals(":")) {
                beats++;
            }
        }
        return beats;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(port.url() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    /** In 20 threads, each of which must get this status. */
    private Duration timeOf800Requests(String path, int status) throws Exception {
        ExecutorService greedy = Executors.newFixedThreadPool(20);
        try {
            long start = System.nanoTime();
            List<Future<Integer>> answers =
                    greedy.invokeAll(Collections.nCopies(800, () -> get(path).statusCode()));
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(status);
            }
            return time;
        } finally {
            greedy.shutdownNow();
        }
    }
}
