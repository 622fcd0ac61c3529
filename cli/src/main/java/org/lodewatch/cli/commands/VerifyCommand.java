package org.lodewatch.cli.commands;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lodewatch.cli.verify.Verification;
import org.lodewatch.cli.verify.VerificationResult;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        description = "Recomputes every share and open alert from the log with independent code, and compares them with"
                + " what was published, cent for cent. Exit code 1 if anything differs.")
final class VerifyCommand extends ClusterCommand implements Callable<Integer> {

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
            VerificationResult result = new Verification(
                            cluster,
                            catalogue.load(),
                            StreamsConfiguration.of(settings).windowRule())
                    .await(Duration.ofSeconds(seconds));
            if (output.json()) {
                screen().json(Document.of(result));
            } else {
                result.differences().stream()
                        .limit(MOST_LINES)
                        .forEach(difference -> screen().line(difference.toString()));
                screen().line(result.sentence());
            }
            return result.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** The JSON form of a result. */
    private record Document(
            boolean agrees,
            long records,
            long unusableRecords,
            int windows,
            int standingAlerts,
            List<Difference> differences) {

        record Difference(String key, String published, String log) {}

        static Document of(VerificationResult result) {
            return new Document(
                    result.agrees(),
                    result.records(),
                    result.unusable(),
                    result.windows(),
                    result.alerts(),
                    result.differences().stream()
                            .map(found -> new Difference(found.key(), found.live(), found.log()))
                            .toList());
        }
    }
}
