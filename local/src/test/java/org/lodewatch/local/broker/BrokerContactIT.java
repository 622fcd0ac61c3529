package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.service.BrokerContact;
import org.lodewatch.service.Health;
import org.lodewatch.service.HealthState;
import org.lodewatch.service.ServicePort;
import org.lodewatch.service.ServiceSettings;

@Timeout(120)
class BrokerContactIT {

    private static final Health RUNNING = new Health(true, true, HealthState.RUNNING, Map.of());

    @TempDir
    private Path directory;

    @Test
    void anInstanceIsNotReadyAndItsAnswersHaveAnAgeWhileTheBrokerIsAway() throws Exception {
        EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single().keptIn(directory));
        String servers = kafka.bootstrapServers();
        try (BrokerContact contact = new BrokerContact(Map.of("bootstrap.servers", servers), Duration.ofSeconds(12));
                ServicePort port = ServicePort.open(
                        ServiceSettings.of(Map.of(ServiceSettings.PORT, 0)),
                        contact,
                        routes -> routes.get("/api/figures", request -> request.result("1")))) {
            await().during(Duration.ofSeconds(13))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> contact.judge(RUNNING).ready());
            assertThat(age(port)).isEmpty();

            kafka.close();

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> !contact.judge(RUNNING).ready());
            Health away = contact.judge(RUNNING);
            assertThat(away.live()).isTrue();
            assertThat(away.state()).isEqualTo(HealthState.DISCONNECTED);
            assertThat(away.reason())
                    .hasValueSatisfying(why -> assertThat(why)
                            .matches("the broker has not answered for \\d+ s: see whether it runs and can be reached"));
            assertThat(age(port))
                    .hasValueSatisfying(seconds -> assertThat(seconds).isGreaterThanOrEqualTo(12));
        }
    }

    /** Seconds; empty for an answer that is not old. */
    private static Optional<Integer> age(ServicePort port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(port.url() + "/api/figures"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("Age")
                .map(Integer::valueOf);
    }
}
