package org.lodewatch.clients.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.http.BluntServer.Script;
import org.lodewatch.clients.kafka.Polling;

class BoundedHttpClientTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BoundedHttpClient client = new BoundedHttpClient(Duration.ofSeconds(10));

    @Test
    void aBodyThatDoesNotEndFailsAtTheDeadline() throws Exception {
        try (BluntServer server = new BluntServer(new Script(HEAD + "half", false))) {
            assertThatThrownBy(() -> client.fetch(request(server), Duration.ofMillis(500), 100))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no response within 0.50 s");
            assertThat(server.leftAlone().await(10, SECONDS)).isTrue();
        }
    }

    @Test
    void theRestOfALongBodyIsDropped() throws Exception {
        try (BluntServer server = new BluntServer(new Script(HEAD + "first", false))) {
            assertThat(client.fetch(request(server), LONG, 5).body()).isEqualTo("first".getBytes(US_ASCII));
            assertThat(server.leftAlone().await(10, SECONDS)).isTrue();
        }
    }

    @Test
    void anInterruptCancelsTheRequest() throws Exception {
        try (BluntServer server = new BluntServer(new Script(HEAD + "half", false))) {
            Thread waiting = new Thread(() -> assertThatThrownBy(() -> client.fetch(request(server), LONG, 100))
                    .isInstanceOf(InterruptedException.class));
            waiting.start();
            Polling.until(count -> count > 0, server::connections, Duration.ofMillis(10), Duration.ofSeconds(10));
            waiting.interrupt();

            assertThat(server.leftAlone().await(10, SECONDS)).isTrue();
            waiting.join(10_000);
            assertThat(waiting.isAlive()).isFalse();
        }
    }

    private static HttpRequest request(BluntServer server) {
        return HttpRequest.newBuilder(server.uri("/")).build();
    }
}
