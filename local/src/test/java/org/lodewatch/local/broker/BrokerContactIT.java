package org.lodewatch.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.service.BrokerContact;
import org.lodewatch.service.Health;

@Timeout(120)
class BrokerContactIT {

    private static final Health RUNNING = new Health(true, true, "RUNNING", Map.of());

    @TempDir
    private Path directory;

    @Test
    void anInstanceIsNotReadyWhileTheBrokerIsAway() {
        EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSetup.single().keptIn(directory));
        String servers = kafka.bootstrapServers();
        try (BrokerContact contact = new BrokerContact(Map.of("bootstrap.servers", servers), Duration.ofSeconds(7))) {
            await().during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> contact.judge(RUNNING).ready());

            kafka.close();

            await().atMost(Duration.ofSeconds(40))
                    .until(() -> !contact.judge(RUNNING).ready());
            Health away = contact.judge(RUNNING);
            assertThat(away.live()).isTrue();
            assertThat(away.state()).isEqualTo("DISCONNECTED");
            assertThat(away.reason())
                    .hasValueSatisfying(why -> assertThat(why)
                            .matches("the broker has not answered for \\d+ s: see whether it runs and can be reached"));
        }
    }
}
