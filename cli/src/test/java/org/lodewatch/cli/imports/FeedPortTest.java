package org.lodewatch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.service.ServiceSettings;

class FeedPortTest {

    private static HttpResponse<String> ready(FeedPort port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(port.url() + "/health/ready"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static int status(FeedPort port) {
        try {
            return ready(port).statusCode();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFeedThatStillReadsTheFilesThatItFoundIsNotReadyAndSaysHowManyItHasTaken() throws Exception {
        try (FeedPort port = open("60000")) {
            assertThat(ready(port).body()).isEqualTo("{\"ready\":false,\"state\":\"STARTING\"}");

            port.tookFile();
            port.tookFile();
            assertThat(ready(port).statusCode()).isEqualTo(503);
            assertThat(ready(port).body()).isEqualTo("{\"ready\":false,\"state\":\"STARTING\",\"files\":2}");
            port.caughtUp();

            assertThat(ready(port).body()).isEqualTo("{\"ready\":true,\"state\":\"FOLLOWING\",\"files\":2}");
        }
    }

    @Test
    void aFeedThatCannotGoOnIsNotReadyUntilItHasReadItsSourceAgain() throws Exception {
        try (FeedPort port = open("60000")) {
            port.caughtUp();

            port.failing("the folder cannot be read");
            assertThat(ready(port).statusCode()).isEqualTo(503);
            assertThat(ready(port).body())
                    .isEqualTo("{\"ready\":false,\"state\":\"FAILING\",\"reason\":\"the folder cannot be read\"}");

            port.caughtUp();
            assertThat(ready(port).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFeedWithNothingToPublishIsNotReadyWhileTheBrokerDoesNotAnswer() throws Exception {
        try (FeedPort port = open("1000")) {
            port.caughtUp();
            assertThat(Polling.until(
                            status -> status == 503,
                            () -> status(port),
                            Duration.ofMillis(200),
                            Duration.ofSeconds(20)))
                    .isEqualTo(503);
            assertThat(ready(port).body())
                    .startsWith(
                            "{\"ready\":false,\"state\":\"DISCONNECTED\",\"reason\":\"the broker has not answered for ");
        }
    }

    /** Of a feed whose broker is not there. */
    private static FeedPort open(String brokerTimeout) {
        return FeedPort.open(
                ServiceSettings.of(Map.of(ServiceSettings.PORT, "0", ServiceSettings.BROKER_TIMEOUT, brokerTimeout)),
                Map.of("bootstrap.servers", "127.0.0.1:1"));
    }
}
