package org.lodewatch.cli.commands;

import java.time.Clock;
import java.util.List;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.feed.ReportingPeriod;
import org.lodewatch.producer.publish.ImportPublisher;
import org.lodewatch.producer.publish.PeriodCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "complete",
        description = "Declares that all of a period is published, such as one whose parts were published with --part.")
final class CompleteCommand extends FeedCommand {

    @Parameters(index = "0", paramLabel = "DATASET", description = "The dataset.")
    private String dataset;

    @Parameters(index = "1", paramLabel = "PERIOD", description = "A month YYYY-MM or a year YYYY that is over.")
    private String period;

    @Option(
            names = "--reporter",
            paramLabel = "COUNTRY",
            description =
                    "An importing country, ISO 3166-1 alpha-2; may be repeated (default: all that have the period).")
    private List<String> reporters = List.of();

    @Mixin
    private PartialOption partial;

    @Override
    public Integer call() {
        try (KafkaCluster cluster = connect();
                ImportPublisher publisher = ImportPublisher.connect(
                        PeriodCompletion.id(dataset), cluster.settings().properties())) {
            List<ReportingPeriod> declared = new PeriodCompletion(publisher, Clock.systemUTC())
                    .declare(dataset, period, reporters, partial.accepted());
            declared.forEach(each -> screen().line("%s of %s/%s is declared complete"
                    .formatted(each.period(), each.dataset(), each.reporter())));
            return ExitCode.OK;
        }
    }
}
