package org.lodewatch.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lodewatch.service.ServiceSettings;

class FeedPortTest {

    private static HttpResponse<String> ready(FeedPort port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(port.url() + "/health/ready"))
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void aFeedThatStillReadsTheFilesThatItFoundIsNotReadyAndSaysHowManyItHasTaken() throws Exception {
        try (FeedPort port = FeedPort.open(ServiceSettings.of(Map.of(ServiceSettings.PORT, "0")))) {
            assertThat(ready(port).body()).isEqualTo("{\"ready\":false,\"state\":\"STARTING\"}");

            port.tookFile();
            port.tookFile();
            assertThat(ready(port).statusCode()).isEqualTo(503);
            assertThat(ready(port).body()).isEqualTo("{\"ready\":false,\"state\":\"STARTING\",\"files\":2}");
            port.caughtUp();

            assertThat(ready(port).body()).isEqualTo("{\"ready\":true,\"state\":\"FOLLOWING\",\"files\":2}");
        }
    }
}
