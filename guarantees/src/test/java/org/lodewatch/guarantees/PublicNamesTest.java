package org.lodewatch.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.topics.Topics;
import org.lodewatch.service.ServiceSettings;
import org.lodewatch.streams.app.StreamsConfiguration;

/**
 * The names that users, other programs and stored data rely on, each as a list beside this class. A change of a list is
 * a change for users: if it is intended, copy the file that the failed test names over the list, and describe it in
 * CHANGELOG.md.
 *
 * <p>The topology is a list of its own, in the module streams, and the command line one in the module local.
 */
class PublicNamesTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void topicsAndTheirConfiguration() {
        compare(
                "topics.txt",
                Topics.all().stream()
                        .map(topic -> "%s partitions=%d %s"
                                .formatted(topic.name(), topic.partitions(), new TreeMap<>(topic.config()))));
    }

    @Test
    void storesOfTheTopology() throws IOException {
        String topology = Files.readString(
                ROOT.resolve("streams/src/test/resources/org/lodewatch/streams/topology/dependence-topology.txt"));
        compare(
                "stores.txt",
                Pattern.compile("\\(stores: \\[(.*?)]\\)")
                        .matcher(topology)
                        .results()
                        .flatMap(stores -> Arrays.stream(stores.group(1).split(", ")))
                        .filter(store -> !store.isEmpty())
                        .distinct()
                        .sorted());
    }

    /** By the fingerprint of the canonical form, which names, types and order of the fields decide. */
    @Test
    void messageSchemas() throws IOException {
        List<String> schemas = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("schemas/src/main/avro"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                schemas.add(schema(file.getFileName().toString().replace(".avsc", "")));
            }
        }

        compare("schemas.txt", schemas.stream());
    }

    private static String schema(String name) {
        try {
            Schema schema = (Schema) Class.forName("org.lodewatch.schemas.messages." + name)
                    .getMethod("getClassSchema")
                    .invoke(null);
            return "%s %016x".formatted(name, SchemaNormalization.parsingFingerprint64(schema));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    /** Of {@code lodewatch stream}. Two defaults depend on the machine. */
    @Test
    void settingsAndTheirDefaults() {
        compare(
                "settings.txt",
                Stream.of(StreamsConfiguration.DEFINITION, RegistrySettings.DEFINITION, ServiceSettings.DEFINITION)
                        .flatMap(definition -> definition.configKeys().values().stream())
                        .map(key -> "%s %s %s".formatted(key.name, key.type, standard(key)))
                        .distinct());
    }

    private static String standard(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        if (key.name.equals(StreamsConfiguration.THREADS) || key.name.equals(StreamsConfiguration.STATE_DIR)) {
            return "of the machine";
        }
        return "default=" + ConfigDef.convertToString(key.defaultValue, key.type);
    }

    /** As the source registers them. */
    @Test
    void pathsOfTheHttpPort() throws IOException {
        Pattern route = Pattern.compile("routes\\s*\\.(\\w+)\\(\\s*\"(/[^\"]*)\"");
        try (Stream<Path> files = Files.walk(ROOT.resolve("service/src/main/java"))) {
            compare(
                    "paths.txt",
                    files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> route.matcher(read(file)).results())
                            .map(found -> found.group(2) + " " + found.group(1))
                            .sorted());
        }
    }

    /** As the page of metrics has them, which {@link ObservabilityIT} compares with those of running processes. */
    @Test
    void metrics() {
        compare(
                "metrics.txt",
                Pattern.compile("(?m)^\\| `(lodewatch_\\w+)` \\| (\\w+) \\| [^|]+ \\|([^|]*)\\|")
                        .matcher(read(ROOT.resolve("docs/observability.md")))
                        .results()
                        .map(row -> "%s %s %s"
                                .formatted(
                                        row.group(1),
                                        row.group(2),
                                        row.group(3).replace("`", "").replace(" ", ""))
                                .strip())
                        .sorted());
    }

    private static void compare(String list, Stream<String> found) {
        String text = found.collect(joining("\n", "", "\n"));
        try (InputStream expected = PublicNamesTest.class.getResourceAsStream(list)) {
            Path written = Files.createDirectories(Path.of("target", "lists")).resolve(list);
            Files.writeString(written, text);
            assertThat(text)
                    .as("%s, as written to %s", list, written.toAbsolutePath().normalize())
                    .isEqualTo(expected == null ? "" : new String(expected.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
