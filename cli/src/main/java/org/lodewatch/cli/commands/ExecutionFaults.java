package org.lodewatch.cli.commands;

import java.util.function.BooleanSupplier;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.CatalogueException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What a person is told when a command fails: one line, without a stack trace unless it was asked for. */
final class ExecutionFaults implements IExecutionExceptionHandler {

    private final BooleanSupplier debug;

    ExecutionFaults(BooleanSupplier debug) {
        this.debug = debug;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        command.getErr().println("lodewatch: " + oneLine(message(fault, parsed)));
        if (debug.getAsBoolean()) {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception fault, ParseResult parsed) {
        if (fault instanceof OperatorException || fault instanceof CatalogueException) {
            return fault.getMessage();
        }
        return KafkaErrors.explained(fault, servers(parsed))
                .map(OperatorException::getMessage)
                .orElseGet(() -> "unexpected %s: %s (run it again with --debug for the stack trace)"
                        .formatted(fault.getClass().getSimpleName(), fault.getMessage()));
    }

    private static String servers(ParseResult parsed) {
        ParseResult innermost = parsed;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        return innermost.commandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(ConnectionOptions.class::isInstance)
                .map(ConnectionOptions.class::cast)
                .map(ConnectionOptions::settings)
                .map(ClientSettings::bootstrapServers)
                .findFirst()
                .orElse(ClientSettings.DEFAULT_SERVERS);
    }

    private static String oneLine(String message) {
        return String.valueOf(message)
                .lines()
                .map(String::strip)
                .reduce((one, next) -> one + " " + next)
                .orElse("");
    }
}
