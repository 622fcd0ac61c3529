package org.lodewatch.clients.kafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.registry.RegistrySettings;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The properties of Kafka clients, and of a schema registry, under their usual names. */
public record ClientSettings(Map<String, String> properties) {

    public static final String DEFAULT_SERVERS = "localhost:9092";

    private static final Logger log = LoggerFactory.getLogger(ClientSettings.class);

    private static final String BOOTSTRAP = "bootstrap.servers";

    public ClientSettings {
        properties = Map.copyOf(properties);
    }

    public static ClientSettings at(String bootstrapServers) {
        return new ClientSettings(Map.of(BOOTSTRAP, bootstrapServers));
    }

    /**
     * Reads the file, if there is one. The other arguments override it.
     *
     * @param registry URL of a schema registry
     *
     * @throws OperatorException if the file cannot be read
     */
    public static ClientSettings of(Optional<Path> file, Optional<String> servers, Optional<String> registry) {
        Map<String, String> properties = new HashMap<>();
        properties.put(BOOTSTRAP, DEFAULT_SERVERS);
        file.ifPresent(path -> properties.putAll(read(path)));
        servers.ifPresent(given -> properties.put(BOOTSTRAP, given));
        registry.ifPresent(given -> properties.put(RegistrySettings.URL, given));
        return new ClientSettings(properties);
    }

    public String bootstrapServers() {
        return properties.get(BOOTSTRAP);
    }

    /** The properties for one Kafka client, with its own properties over them. */
    public Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = RegistrySettings.without(properties);
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
        warnIfReadable(file, properties);
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        return read;
    }

    private static void warnIfReadable(Path file, Properties properties) {
        boolean secret = properties.stringPropertyNames().stream()
                .anyMatch(name -> name.contains("password") || name.endsWith("sasl.jaas.config"));
        if (secret && Secret.isReadableByAll(file)) {
            log.warn("{} holds a password, and every user of this machine can read it: chmod 600 {}", file, file);
        }
    }
}
