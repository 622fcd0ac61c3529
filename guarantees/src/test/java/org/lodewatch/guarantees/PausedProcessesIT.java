package org.lodewatch.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lodewatch.guarantees.Published.View;
import org.lodewatch.guarantees.TopicLog.Entry;
import org.lodewatch.local.Main;
import org.lodewatch.local.notify.AlertPublisher;
import org.lodewatch.local.notify.Receiver;
import org.lodewatch.local.notify.Receiver.Reaction;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.topics.Topics;

/**
 * A process is stopped with SIGSTOP for longer than its session and its transaction may last, as a virtual machine that
 * stalls, and goes on by itself afterwards.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PausedProcessesIT {

    /** Longer than the sessions and transactions of this test, and than the broker's interval of looking for old ones. */
    private static final Duration PAUSE = Duration.ofSeconds(9);

    private static final int ROWS = 40_000;

    @TempDir
    private Path place;

    private final long seed = Long.getLong("lodewatch.seed", new Random().nextInt(1_000_000));

    @Test
    void anInstanceUnderLoadGetsPartitionsAgain() {
        System.out.printf("a paused instance: -Dlodewatch.seed=%d%n", seed);
        List<Guarantee> guarantees =
                List.of(new LegalAlertLives(), new QuotedShares(Catalogue.bundled()), new RejectedOnce());
        try (TrialCluster cluster = TrialCluster.shared();
                Load load = new Load(cluster, seed, 20_000, guarantees);
                Instance one = Instance.start(cluster, place.resolve("one"));
                Instance other = Instance.start(cluster, place.resolve("other"))) {
            one.awaitRunning();
            other.awaitRunning();
            cluster.awaitWorking(2);
            cluster.awaitPartials(() -> load.start(500));

            one.pause();
            pass(PAUSE);
            one.resume();

            load.await();
            View expected = ExpectedView.of(cluster, Catalogue.bundled());
            cluster.awaitView(expected, one);
            cluster.awaitWorking(2);
            one.requireAlive();
            other.requireAlive();
            Published published = Published.on(cluster.bootstrapServers());
            new SameView(expected).doAssert(published);
            guarantees.forEach(guarantee -> guarantee.doAssert(published));
        }
    }

    @Test
    void aFeedThatFollowsAFolderPublishesEveryRowOnce() throws IOException {
        Path folder = Files.createDirectory(place.resolve("inbox"));
        Path prompt = Files.writeString(
                place.resolve("client.properties"),
                "transaction.timeout.ms=2500\nrequest.timeout.ms=1000\ndelivery.timeout.ms=2000\n");
        write(folder.resolve("a.csv"));
        try (TrialCluster cluster = TrialCluster.shared();
                Instance feed = Instance.start(
                        place,
                        Main.class,
                        List.of(
                                "produce",
                                "drop-folder",
                                folder.toString(),
                                "--follow",
                                "--settle",
                                "0s",
                                "--config",
                                prompt.toString(),
                                "--bootstrap-server",
                                cluster.bootstrapServers()))) {
            await("a transaction has begun")
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> cluster.length(Topics.CUSTOMS_IMPORTS, IsolationLevel.READ_UNCOMMITTED)
                            > cluster.length(Topics.CUSTOMS_IMPORTS));

            feed.pause();
            pass(PAUSE);
            feed.resume();

            await("the file is published").atMost(Duration.ofSeconds(60)).until(() -> {
                feed.requireAlive();
                return Files.exists(folder.resolve("done/a.csv"));
            });
            Map<String, Integer> published = new TreeMap<>();
            for (Entry<?, ?> entry : TopicLog.read(cluster.bootstrapServers(), Topics.CUSTOMS_IMPORTS)) {
                if (entry.value() instanceof CustomsImport) {
                    published.merge((String) entry.key(), 1, Integer::sum);
                }
            }
            assertThat(published.keySet())
                    .isEqualTo(IntStream.range(0, ROWS)
                            .mapToObj(row -> "row-" + row)
                            .collect(Collectors.toSet()));
            assertThat(new HashSet<>(published.values())).containsExactly(1);
        }
    }

    @Test
    void aNotifierDeliversEveryAlertInOrder() throws IOException {
        int rounds = 100;
        Path secret = Receiver.secretFile(place);
        Path shortSession = Files.writeString(
                place.resolve("client.properties"), "session.timeout.ms=1500\nheartbeat.interval.ms=400\n");
        List<String> books =
                IntStream.range(0, 4).mapToObj(book -> "own/US/mineral-" + book).toList();
        try (TrialCluster cluster = TrialCluster.shared();
                Receiver receiver = new Receiver();
                AlertPublisher alerts = new AlertPublisher(cluster.bootstrapServers());
                Instance notifier = Instance.start(
                        place,
                        Main.class,
                        List.of(
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
                                "beginning"))) {
            receiver.react(delivery -> Reaction.OK.after(5));
            for (int round = 0; round < rounds; round++) {
                alerts.publish(books);
            }
            await("some alerts are delivered")
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> receiver.taken().size() >= 20);

            notifier.pause();
            pass(Duration.ofSeconds(5));
            notifier.resume();

            await("all alerts are delivered").atMost(Duration.ofSeconds(60)).until(() -> {
                notifier.requireAlive();
                return receiver.taken().stream()
                                .map(Receiver.Delivery::id)
                                .distinct()
                                .count()
                        >= (long) rounds * books.size();
            });
            List<Long> inOrder = LongStream.rangeClosed(1, rounds).boxed().toList();
            assertThat(receiver.numbersByBook())
                    .containsOnlyKeys(books)
                    .allSatisfy((book, numbers) -> assertThat(firstOf(numbers)).isEqualTo(inOrder));
        }
    }

    /** The numbers without those that were delivered before. */
    private static List<Long> firstOf(List<Long> numbers) {
        return new ArrayList<>(new LinkedHashSet<>(numbers));
    }

    private static void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("dataset,record_id,revision,reporter,origin,commodity_code,period,customs_value_usd\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("own,row-%d,1,US,CN,811010,2025-01,%d\n".formatted(row, row));
            }
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }
}
