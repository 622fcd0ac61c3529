package org.lodewatch.cli.commands;

import java.util.concurrent.Callable;
import org.lodewatch.cli.imports.ImportOutcome;
import org.lodewatch.cli.output.Screen;
import org.lodewatch.clients.kafka.KafkaCluster;
import org.lodewatch.producer.rules.ImportRules;
import org.lodewatch.schemas.catalogue.Catalogue;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** Publishes customs imports from one kind of feed. Subclasses add the options of that feed. */
abstract class FeedCommand implements Callable<Integer> {

    @ParentCommand
    private ProduceCommand produce;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CatalogueOption catalogue;

    final Screen screen() {
        return produce.screen();
    }

    final KafkaCluster connect() {
        return connection.connect();
    }

    final Catalogue catalogue() {
        return catalogue.load();
    }

    /** The rules that rows must pass, with the countries of a catalogue. */
    static ImportRules rules(Catalogue catalogue) {
        return ImportRules.of(catalogue);
    }

    /** Prints the outcome. @return the exit code */
    final int finish(ImportOutcome outcome, Catalogue catalogue) {
        screen().line(outcome.sentence());
        outcome.remarks(catalogue).forEach(screen()::line);
        return outcome.someRejected() ? ProduceCommand.SOME_REJECTED : ExitCode.OK;
    }
}
