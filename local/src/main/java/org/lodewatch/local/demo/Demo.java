package org.lodewatch.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.service.api.StandingAlerts;
import org.lodewatch.streams.app.StreamsApp;

/**
 * The whole of Lodewatch in one JVM: a broker, the topology, and real imports that are replayed fast enough to watch.
 */
public final class Demo {

    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private static final Duration VERIFICATION = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final Screen screen;
    private final Duration pace;
    private final CompletableFuture<?> stop;

    /**
     * @param pace how long each period is given
     * @param stop completes when the person has had enough
     */
    public Demo(Catalogue catalogue, Screen screen, Duration pace, CompletableFuture<?> stop) {
        this.catalogue = catalogue;
        this.screen = screen;
        this.pace = pace;
        this.stop = stop;
    }

    /** @param stay whether everything stays up afterwards, until it is stopped */
    public void run(BrokerSetup broker, boolean stay) {
        List<DemoRelease> releases = DemoData.releases();
        new Opening(screen).print(releases);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(broker);
                KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(kafka.bootstrapServers()));
                ScratchDirectory state = ScratchDirectory.create("lodewatch-state-")) {
            PolicyTopic.createTopics(cluster, Optional.empty());
            try (StreamsApp app = new StreamsApp(settings(kafka, state), catalogue)) {
                app.start();
                CompletableFuture<?> ended = CompletableFuture.anyOf(stop, kafka.fatalFault(), watch(app));
                replay(releases, cluster, ended);
                if (!ended.isDone()) {
                    new Farewell(screen).print(kafka.bootstrapServers(), stay);
                }
                if (stay) {
                    join(ended);
                }
                requireAlive(kafka, ended);
            }
        }
    }

    private void replay(List<DemoRelease> releases, KafkaCluster cluster, CompletableFuture<?> ended) {
        List<MineralShares> shares;
        int transitions;
        try (ProgressLine progress = new ProgressLine(screen);
                AlertTicker ticker = new AlertTicker(cluster, screen, progress);
                ImportPublisher publisher =
                        ImportPublisher.connect("demo", cluster.settings().properties())) {
            new Replay(releases, publisher, screen, progress)
                    .run(() -> !endsBeforeFirstAlert(ticker, ended) && !endsWithin(pace, ended));
            progress.show("waiting for the last corrections ...");
            shares = new Settling(releases).await(cluster, ended::isDone);
            transitions = ticker.seen();
        }
        if (!ended.isDone()) {
            screen.line("");
            screen.line(
                    "%d alerts were raised, changed or resolved. What stands now:".formatted(transitions), Style.BOLD);
            screen.line("");
            new SharesReport(catalogue, Optional.of(StandingAlerts.of(AlertStatus.of(cluster)))).print(shares, screen);
            screen.line(new Verification(cluster, catalogue, WindowRule.DEFAULT)
                    .await(VERIFICATION)
                    .sentence());
        }
    }

    private static Map<String, String> settings(EmbeddedKafka kafka, ScratchDirectory state) {
        return Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "application.id",
                "lodewatch",
                // A month of the replay takes a tenth of a second: alerts are to rise while it is shown.
                "restatement.delay.ms",
                "300",
                "state.dir",
                state.path().toString());
    }

    /** Completes when the topology stops, with what killed it. */
    private static CompletableFuture<Void> watch(StreamsApp app) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread watcher = new Thread(
                () -> {
                    try {
                        app.await();
                        ended.complete(null);
                    } catch (RuntimeException e) {
                        ended.completeExceptionally(e);
                    }
                },
                "topology-watch");
        watcher.setDaemon(true);
        watcher.start();
        return ended;
    }

    /** The topology, too, takes a few seconds to warm up: the replay does not run away from its alerts. */
    private static boolean endsBeforeFirstAlert(AlertTicker ticker, CompletableFuture<?> ended) {
        for (Duration waited = Duration.ZERO;
                ticker.seen() == 0 && waited.compareTo(WARM_UP) < 0;
                waited = waited.plus(GLANCE)) {
            if (endsWithin(GLANCE, ended)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithin(Duration time, CompletableFuture<?> ended) {
        try {
            ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void requireAlive(EmbeddedKafka kafka, CompletableFuture<?> ended) {
        if (kafka.fatalFault().isDone()) {
            throw new OperatorException("the broker met a fault it could not survive: "
                    + kafka.fatalFault().join());
        }
        if (ended.isDone()) {
            join(ended);
        }
    }

    private static void join(CompletableFuture<?> ended) {
        try {
            ended.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
