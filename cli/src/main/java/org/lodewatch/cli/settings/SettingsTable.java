package org.lodewatch.cli.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.streams.app.StreamsConfiguration;

/** Every setting of an instance, as a table in Markdown: name, meaning, type, default and valid values. */
public final class SettingsTable {

    /** Defaults that depend on the machine, in words. */
    private static final Map<String, String> IN_WORDS = Map.of(
            StreamsConfiguration.STATE_DIR,
            "`" + Path.of("~", ".lodewatch", "state") + "`",
            StreamsConfiguration.THREADS,
            "as many as processors, 4 at most");

    private final List<ConfigDef> definitions;

    SettingsTable(ConfigDef... definitions) {
        this.definitions = List.of(definitions);
    }

    /** Of all that {@code lodewatch stream} takes. */
    public static SettingsTable ofStream() {
        return new SettingsTable(StreamsConfiguration.DEFINITION, RegistrySettings.DEFINITION);
    }

    /** One line a setting, in the order of their definitions, under two lines of heading. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| setting | what it is | type | default | valid |");
        lines.add("|---|---|---|---|---|");
        for (ConfigDef definition : definitions) {
            definition.configKeys().values().stream().map(SettingsTable::line).forEach(lines::add);
        }
        return lines;
    }

    private static String line(ConfigKey key) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        key.name,
                        cell(key.documentation),
                        key.type.toString().toLowerCase(Locale.ROOT),
                        IN_WORDS.getOrDefault(key.name, standard(key)),
                        key.validator == null ? "" : cell(key.validator.toString()));
    }

    private static String standard(ConfigKey key) {
        if (!key.hasDefault()) {
            return "none: it must be given";
        }
        String text = key.defaultValue == null ? "" : text(key);
        return text.isEmpty() ? "none" : "`" + cell(text) + "`";
    }

    private static String text(ConfigKey key) {
        return ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
