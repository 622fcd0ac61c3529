package org.lodewatch.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lodewatch.cli.commands.ShutdownSignal;
import org.lodewatch.cli.instance.InstancePort;
import org.lodewatch.cli.output.Figures;
import org.lodewatch.cli.output.ProgressLine;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.cli.output.Style;
import org.lodewatch.cli.policies.PolicyTopic;
import org.lodewatch.cli.shares.SharesReport;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.Polling;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.policy.Policies;
import org.lodewatch.local.broker.BrokerSetup;
import org.lodewatch.local.broker.EmbeddedKafka;
import org.lodewatch.local.scratch.ScratchDirectory;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.DependenceAlert;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.service.ProcessMetrics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.service.api.AlertStatus;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.app.StreamsConfiguration;

/** All of Lodewatch in one JVM: a broker, the topology, and real imports, replayed so that one can watch the alerts. */
public final class Demo {

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration VERIFICATION = Duration.ofSeconds(10);
    private static final List<String> NEXT_COMMANDS =
            List.of("shares graphite", "shares --as-of 2025-06", "alerts --open", "policies list");

    private final Catalogue catalogue;
    private final Screen screen;
    private final Duration pace;
    private final CompletableFuture<?> stop;

    /**
     * @param pace the pause after each period
     * @param stop ends the demo when it completes
     */
    public Demo(Catalogue catalogue, Screen screen, Duration pace, CompletableFuture<?> stop) {
        this.catalogue = catalogue;
        this.screen = screen;
        this.pace = pace;
        this.stop = stop;
    }

    /** @param stay whether everything keeps running after the replay, until {@code stop} */
    public void run(BrokerSetup broker, boolean stay) {
        CompletableFuture<EmbeddedKafka> starting = CompletableFuture.supplyAsync(() -> EmbeddedKafka.start(broker));
        List<DemoRelease> releases = DemoData.releases(catalogue);
        printIntroduction(releases);
        try (EmbeddedKafka kafka = join(starting);
                KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(kafka.bootstrapServers()));
                ScratchDirectory state = ScratchDirectory.create("lodewatch-state-")) {
            PolicyTopic.createTopics(cluster, Optional.empty());
            Map<String, String> settings = Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "application.id",
                    "lodewatch",
                    // Shorter than by default, so that alerts are raised while their months are shown.
                    "restatement.delay.ms",
                    "300",
                    "state.dir",
                    state.path().toString());
            try (ProcessMetrics metrics = new ProcessMetrics();
                    StreamsApp app = new StreamsApp(settings, catalogue, metrics.registry())) {
                // Nobody could read the page of a demo that ends by itself.
                Optional<InstancePort> port = stay ? Optional.of(port(settings, metrics, app)) : Optional.empty();
                try {
                    app.start();
                    CompletableFuture<?> appEnded = CompletableFuture.runAsync(app::await, Demo::startDaemon);
                    CompletableFuture<?> ended = CompletableFuture.anyOf(stop, kafka.fatalFault(), appEnded);
                    replay(releases, cluster, ended, stay);
                    if (!ended.isDone()) {
                        printNextSteps(kafka.bootstrapServers(), port.map(InstancePort::url));
                    }
                    if (stay || ended.isDone()) {
                        join(ended);
                    }
                    kafka.requireHealthy();
                } finally {
                    port.ifPresent(InstancePort::close);
                }
            } catch (RuntimeException e) {
                // What fails without a broker fails because of it.
                kafka.requireHealthy();
                throw e;
            }
        }
    }

    /** The port of an instance, or any free one if it is taken. */
    private InstancePort port(Map<String, String> settings, ProcessMetrics metrics, StreamsApp app) {
        StreamsConfiguration configuration = StreamsConfiguration.of(settings);
        try {
            return InstancePort.open(configuration, ServiceSettings.of(settings), catalogue, metrics, app::health);
        } catch (OperatorException e) {
            ServiceSettings anyPort = ServiceSettings.of(Map.of(ServiceSettings.PORT, "0"));
            return InstancePort.open(configuration, anyPort, catalogue, metrics, app::health);
        }
    }

    private static void startDaemon(Runnable task) {
        Thread thread = new Thread(task, "topology-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void replay(List<DemoRelease> releases, KafkaCluster cluster, CompletableFuture<?> ended, boolean paced) {
        List<MineralShares> shares;
        int transitions;
        VerificationResult verified;
        try (SettledShares settled = new SettledShares(cluster);
                ProgressLine progress = new ProgressLine(screen);
                AlertFollower alerts = new AlertFollower(cluster, catalogue, monthly(releases), screen, progress);
                ImportPublisher publisher =
                        ImportPublisher.connect("demo", cluster.settings().properties())) {
            // The alerts on what a revision replaces come first.
            Consumer<List<DemoRelease>> beforeRevision = published -> settled.await(published, ended::isDone);
            new Replay(releases, publisher, screen, progress).run(beforeRevision, () -> {
                if (paced) {
                    awaitFirstAlert(alerts, ended);
                }
                return !ShutdownSignal.isDoneWithin(ended, pace);
            });
            progress.show("waiting for the last corrections ...");
            settled.await(releases, ended::isDone);
            if (ended.isDone()) {
                return;
            }
            // It also waits for what is still to come, so the tables follow it.
            verified = new Verification(cluster, catalogue, WindowRule.DEFAULT).await(VERIFICATION);
            shares = settled.shares();
            transitions = alerts.transitions();
        }
        screen.line("");
        screen.line(
                "%d alerts were raised, changed or resolved. These are open now:".formatted(transitions), Style.BOLD);
        screen.line("");
        new SharesReport(catalogue, Optional.of(AlertStatus.of(cluster)), false).print(shares, screen);
        screen.line(verified.sentence());
    }

    /** Alerts on monthly imports: hundreds on yearly ones are raised at once. */
    private static Predicate<DependenceAlert> monthly(List<DemoRelease> releases) {
        Set<String> datasets = releases.stream()
                .filter(release -> !release.isYearly())
                .map(DemoRelease::dataset)
                .collect(Collectors.toSet());
        return alert -> datasets.contains(alert.getDataset());
    }

    /** The topology needs a few seconds to warm up. The replay waits, so that alerts appear beside their months. */
    private static void awaitFirstAlert(AlertFollower alerts, CompletableFuture<?> ended) {
        Polling.until(done -> done, () -> alerts.transitions() > 0 || ended.isDone(), PAUSE, LONGEST_WARM_UP);
    }

    private void printIntroduction(List<DemoRelease> releases) {
        int rows = releases.stream().mapToInt(release -> release.rows().size()).sum();
        screen.line(
                "Replaying %s rows of US imports (US Census Bureau) through a Kafka broker and the topology, in this process."
                        .formatted(Figures.count(rows)),
                Style.BOLD);
        screen.line(
                "Alerts on monthly imports are printed as they are raised, those on yearly ones are in the tables at the end.");
        screen.line("The initial policies judge them:");
        Policies.initial()
                .forEach(policy -> screen.line(String.format(
                        Locale.ROOT,
                        "  %-20s  %s (warning from %s %%, critical from %s %%)",
                        policy.getId(),
                        policy.getDescription(),
                        Figures.plain(policy.getWarning()),
                        Figures.plain(policy.getCritical()))));
        screen.line("starting, which takes some seconds ...", Style.DIM);
    }

    /** @param page its URL; empty if everything ends now */
    private void printNextSteps(String servers, Optional<String> page) {
        if (page.isEmpty()) {
            screen.line("`lodewatch demo`, without --exit, keeps everything running, so that you can query it.");
            return;
        }
        String defaultPort = ClientSettings.DEFAULT_SERVERS.substring(ClientSettings.DEFAULT_SERVERS.indexOf(':'));
        String option = servers.endsWith(defaultPort) ? "" : " --bootstrap-server " + servers;
        screen.line("Everything keeps running at " + servers + " until Ctrl-C. In another terminal, try:", Style.BOLD);
        NEXT_COMMANDS.forEach(command -> screen.line("    ./lodewatch " + command + option));
        screen.line("The same figures in a browser: open " + page.get(), Style.BOLD);
    }
}
