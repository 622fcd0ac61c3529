package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.local.Main;
import org.lodewatch.local.notify.AlertPublisher;
import org.lodewatch.local.notify.Receiver;
import org.lodewatch.local.notify.Receiver.Reaction;

/** A notifier is killed while it posts alerts, and its successor continues after the last committed one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledSubscriberIT {

    private static final int BOOKS = 10;
    private static final int KILLS = 3;
    private static final int ROUNDS = 30;
    private static final int ALERTS = BOOKS * ROUNDS * (KILLS + 1);

    @TempDir
    private Path place;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);

    @Test
    void everyAlertIsDeliveredAtLeastOnceAndInOrderWithinABook() throws IOException {
        System.out.printf("a killed subscriber: -Dlodewatch.seed=%d%n", seed);
        Path secret = Receiver.secretFile(place);
        // Not shorter, because a process that gets no processor for so long loses its session, and then repeats alerts
        // without a kill.
        Path shortSession = Files.writeString(
                place.resolve("client.properties"), "session.timeout.ms=4000\nheartbeat.interval.ms=1000\n");
        List<String> books = IntStream.range(0, BOOKS)
                .mapToObj(book -> "own/US/mineral-" + book)
                .toList();
        try (TrialCluster cluster = TrialCluster.startWithoutPolicies();
                Receiver receiver = new Receiver();
                AlertPublisher alerts = new AlertPublisher(cluster.bootstrapServers())) {
            receiver.react(delivery -> Reaction.OK.after(5));
            List<String> arguments = List.of(
                    "notify",
                    "--bootstrap-server",
                    cluster.bootstrapServers(),
                    "--config",
                    shortSession.toString(),
                    "--webhook",
                    receiver.url(),
                    "--secret-file",
                    secret.toString(),
                    "--since",
                    "beginning");
            for (int kill = 1; kill <= KILLS; kill++) {
                publish(alerts, books);
                int before = receiver.taken().size();
                int more = 10 + random.nextInt(BOOKS * ROUNDS / 2);
                try (Instance subscriber = Instance.start(place, Main.class, arguments)) {
                    await(more + " more alerts are delivered")
                            .pollInterval(Duration.ofMillis(5))
                            .atMost(Duration.ofSeconds(90))
                            .until(() -> receiver.taken().size() >= before + more);
                    subscriber.kill();
                }
            }
            publish(alerts, books);
            try (Instance subscriber = Instance.start(place, Main.class, arguments)) {
                await("all alerts are delivered")
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> receiver.taken().stream()
                                        .map(Receiver.Delivery::id)
                                        .distinct()
                                        .count()
                                >= ALERTS);
                subscriber.stop();
                assertThat(subscriber.err()).isEmpty();
            }

            List<Long> everyNumber =
                    LongStream.rangeClosed(1, ALERTS / BOOKS).boxed().toList();
            assertThat(receiver.numbersByBook()).containsOnlyKeys(books).allSatisfy((book, numbers) -> {
                assertThat(numbers.stream().distinct().toList()).isEqualTo(everyNumber);
                assertThat(stepsBack(numbers)).isLessThanOrEqualTo(KILLS);
            });
        }
    }

    private static void publish(AlertPublisher alerts, List<String> books) {
        for (int round = 0; round < ROUNDS; round++) {
            alerts.publish(books);
        }
    }

    /**
     * The number of places where a number is not followed by the next one. A successor may repeat alerts, but not skip
     * one.
     */
    private static int stepsBack(List<Long> numbers) {
        int steps = 0;
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isLessThanOrEqualTo(numbers.get(i - 1) + 1);
            if (numbers.get(i) <= numbers.get(i - 1)) {
                steps++;
            }
        }
        return steps;
    }
}
