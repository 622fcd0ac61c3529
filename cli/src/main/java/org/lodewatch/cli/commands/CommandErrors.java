package org.lodewatch.cli.commands;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.kafka.KafkaErrors;
import org.lodewatch.producer.layout.SettingException;
import org.lodewatch.schemas.OperatorException;
import org.lodewatch.schemas.catalogue.CatalogueException;
import org.lodewatch.schemas.values.Printable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints why a command failed: one line, without a stack trace unless --debug is given. */
final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** The commands of the distribution with the embedded broker. */
    private static final Set<String> WITH_BROKER = Set.of("demo", "broker");

    private final BooleanSupplier debug;

    CommandErrors(BooleanSupplier debug) {
        this.debug = debug;
    }

    /** A mistyped command line: also names the closest option, and where to read on. */
    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        if (command.getParent() == null
                && fault instanceof UnmatchedArgumentException unmatched
                && WITH_BROKER.contains(unmatched.getUnmatched().get(0))) {
            err.println(name + ": there is no broker in this image, which `demo` and `broker` need: run `./lodewatch "
                    + unmatched.getUnmatched().get(0) + "` from a checkout of Lodewatch");
        } else {
            String message = fault.getMessage().lines().findFirst().orElse("");
            err.printf("%s: %s%n", name, Printable.message(message + suggestion(fault)));
            err.printf("try `%s --help`%n", name);
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException fault) {
        List<String> suggestions =
                fault instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty() ? "" : ": did you mean " + String.join(" or ", suggestions) + "?";
    }

    /** A command that failed while it ran. */
    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        String message = String.valueOf(message(fault, parsed));
        command.getErr()
                .println("lodewatch: "
                        + Printable.line(message.lines().map(String::strip).collect(Collectors.joining(" "))));
        if (debug.getAsBoolean()) {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return fault instanceof SettingException ? ExitCode.USAGE : ExitCode.SOFTWARE;
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
                .map(options -> ((ConnectionOptions) options).given().bootstrapServers())
                .findFirst()
                .orElse(ClientSettings.DEFAULT_SERVERS);
    }
}
