package org.lodewatch.local.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.lodewatch.schemas.OperatorException;

/** How Kafka clients reach their cluster: properties under Kafka's own names. */
public record ClientSettings(Map<String, String> properties) {

    public static final String DEFAULT_SERVERS = "localhost:9092";

    private static final String BOOTSTRAP = "bootstrap.servers";

    public ClientSettings {
        properties = Map.copyOf(properties);
    }

    public static ClientSettings at(String bootstrapServers) {
        return new ClientSettings(Map.of(BOOTSTRAP, bootstrapServers));
    }

    /**
     * From the file, if there is one; servers given by name win over those in it.
     *
     * @throws OperatorException if the file cannot be read
     */
    public static ClientSettings of(Optional<Path> file, Optional<String> servers) {
        Map<String, String> properties = new HashMap<>();
        properties.put(BOOTSTRAP, DEFAULT_SERVERS);
        file.ifPresent(path -> properties.putAll(read(path)));
        servers.ifPresent(given -> properties.put(BOOTSTRAP, given));
        return new ClientSettings(properties);
    }

    public String bootstrapServers() {
        return properties.get(BOOTSTRAP);
    }

    /** For one client, with what it needs on top. */
    public Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(properties);
        all.putAll(own);
        return all;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new OperatorException(
                    "there is no file %s: name the Kafka client properties with --config".formatted(file), e);
        } catch (IOException | IllegalArgumentException e) {
            throw new OperatorException(
                    "cannot read the Kafka client properties in %s: %s".formatted(file, e.getMessage()), e);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }
}
