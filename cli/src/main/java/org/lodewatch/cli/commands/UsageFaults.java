package org.lodewatch.cli.commands;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person who mistyped is told: one line, and where to read on. */
final class UsageFaults implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        CommandLine command = fault.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr()
                .printf(
                        "%s: %s%s%n",
                        name, fault.getMessage().lines().findFirst().orElse(""), meant(fault));
        command.getErr().printf("try `%s --help`%n", name);
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    private static String meant(ParameterException fault) {
        if (!(fault instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : ": did you mean " + String.join(" or ", suggestions) + "?";
    }
}
