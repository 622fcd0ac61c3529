package org.lodewatch.benchmarks;

import org.lodewatch.benchmarks.capacity.CapacityCommand;
import org.lodewatch.benchmarks.frame.JobFailedException;
import org.lodewatch.benchmarks.growth.GrowthCommand;
import org.lodewatch.benchmarks.guard.GuardCommand;
import org.lodewatch.benchmarks.idle.IdleCommand;
import org.lodewatch.benchmarks.latency.LatencyCommand;
import org.lodewatch.benchmarks.latency.OutageCommand;
import org.lodewatch.benchmarks.loops.JmhCommand;
import org.lodewatch.benchmarks.publish.PublishCommand;
import org.lodewatch.benchmarks.replay.ReplayCommand;
import org.lodewatch.benchmarks.restore.RestoreCommand;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The benchmarks, one command each. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        description = {
            "Measures Lodewatch on this machine: real brokers in a JVM of their own, real clients, made-up trade. Every"
                    + " benchmark checks its results and exits with 1 if they are wrong; figures that were not checked are"
                    + " not printed. They end by themselves, clean up after themselves, and use nothing but loopback.",
            "Figures drift with the machine: compare only those of one run."
        },
        subcommands = {
            ReplayCommand.class,
            GrowthCommand.class,
            RestoreCommand.class,
            LatencyCommand.class,
            OutageCommand.class,
            IdleCommand.class,
            PublishCommand.class,
            JmhCommand.class,
            CapacityCommand.class,
            GuardCommand.class,
            HelpCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments));
    }

    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        if (fault instanceof OperatorException || fault instanceof JobFailedException) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + fault.getMessage());
        } else {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
