package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.KafkaCluster;
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
                + " 3 if figures are wrong because of the log.")
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

    @Override
    public Integer call() {
        try (KafkaCluster cluster = connect()) {
            Verification verification = new Verification(
                    cluster, catalogue.load(), StreamsConfiguration.of(settings).windowRule());
            VerificationResult result = verification.await(Duration.ofSeconds(seconds));
            List<LogFault> faults = verification.faults();
            if (output.json()) {
                screen().json(Document.of(result, faults));
            } else {
                result.differences().stream()
                        .limit(MOST_LINES)
                        .forEach(difference -> screen().line(difference.toString()));
                screen().line(result.sentence());
                faults.forEach(fault -> screen().line(fault.sentence()));
            }
            if (!result.agrees()) {
                return ExitCode.SOFTWARE;
            }
            return faults.stream().anyMatch(fault -> fault.kind().wrongFigures()) ? FAULTY_LOG : ExitCode.OK;
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
            List<Fault> faults) {

        record Difference(String key, String published, String log) {}

        record Fault(String kind, boolean wrongFigures, long count, String first) {}

        static Document of(VerificationResult result, List<LogFault> faults) {
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
                            .toList());
        }
    }
}
