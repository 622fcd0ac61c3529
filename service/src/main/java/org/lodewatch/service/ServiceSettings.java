package org.lodewatch.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.lodewatch.schemas.OperatorException;

/** The settings of the HTTP port. */
public final class ServiceSettings extends AbstractConfig {

    public static final String HOST = "http.host";
    public static final String PORT = "http.port";
    public static final String TOKEN_FILE = "http.token.file";
    public static final String PAGE = "http.page";
    public static final String ALLOWED_HOSTS = "http.allowed.hosts";
    public static final String BROKER_TIMEOUT = "health.broker.timeout.ms";
    public static final String GRAFANA_URL = "http.grafana.url";

    /** Every setting with its type, default, bounds and meaning. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    HOST,
                    Type.STRING,
                    "127.0.0.1",
                    Importance.MEDIUM,
                    "Address that answers over HTTP: by default this machine alone; 0.0.0.0 is every address.")
            .define(
                    PORT,
                    Type.INT,
                    7400,
                    Range.between(0, 65_535),
                    Importance.MEDIUM,
                    "Port that answers over HTTP; 0 is any free one.")
            .define(
                    TOKEN_FILE,
                    Type.STRING,
                    "",
                    Importance.MEDIUM,
                    "File whose first line is the bearer token that requests which change something must carry."
                            + " Without one they are refused.")
            .define(
                    PAGE,
                    Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether the web page is at the root of the port of an instance. Without it, the JSON API remains.")
            .define(
                    ALLOWED_HOSTS,
                    Type.LIST,
                    "",
                    Importance.MEDIUM,
                    "Host names that requests may be for, beside those of the loopback address; by default no others"
                            + " if http.host is a loopback address, and any otherwise.")
            .define(
                    BROKER_TIMEOUT,
                    Type.LONG,
                    60_000L,
                    Range.atLeast(1_000L),
                    Importance.MEDIUM,
                    "How long the broker may not have answered, in milliseconds, before /health/ready returns 503.")
            .define(
                    GRAFANA_URL,
                    Type.STRING,
                    "",
                    ConfigDef.LambdaValidator.with(
                            (name, value) -> requireAddress(name, (String) value),
                            () -> "an http or https address, or empty"),
                    Importance.LOW,
                    "Address of Grafana, to which the page of operations links. Without one there is no link.");

    /** @throws OperatorException if a setting is out of bounds */
    public static ServiceSettings of(Map<String, ?> settings) {
        try {
            return new ServiceSettings(settings);
        } catch (ConfigException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }

    private ServiceSettings(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
    }

    /** Whether the web page is served. */
    public boolean hasPage() {
        return getBoolean(PAGE);
    }

    String host() {
        return getString(HOST);
    }

    int port() {
        return getInt(PORT);
    }

    List<String> allowedHosts() {
        return getList(ALLOWED_HOSTS).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** How long the broker may not have answered before an instance is not ready. */
    public Duration brokerTimeout() {
        return Duration.ofMillis(getLong(BROKER_TIMEOUT));
    }

    /** Where the dashboards are. */
    public Optional<String> grafana() {
        return Optional.of(getString(GRAFANA_URL)).filter(url -> !url.isBlank());
    }

    Optional<Path> tokenFile() {
        return Optional.of(getString(TOKEN_FILE))
                .filter(file -> !file.isBlank())
                .map(Path::of);
    }

    /** A link that runs a script instead would be no address. */
    private static void requireAddress(String name, String value) {
        if (!value.isBlank() && !value.matches("https?://[^\\s]+")) {
            throw new ConfigException(name, value, "must begin with http:// or https://");
        }
    }
}
