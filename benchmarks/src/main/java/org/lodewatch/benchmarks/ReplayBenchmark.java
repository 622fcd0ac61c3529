package org.lodewatch.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lodewatch.local.cluster.ClientSettings;
import org.lodewatch.local.cluster.KafkaCluster;
import org.lodewatch.local.cluster.TopicReader;
import org.lodewatch.local.policies.StandingPolicies;
import org.lodewatch.local.verify.Verification;
import org.lodewatch.local.verify.VerificationResult;
import org.lodewatch.producer.publish.FeedReport;
import org.lodewatch.producer.publish.FeedRun;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.Progress;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.producer.synthetic.SyntheticFeed;
import org.lodewatch.producer.synthetic.SyntheticTrade;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.messages.MineralShares;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.streams.app.StreamsApp;
import org.lodewatch.streams.book.WindowRule;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Replays made-up imports through the real product path: a broker in a JVM of its own, the feed's publisher, and the
 * topology, exactly once, in this JVM. It ends when the shares that a read_committed reader sees are those of a plain
 * batch over the same log, to the cent; anything else is no result.
 */
@Command(name = "benchmarks/replay", mixinStandardHelpOptions = true)
public final class ReplayBenchmark implements Callable<Integer> {

    private static final long SEED = 20260614;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--records", defaultValue = "1000000", description = "How many (default: 1,000,000).")
    private long records;

    @Option(names = "--threads", defaultValue = "2", description = "Of the topology (default: 2).")
    private int threads;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new ReplayBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path scratch = Files.createTempDirectory("lodewatch-replay-");
        try (BrokerProcess broker = BrokerProcess.start(freePort(), scratch.resolve("broker"));
                KafkaCluster cluster = KafkaCluster.connect(ClientSettings.at(broker.bootstrapServers()))) {
            StandingPolicies.createTopics(cluster, Optional.empty());
            publish(cluster);
            return replay(cluster, scratch.resolve("state"));
        } finally {
            delete(scratch);
        }
    }

    private void publish(KafkaCluster cluster) {
        Catalogue catalogue = Catalogue.bundled();
        SyntheticFeed feed = new SyntheticFeed(
                SyntheticTrade.of(catalogue, "synthetic", List.of("US"), YearMonth.of(2025, 12)), SEED, records);
        long start = System.nanoTime();
        FeedReport report;
        try (ImportPublisher publisher =
                ImportPublisher.connect(feed.id(), cluster.settings().properties())) {
            ImportRules rules =
                    new ImportRules(country -> catalogue.country(country).isPresent(), Clock.systemUTC());
            report = new FeedRun(feed, publisher, rules, FeedRun.Options.DEFAULT, Progress.SILENT).run();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        print(
                "published %,d records (%,d rejected) in %.1f s: %,.0f records/s",
                report.published(), report.rejectedRows(), seconds, records / seconds);
    }

    private int replay(KafkaCluster cluster, Path stateDir) {
        Map<String, String> settings = Map.of(
                "bootstrap.servers", cluster.settings().bootstrapServers(),
                "state.dir", stateDir.toString(),
                "num.stream.threads", Integer.toString(threads));
        Verification verification = new Verification(cluster, Catalogue.bundled(), WindowRule.DEFAULT);
        Map<String, MineralShares> expected = verification.sharesOfLog();
        long cpu = cpuNanos();
        long running;
        long visible;
        try (StreamsApp app = new StreamsApp(settings, Catalogue.bundled());
                TopicReader<String, MineralShares> reader = cluster.reader(Topics.MINERAL_SHARES)) {
            long start = System.nanoTime();
            app.start();
            running = System.nanoTime();
            print("topology running %.1f s after its start", (running - start) / 1e9);
            visible = awaitExpected(reader, expected);
            cpu = cpuNanos() - cpu;
        }
        double seconds = (visible - running) / 1e9;
        print(
                "replayed %,d records in %.1f s, until a read_committed reader saw the last of %,d shares as a batch over"
                        + " the log gives it: %,.0f records/s",
                records, seconds, expected.size(), records / seconds);
        print(
                "%d processors (shared with the broker), %d threads, %.1f s of processor time in this process, Java %s",
                Runtime.getRuntime().availableProcessors(), threads, cpu / 1e9, System.getProperty("java.version"));
        VerificationResult result = verification.await(PATIENCE);
        print("%s", result.sentence());
        return result.agrees() ? 0 : 1;
    }

    /** When every share expected had been seen, and no other. */
    private static long awaitExpected(TopicReader<String, MineralShares> reader, Map<String, MineralShares> expected) {
        Set<String> wrong = new HashSet<>(expected.keySet());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        reader.follow(
                message -> {
                    if (Objects.equals(
                            expected.get(message.key()), message.value().orElse(null))) {
                        wrong.remove(message.key());
                    } else {
                        wrong.add(message.key());
                    }
                },
                () -> wrong.isEmpty() || System.nanoTime() > deadline);
        if (!wrong.isEmpty()) {
            throw new OperatorException(
                    "%d shares were not as the log gives them after %d minutes, such as %s: no result"
                            .formatted(
                                    wrong.size(),
                                    PATIENCE.toMinutes(),
                                    wrong.iterator().next()));
        }
        return System.nanoTime();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
