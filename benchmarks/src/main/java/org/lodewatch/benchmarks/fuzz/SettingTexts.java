package org.lodewatch.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.lodewatch.clients.kafka.ClientSettings;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.core.book.WindowRule;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.streams.app.StreamsConfiguration;

/** Files of client properties, and settings of instances and feeds, which are read but not used. */
final class SettingTexts implements InputSource {

    private static final int MOST_SETTINGS = 5;

    private static final List<String> VALUES = List.of(
            "true",
            "false",
            "all",
            "none",
            "-1",
            "0",
            "1",
            "12",
            "24",
            "36",
            "localhost:9092",
            "[::1]:9092",
            "host",
            ":",
            "http://127.0.0.1:8081",
            "https://user:pass@h/",
            "ftp://x",
            "http://",
            "/tmp",
            "SASL_SSL",
            "PLAINTEXT",
            "SSL",
            "streams",
            "classic",
            "org.example.Absent",
            "java.lang.String",
            "a,b,,c");

    private final ScratchFolders folders = new ScratchFolders();
    private final List<String> names = new ArrayList<>();

    SettingTexts() throws IOException {
        names.addAll(StreamsConfiguration.DEFINITION.names());
        names.addAll(ServiceSettings.DEFINITION.names());
        names.addAll(RegistrySettings.DEFINITION.names());
        names.addAll(StreamsConfiguration.DEFINITION.names());
        names.addAll(AdminClientConfig.configNames());
        names.sort(null);
    }

    @Override
    public void close() {
        folders.close();
    }

    @Override
    public FuzzInput input(Chance chance) {
        Map<String, String> settings = new TreeMap<>();
        for (int more = chance.from(1, MOST_SETTINGS); more > 0; more--) {
            String name = chance.of(names);
            settings.put(chance.oneIn(12) ? chance.mutated(name) : name, value(chance));
        }
        if (chance.oneIn(2)) {
            StringBuilder text = new StringBuilder();
            settings.forEach((name, value) -> text.append(name)
                    .append(chance.of("=", " = ", ":"))
                    .append(value)
                    .append('\n'));
            byte[] file = text.toString().getBytes(UTF_8);
            return new Settings(Map.of(), Optional.of(chance.oneIn(2) ? chance.mutated(file) : file));
        }
        return new Settings(settings, Optional.empty());
    }

    private static String value(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> chance.oddText();
            case 1 -> chance.oddNumber();
            case 2 -> chance.mutated(chance.of(VALUES));
            default -> chance.of(VALUES);
        };
    }

    /** Settings, or a file of client properties in place of them. */
    private final class Settings implements FuzzInput {

        private final Map<String, String> given;
        private final Optional<byte[]> file;

        Settings(Map<String, String> given, Optional<byte[]> file) {
            this.given = given;
            this.file = file;
        }

        @Override
        public Verdict check() throws Exception {
            try {
                Map<String, ?> all = given;
                if (file.isPresent()) {
                    all = ClientSettings.of(
                                    Optional.of(folders.write("client.properties", file.get())),
                                    Optional.empty(),
                                    Optional.empty())
                            .with(Map.of());
                }
                ServiceSettings.of(all);
                RegistrySettings.of(all);
                StreamsConfiguration configuration = StreamsConfiguration.of(all);
                requireWindow(all, configuration.windowRule());
                configuration.clientProperties();
                return Verdict.FIGURES;
            } catch (RuntimeException failure) {
                if (!Refusals.isNamed(failure)) {
                    throw failure;
                }
                return Verdict.REFUSAL;
            }
        }

        private static void requireWindow(Map<String, ?> all, WindowRule rule) throws WrongAnswer {
            Object months = all.get(StreamsConfiguration.WINDOW_MONTHS);
            if (months != null) {
                WrongAnswer.requireEqual(
                        "window", Integer.parseInt(months.toString().strip()), rule.windowMonths());
            }
        }

        @Override
        public String shown() {
            return file.map(bytes -> new String(bytes, UTF_8)).orElse(given.toString());
        }
    }
}
