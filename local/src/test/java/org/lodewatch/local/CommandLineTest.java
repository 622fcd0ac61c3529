package org.lodewatch.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lodewatch.cli.output.Screen;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command line, option by option, as scripts rely on it. */
class CommandLineTest {

    private static final Set<String> UNSET = Set.of("null", "Optional.empty", "[]", "{}");

    /**
     * A difference means that scripts may break. If it is meant to be, replace {@code command-line.txt} by the text that
     * the failure shows, and describe the change in the changelog. Descriptions are left out: they may be reworded.
     */
    @Test
    void commandsAndOptionsStayAsTheyAre() throws IOException {
        List<String> lines = new ArrayList<>();
        StringWriter unused = new StringWriter();
        describe(
                Main.command(Screen.plain(new PrintWriter(unused), new PrintWriter(unused)))
                        .commandLine()
                        .getCommandSpec(),
                lines);

        try (InputStream golden = getClass().getResourceAsStream("command-line.txt")) {
            assertThat(String.join("\n", lines) + "\n").isEqualTo(new String(golden.readAllBytes(), UTF_8));
        }
    }

    private static void describe(CommandSpec command, List<String> lines) {
        lines.add(command.qualifiedName() + (command.aliases().length == 0 ? "" : " " + List.of(command.aliases())));
        command.positionalParameters().stream().map(CommandLineTest::parameter).forEach(lines::add);
        command.options().stream()
                .filter(option -> !option.inherited())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .map(CommandLineTest::option)
                .forEach(lines::add);
        command.argGroups().stream()
                .map(ArgGroupSpec::synopsis)
                .map("    together: "::concat)
                .forEach(lines::add);
        command.subcommands().values().forEach(subcommand -> describe(subcommand.getCommandSpec(), lines));
    }

    private static String parameter(PositionalParamSpec parameter) {
        return "    " + parameter.paramLabel() + values(parameter);
    }

    private static String option(OptionSpec option) {
        return "    "
                + String.join(", ", option.names())
                + (option.arity().max() == 0 ? "" : " " + option.paramLabel())
                + values(option);
    }

    private static String values(ArgSpec argument) {
        String standard = argument.defaultValueString();
        List<String> choices = Arrays.stream(argument.auxiliaryTypes())
                .filter(Class::isEnum)
                .flatMap(type -> Arrays.stream(type.getEnumConstants()))
                .map(choice -> ((Enum<?>) choice).name())
                .toList();
        return "; arity " + argument.arity()
                + (argument.required() ? "; required" : "")
                + (argument.isMultiValue() ? "; repeatable" : "")
                + (choices.isEmpty() ? "" : "; one of " + String.join("|", choices))
                + (standard == null || UNSET.contains(standard)
                        ? ""
                        : "; default " + standard.replace(System.getProperty("user.home"), "~"));
    }
}
