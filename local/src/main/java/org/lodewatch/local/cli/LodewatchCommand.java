package org.lodewatch.local.cli;

import org.lodewatch.local.output.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code lodewatch}: all the commands. */
@Command(
        name = "lodewatch",
        description = "Watches, from a stream of customs imports, where a country's critical minerals come from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            SchemasCommand.class,
            ProduceCommand.class,
            StreamCommand.class,
            SharesCommand.class,
            AlertsCommand.class,
            NotifyCommand.class,
            PoliciesCommand.class,
            MineralsCommand.class,
            VerifyCommand.class,
            LagCommand.class,
            ResetCommand.class,
            SettingsCommand.class
        })
public final class LodewatchCommand implements Runnable {

    private final Screen screen;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Says what a command does and takes.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Shows the stack trace of whatever goes wrong.")
    private boolean debug;

    public LodewatchCommand(Screen screen) {
        this.screen = screen;
    }

    /** Parses, runs, and says what went wrong. @return the exit code */
    public int execute(String... args) {
        return new CommandLine(this)
                .setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageFaults())
                .setExecutionExceptionHandler(new ExecutionFaults(() -> debug))
                .execute(args);
    }

    Screen screen() {
        return screen;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command? " + names());
    }

    private String names() {
        return String.join(", ", spec.subcommands().keySet());
    }
}
