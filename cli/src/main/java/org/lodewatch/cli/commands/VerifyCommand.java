package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lodewatch.cli.copy.CopyComparison;
import org.lodewatch.cli.copy.CopyResult;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.access.Application;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.clients.kafka.OpenTransaction;
import org.lodewatch.clients.kafka.OpenTransactionSearch;
import org.lodewatch.core.batch.LogFault;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Recomputes every share and open alert from the log with independent code, and compares them with"
                + " what was published, cent for cent. Names the faults of the log itself. Exit code 1 if anything differs,"
                + " 3 if figures are wrong because of the log, or a transaction that does not end hides a part of it. With --against, compares copied topics with their source"
                + " instead.")
final class VerifyCommand extends ClusterCommand implements Callable<Integer> {

    /** Exit code when the published figures follow from the log, but the log holds faults that make them wrong. */
    private static final int FAULTY_LOG = 3;

    private static final int MOST_LINES = 20;

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "The maximum time to wait for the topology to publish what it has read (default: 10).")
    private int seconds;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting that the topology runs with: window.months or horizon.months.")
    private Map<String, String> settings = new HashMap<>();

    @Option(
            names = "--against",
            paramLabel = "HOST:PORT",
            description =
                    "A broker of the cluster that this one is a copy of. Compares every record of the topics that a move"
                            + " copies, and nothing else; stop everything that writes into them first.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--against-config",
            paramLabel = "FILE",
            description = "Kafka client properties for the cluster of --against (default: those of --config).")
    private Optional<Path> sourceConfig = Optional.empty();

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = Application.DEFAULT_APPLICATION_ID,
            description = "With --against, the topology's application.id (default: lodewatch).")
    private String applicationId;

    @Override
    public Integer call() {
        return source.map(this::compareWith).orElseGet(this::recount);
    }

    private int compareWith(String servers) {
        try (KafkaCluster copy = connect();
                KafkaCluster original = connectTo(servers, sourceConfig)) {
            CopyResult result = new CopyComparison(original, copy, applicationId).compare();
            if (output.json()) {
                screen().json(CopyDocument.of(result));
            } else {
                result.faults().forEach(fault -> screen().line(fault.sentence()));
                screen().line(result.sentence());
            }
            return result.isSame() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private int recount() {
        try (KafkaCluster cluster = connect()) {
            Verification verification = new Verification(
                    cluster, catalogue.load(), StreamsConfiguration.of(settings).windowRule());
            VerificationResult result = verification.await(Duration.ofSeconds(seconds));
            List<LogFault> faults = verification.faults();
            List<OpenTransaction> open = verification.openTransactions();
            if (output.json()) {
                screen().json(Document.of(result, faults, open));
            } else {
                result.differences().stream()
                        .limit(MOST_LINES)
                        .forEach(difference -> screen().line(difference.toString()));
                screen().line(result.sentence());
                faults.forEach(fault -> screen().line(fault.sentence()));
                open.forEach(transaction -> screen().line(transaction.sentence() + ", and not counted"));
            }
            if (!result.agrees()) {
                return ExitCode.SOFTWARE;
            }
            Duration longest = OpenTransactionSearch.longest(cluster.settings().properties());
            boolean wrong = faults.stream().anyMatch(fault -> fault.kind().wrongFigures())
                    || open.stream().anyMatch(transaction -> transaction.lastedLongerThan(longest, Instant.now()));
            return wrong ? FAULTY_LOG : ExitCode.OK;
        }
    }

    /** The JSON form of a comparison with a source. */
    private record CopyDocument(
            boolean same, String source, String copy, List<CopyResult.ComparedTopic> topics, List<Fault> faults) {

        record Fault(String topic, String kind, long records, String first, String sentence) {}

        static CopyDocument of(CopyResult result) {
            return new CopyDocument(
                    result.isSame(),
                    result.source(),
                    result.copy(),
                    result.topics(),
                    result.faults().stream()
                            .map(fault -> new Fault(
                                    fault.topic(), fault.kind().id(), fault.records(), fault.first(), fault.sentence()))
                            .toList());
        }
    }

    /** The JSON form of a result. */
    private record Document(
            boolean agrees,
            long records,
            long unusableRecords,
            int windows,
            int standingAlerts,
            List<Difference> differences,
            List<Fault> faults,
            List<HeldBack> heldBack) {

        record HeldBack(int partition, long offset, long records, String since) {}

        record Difference(String key, String published, String log) {}

        record Fault(String kind, boolean wrongFigures, long count, String first) {}

        static Document of(VerificationResult result, List<LogFault> faults, List<OpenTransaction> open) {
            return new Document(
                    result.agrees(),
                    result.records(),
                    result.unusable(),
                    result.windows(),
                    result.alerts(),
                    result.differences().stream()
                            .map(found -> new Difference(found.key(), found.live(), found.log()))
                            .toList(),
                    faults.stream()
                            .map(fault -> new Fault(
                                    fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                                    fault.kind().wrongFigures(),
                                    fault.count(),
                                    fault.first()))
                            .toList(),
                    open.stream()
                            .map(transaction -> new HeldBack(
                                    transaction.partition(),
                                    transaction.offset(),
                                    transaction.held(),
                                    transaction.since().map(Instant::toString).orElse(null)))
                            .toList());
        }
    }
}
