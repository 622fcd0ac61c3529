package org.lodewatch.benchmarks;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.benchmarks.backtest.BacktestCommand;
import org.lodewatch.benchmarks.books.CellsCommand;
import org.lodewatch.benchmarks.capacity.CapacityCommand;
import org.lodewatch.benchmarks.chaos.ChaosCommand;
import org.lodewatch.benchmarks.experiment.BenchmarkException;
import org.lodewatch.benchmarks.experiment.ProcessWatch;
import org.lodewatch.benchmarks.fuzz.FuzzCommand;
import org.lodewatch.benchmarks.latency.IdleCommand;
import org.lodewatch.benchmarks.latency.LatencyCommand;
import org.lodewatch.benchmarks.latency.OutageCommand;
import org.lodewatch.benchmarks.loops.JmhCommand;
import org.lodewatch.benchmarks.page.PageCommand;
import org.lodewatch.benchmarks.publish.PublishCommand;
import org.lodewatch.benchmarks.replay.GrowthCommand;
import org.lodewatch.benchmarks.replay.GuardCommand;
import org.lodewatch.benchmarks.replay.ReplayCommand;
import org.lodewatch.benchmarks.replay.ReportersCommand;
import org.lodewatch.benchmarks.replay.RestoreCommand;
import org.lodewatch.benchmarks.startup.CommandsCommand;
import org.lodewatch.benchmarks.vintage.AsKnownCommand;
import org.lodewatch.schemas.OperatorException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line of the benchmarks, with one command for each. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "NAME",
        description = {
            "Measures Lodewatch on this machine: real brokers in a JVM of their own, real clients, synthetic trade. Every"
                    + " benchmark checks its results and exits with 1 if they are wrong; figures that were not checked are"
                    + " not printed. Each ends by itself, deletes its files, and uses only the loopback interface.",
            "Figures vary with the machine from hour to hour: compare only those of one run."
        },
        subcommands = {
            ReplayCommand.class,
            GrowthCommand.class,
            RestoreCommand.class,
            ReportersCommand.class,
            LatencyCommand.class,
            OutageCommand.class,
            IdleCommand.class,
            PublishCommand.class,
            CommandsCommand.class,
            CellsCommand.class,
            JmhCommand.class,
            BacktestCommand.class,
            AsKnownCommand.class,
            CapacityCommand.class,
            PageCommand.class,
            GuardCommand.class,
            FuzzCommand.class,
            ChaosCommand.class,
            HelpCommand.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String... arguments) {
        ProcessWatch.start("benchmarks/run", Thread.currentThread());
        System.exit(new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Benchmarks::explain)
                .execute(arguments));
    }

    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        if (fault instanceof InterruptException) {
            // The watch has printed why it interrupted the benchmark.
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (fault instanceof OperatorException
                || fault instanceof BenchmarkException
                || fault instanceof KafkaException) {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + fault.getMessage());
        } else {
            fault.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
