package org.lodewatch.cli.commands;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.streams.app.StreamsConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "settings",
        description = "Prints every setting that `lodewatch stream --set` takes, as a table in Markdown.")
final class SettingsCommand implements Runnable {

    /** Descriptions of defaults that depend on the machine. */
    private static final Map<String, String> MACHINE_DEFAULTS = Map.of(
            StreamsConfiguration.STATE_DIR,
            "`" + Path.of("~", ".lodewatch", "state") + "`",
            StreamsConfiguration.THREADS,
            "as many as processors, 4 at most");

    @ParentCommand
    private LodewatchCommand lodewatch;

    @Override
    public void run() {
        lines().forEach(lodewatch.screen()::line);
    }

    static Stream<String> lines() {
        return table(StreamsConfiguration.DEFINITION, RegistrySettings.DEFINITION);
    }

    /** Two lines of heading, then a line for each setting: name, meaning, type, default and valid values. */
    static Stream<String> table(ConfigDef... definitions) {
        return Stream.concat(
                Stream.of("| setting | what it is | type | default | valid |", "|---|---|---|---|---|"),
                Stream.of(definitions)
                        .flatMap(definition -> definition.configKeys().values().stream())
                        .map(key -> "| `%s` | %s | %s | %s | %s |"
                                .formatted(
                                        key.name,
                                        escaped(key.documentation),
                                        key.type.toString().toLowerCase(Locale.ROOT),
                                        MACHINE_DEFAULTS.getOrDefault(key.name, defaultValue(key)),
                                        key.validator == null ? "" : escaped(key.validator.toString()))));
    }

    private static String defaultValue(ConfigKey key) {
        if (!key.hasDefault()) {
            return "none: it must be given";
        }
        String text = key.defaultValue == null ? "" : ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "none" : "`" + escaped(text) + "`";
    }

    /** A bar would end the cell. */
    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
