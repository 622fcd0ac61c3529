package org.lodewatch.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;

/** The page for operators lists every setting as it is. */
class SettingsCommandTest {

    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final String BEGIN = "<!-- settings: printed by ./lodewatch settings -->\n";
    private static final String END = "<!-- end of settings -->\n";

    @Test
    void thePageHasTheTableOfTheDefinitions() throws IOException {
        String page = Files.readString(PAGE);
        String table = SettingsCommand.lines().collect(Collectors.joining("\n")) + "\n";
        String held = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
        if (Boolean.getBoolean("lodewatch.rewrite")) {
            Files.writeString(PAGE, page.replace(BEGIN + held + END, BEGIN + table + END));
            return;
        }

        assertThat(held)
                .as("docs/operations.md lists other settings than there are: put what `./lodewatch settings` prints"
                        + " between its two comments, or let `mvn -pl cli -am test -Dtest=SettingsCommandTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dlodewatch.rewrite=true` do it")
                .isEqualTo(table);
    }

    @Test
    void everySettingHasALineWithItsBoundsWithoutMachineDependentValues() {
        ConfigDef definition = new ConfigDef()
                .define("tonnes", Type.INT, 3, Range.between(1, 5), Importance.LOW, "How many | of what.")
                .define("port", Type.INT, Importance.LOW, "Where.")
                .define("name", Type.STRING, "", Importance.LOW, "Whose.");

        assertThat(SettingsCommand.table(definition))
                .contains(
                        "| `tonnes` | How many \\| of what. | int | `3` | [1,...,5] |",
                        "| `port` | Where. | int | none: it must be given |  |",
                        "| `name` | Whose. | string | none |  |");
        assertThat(SettingsCommand.lines().collect(Collectors.joining("\n")))
                .contains("| `state.dir` |", "`~/.lodewatch/state`", "as many as processors, 4 at most")
                .doesNotContain(System.getProperty("user.home"));
    }
}
