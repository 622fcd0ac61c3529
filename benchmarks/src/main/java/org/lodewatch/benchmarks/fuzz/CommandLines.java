package org.lodewatch.benchmarks.fuzz;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.lodewatch.cli.commands.LodewatchCommand;
import org.lodewatch.cli.output.Screen;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Command lines, which are parsed but not run: a fault of usage is one line and where to read on. */
final class CommandLines implements InputSource {

    private static final int MOST_WORDS = 5;
    private static final int LINES_OF_A_FAULT = 2;

    private static final List<String> VALUES = List.of(
            "US",
            "antimony",
            "us-census/US/antimony",
            "2024-12",
            "2024",
            "now",
            "P1D",
            "2026-06-07T12:00:00Z",
            "json",
            "text",
            "0.5",
            "10",
            "a=b",
            "localhost:9092",
            "-",
            "--",
            "-x",
            "--no-such",
            "@missing");

    private final ThreadLocal<CommandLine> parsers = ThreadLocal.withInitial(() -> new LodewatchCommand(
                    new Screen(
                            new PrintWriter(OutputStream.nullOutputStream()),
                            new PrintWriter(OutputStream.nullOutputStream()),
                            false,
                            false,
                            Screen.UNLIMITED,
                            Screen.UNLIMITED),
                    List.of())
            .commandLine());

    private final List<List<String>> commands = new ArrayList<>();
    private final List<List<String>> options = new ArrayList<>();

    CommandLines() {
        collect(List.of(), parsers.get().getCommandSpec());
    }

    private void collect(List<String> path, CommandSpec command) {
        commands.add(path);
        List<String> names = new ArrayList<>(List.of("--help"));
        for (OptionSpec option : command.options()) {
            names.addAll(List.of(option.names()));
        }
        options.add(names);
        command.subcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(longer, sub.getCommandSpec());
        });
    }

    @Override
    public FuzzInput input(Chance chance) {
        int command = chance.below(commands.size());
        List<String> words = new ArrayList<>(commands.get(command));
        for (int more = chance.below(MOST_WORDS); more > 0; more--) {
            if (chance.oneIn(3)) {
                words.add(value(chance));
            } else {
                String option = chance.of(options.get(command));
                words.add(chance.oneIn(2) ? option : option + "=" + value(chance));
            }
        }
        if (chance.oneIn(6)) {
            int word = chance.below(words.size() + 1);
            words.add(word, chance.oddText());
        }
        return new Words(words);
    }

    private static String value(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> chance.oddText();
            case 1 -> chance.oddNumber();
            case 2 -> chance.mutated(chance.of(VALUES));
            default -> chance.of(VALUES);
        };
    }

    private final class Words implements FuzzInput {

        private final List<String> words;

        Words(List<String> words) {
            this.words = words;
        }

        @Override
        public Verdict check() throws Exception {
            String[] arguments = words.toArray(String[]::new);
            CommandLine parser = parsers.get();
            try {
                parser.parseArgs(arguments);
                return Verdict.FIGURES;
            } catch (ParameterException fault) {
                StringWriter printed = new StringWriter();
                CommandLine command = fault.getCommandLine();
                command.setErr(new PrintWriter(printed, true));
                WrongAnswer.requireEqual(
                        "exit code",
                        CommandLine.ExitCode.USAGE,
                        parser.getParameterExceptionHandler().handleParseException(fault, arguments));
                List<String> lines = List.of(printed.toString().split("\n"));
                WrongAnswer.requireEqual("lines of a fault of usage: " + lines, LINES_OF_A_FAULT, lines.size());
                for (String line : lines) {
                    Refusals.requireOneLine(line);
                }
                return Verdict.REFUSAL;
            }
        }

        @Override
        public String shown() {
            return words.toString();
        }
    }
}
