package org.lodewatch.benchmarks.experiment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceProcessTest {

    /** An instance that has failed, and does not end because it waits for a thread. */
    static final class Fails {

        public static void main(String... arguments) throws IOException {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.createContext("/health/live", exchange -> {
                byte[] body = "{\"state\": \"FAILED\", \"reason\": \"the log has lost records\"}".getBytes(UTF_8);
                exchange.sendResponseHeaders(503, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            http.start();
            System.out.println(
                    "running on a broker: http://127.0.0.1:" + http.getAddress().getPort());
        }
    }

    @Test
    void aWaitEndsWhenTheInstanceHasFailedThoughItStillLives() throws IOException {
        try (InstanceProcess instance = new InstanceProcess(JavaProcess.start(
                "an instance", InstanceProcess.RUNNING, Redirect.PIPE, List.of("-Xmx32m"), Fails.class, List.of()))) {
            instance.awaitRunning();

            assertThatThrownBy(() -> instance.await("something happens", () -> false))
                    .isInstanceOf(BenchmarkException.class)
                    .hasMessage("an instance failed: the log has lost records");
        }
    }
}
