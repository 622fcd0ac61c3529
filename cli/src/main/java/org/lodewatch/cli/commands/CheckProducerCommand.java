package org.lodewatch.cli.commands;

import java.util.concurrent.Callable;
import org.lodewatch.cli.producers.ProducerCheck;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.core.ledger.ImportValidation;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.topics.Topics;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check-producer",
        description = {
            "What producers do wrong, as the last records of customs-imports and what was rejected of them show it: keys,"
                    + " partitions, schemas, revisions, declarations of periods, transactions. A line each, with what to do."
                    + " Exit code 1 if anything is wrong.",
            "For programs that publish without `lodewatch produce`. Read as many records as the program wrote last:"
                    + " faults of earlier records stay in the log."
        })
final class CheckProducerCommand extends ClusterCommand implements Callable<Integer> {

    @Mixin
    private CatalogueOption catalogue;

    @Mixin
    private OutputOption output;

    @Option(
            names = "--records",
            paramLabel = "NUMBER",
            defaultValue = "10000",
            description = "How many offsets are read, at the ends of all partitions together (default: 10000).")
    private int records;

    @Override
    public Integer call() {
        if (records < 1) {
            throw new OperatorException("--records: " + records + " is not a number of records; write 1 or more");
        }
        Catalogue countries = catalogue.load();
        ImportValidation validation =
                new ImportValidation(country -> countries.country(country).isPresent(), WindowRule.DEFAULT);
        try (KafkaCluster cluster = connect()) {
            ProducerCheck.Result result = ProducerCheck.of(cluster, validation, records);
            if (result.records() == 0) {
                throw new OperatorException(
                        "%s has no committed record yet: let the producer publish, then run this again"
                                .formatted(Topics.CUSTOMS_IMPORTS.name()));
            }
            if (output.json()) {
                screen().json(result);
            } else {
                result.faults().forEach(fault -> screen().line(fault.sentence()));
                screen().line(result.sentence());
            }
            return result.faults().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
