package org.lodewatch.cli.commands;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.lodewatch.cli.output.Confirmation;
import org.lodewatch.cli.output.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code lodewatch}, with all its commands. */
@Command(
        name = "lodewatch",
        description = "Watches, from a stream of customs imports, where a country's critical minerals come from.",
        synopsisSubcommandLabel = "COMMAND")
public final class LodewatchCommand implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            TopicsCommand.class,
            SchemasCommand.class,
            ProduceCommand.class,
            CheckProducerCommand.class,
            RejectedCommand.class,
            StreamCommand.class,
            SharesCommand.class,
            WhatIfCommand.class,
            AlternativesCommand.class,
            AlertsCommand.class,
            NotifyCommand.class,
            PoliciesCommand.class,
            MineralsCommand.class,
            ExplainCommand.class,
            ChangesCommand.class,
            VerifyCommand.class,
            LagCommand.class,
            ResetCommand.class,
            SettingsCommand.class);

    private final Screen screen;
    private final List<Class<?>> first;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Describes a command and its options.")
    private boolean help;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Prints the stack trace of an error.")
    private boolean debug;

    /** @param first commands that a larger distribution adds; help lists them before the others */
    public LodewatchCommand(Screen screen, List<Class<?>> first) {
        this.screen = screen;
        this.first = List.copyOf(first);
    }

    /**
     * Parses and runs one command, and prints why it failed, if it did.
     *
     * @return the exit code: 0 success, 1 failed, 2 wrong usage, 3 some rows rejected
     */
    public int execute(String... args) {
        try {
            return parser(named(args)).execute(args);
        } catch (Error e) { // without an exit code, a thread that does not end would keep the process
            screen.err()
                    .println("lodewatch: unexpected %s (run it again with --debug for the stack trace)".formatted(e));
            if (debug) {
                e.printStackTrace(screen.err());
            }
            screen.err().flush();
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** The parser with all commands. */
    public CommandLine commandLine() {
        return parser(commands());
    }

    /** Only the command that is named first, if one is: to describe all takes longer than many a command runs. */
    private List<Class<?>> named(String... args) {
        String name = args.length == 0 ? "" : args[0];
        return commands().stream()
                .filter(command -> command.getAnnotation(Command.class).name().equals(name))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElseGet(this::commands);
    }

    private List<Class<?>> commands() {
        return Stream.concat(first.stream(), COMMANDS.stream()).toList();
    }

    private CommandLine parser(List<Class<?>> commands) {
        CommandLine line = new CommandLine(this);
        commands.forEach(line::addSubcommand);
        ValueConverters.register(line);
        CommandErrors errors = new CommandErrors(() -> debug);
        return line.setOut(screen.out())
                .setErr(screen.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        screen.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    public Screen screen() {
        return screen;
    }

    /** Asks questions where standard input and output are a terminal, as the launcher says in a system property. */
    Confirmation confirmation() {
        return new Confirmation(
                screen,
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                Boolean.getBoolean("lodewatch.asks"));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "which command? " + String.join(", ", spec.subcommands().keySet()));
    }
}
