package org.lodewatch.guarantees;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The system of docker-compose.yml with three brokers. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HighAvailabilityIT {

    @TempDir
    private static Path place;

    private static ComposeProject compose;

    @RegisterExtension
    private final FailureLogs logs = new FailureLogs(() -> compose);

    @BeforeAll
    static void up() {
        compose = ComposeProject.withThreeBrokers(place);
        compose.up("streams-1", "streams-2");
    }

    @AfterAll
    static void down() {
        if (compose != null) {
            compose.close();
        }
    }

    @Test
    void killingAndRestartingOneOfThreeBrokersLosesAndRepeatsNothing() {
        String broker = "kafka-" + (1 + new Random().nextInt(3));
        System.out.println("to be killed: " + broker);
        new UnderLoad(compose.settings()).survives(cluster -> {
            cluster.awaitPartials(() -> compose.kill(broker));
            compose.bringBack(broker);
        });
    }
}
