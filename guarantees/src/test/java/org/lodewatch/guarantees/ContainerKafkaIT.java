package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependencePolicy;
import org.lodewatch.streams.app.StreamsApp;
import org.testcontainers.kafka.KafkaContainer;

/** Shares and alerts on a broker of the official image. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ContainerKafkaIT {

    private static final String IMAGE = "apache/kafka:4.3.1";

    @TempDir
    private Path place;

    @Test
    void aBrokerInAContainerLeadsToTheSharesAndAlertsOfTheRecount() throws Exception {
        DockerEngine.require(IMAGE);

        try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
            kafka.start();
            // start() waits for a line of the broker's log that precedes the opening of its socket.
            await().ignoreExceptionsInstanceOf(ConnectException.class).until(() -> accepts(kafka));
            try (TrialCluster cluster = TrialCluster.at(kafka.getBootstrapServers());
                    Load load = new Load(cluster, 1, 10_000, List.of())) {
                // Synthetic trade has many suppliers, so the warning lines are low.
                new PolicyTopic(cluster.client())
                        .apply(List.of(
                                DependencePolicy.newBuilder(Policies.initial().get(0))
                                        .setWarning(10)
                                        .setCritical(20)
                                        .setMinimumValueCents(0)
                                        .build()));
                load.publish(10);
                View expected = ExpectedView.of(cluster, Catalogue.bundled());
                Map<String, String> settings = Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "application.id",
                        TrialCluster.APPLICATION,
                        "restatement.delay.ms",
                        "100",
                        "state.dir",
                        place.toString());

                try (StreamsApp app = new StreamsApp(settings, Catalogue.bundled())) {
                    app.start();
                    cluster.awaitPublished(Duration.ofMillis(100));
                }

                View found = Published.on(cluster.bootstrapServers()).view();
                assertThat(found).isEqualTo(expected);
                assertThat(found.histories()).isNotEmpty();
            }
        }
    }

    private static boolean accepts(KafkaContainer kafka) throws IOException {
        String server = kafka.getBootstrapServers();
        try (Socket socket = new Socket(Utils.getHost(server), Utils.getPort(server))) {
            return socket.isConnected();
        }
    }
}
