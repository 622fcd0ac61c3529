package org.lodewatch.clients.registry;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.lodewatch.schemas.OperatorException;

/**
 * The settings of a schema registry, under the names that Confluent's clients use. They are given among the properties of
 * Kafka's clients; {@link #without} removes them for those.
 */
public final class RegistrySettings extends AbstractConfig {

    public static final String URL = "schema.registry.url";
    public static final String REGISTERS = "auto.register.schemas";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String TOKEN = "bearer.auth.token";
    public static final String TRUSTSTORE = "schema.registry.ssl.truststore.location";
    public static final String TRUSTSTORE_PASSWORD = "schema.registry.ssl.truststore.password";
    public static final String TRUSTSTORE_TYPE = "schema.registry.ssl.truststore.type";

    /** Every setting with its type, default and meaning. */
    public static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    URL,
                    Type.LIST,
                    List.of(),
                    Importance.HIGH,
                    "Base URL of a schema registry with Confluent's REST API, such as http://registry:8081, or"
                            + " http://apicurio:8080/apis/ccompat/v7; several of the same registry, comma-separated, are"
                            + " tried in turn. Without one, no registry is used.")
            .define(
                    REGISTERS,
                    Type.BOOLEAN,
                    false,
                    Importance.MEDIUM,
                    "Whether a missing schema is registered before the first message is written with it. Off, so that"
                            + " producers need no right to change schemas, and a version that is started by mistake"
                            + " changes nothing for other readers: run `lodewatch schemas register` once instead.")
            .define(
                    USER_INFO,
                    Type.PASSWORD,
                    null,
                    Importance.MEDIUM,
                    "user:password for the registry (HTTP basic authentication).")
            .define(
                    TOKEN,
                    Type.PASSWORD,
                    null,
                    Importance.MEDIUM,
                    "Token for the registry (HTTP bearer authentication).")
            .define(
                    TRUSTSTORE,
                    Type.STRING,
                    null,
                    Importance.LOW,
                    "File with the certificates to trust for a registry with TLS; by default those that Java trusts.")
            .define(TRUSTSTORE_PASSWORD, Type.PASSWORD, null, Importance.LOW, "Password of that file.")
            .define(TRUSTSTORE_TYPE, Type.STRING, "PKCS12", Importance.LOW, "Type of that file: PKCS12 or JKS.");

    private final List<URI> urls;

    /**
     * Reads the settings from among others.
     *
     * @return empty if they name no registry
     * @throws OperatorException if one of them is not valid
     */
    public static Optional<RegistrySettings> of(Map<String, ?> settings) {
        try {
            RegistrySettings found = new RegistrySettings(settings);
            return found.urls.isEmpty() ? Optional.empty() : Optional.of(found);
        } catch (ConfigException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }

    /** All other settings, for Kafka's own clients. */
    public static Map<String, Object> without(Map<String, ?> settings) {
        Map<String, Object> others = new HashMap<>(settings);
        others.keySet().removeAll(DEFINITION.names());
        return others;
    }

    private RegistrySettings(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        this.urls = getList(URL).stream()
                .filter(url -> !url.isBlank())
                .map(RegistrySettings::base)
                .toList();
        if (getPassword(USER_INFO) != null && getPassword(TOKEN) != null) {
            throw new ConfigException("both " + USER_INFO + " and " + TOKEN + " are set: leave out one");
        }
        if (secret(USER_INFO).filter(info -> !info.contains(":")).isPresent()) {
            throw new ConfigException(USER_INFO + " must be user:password");
        }
    }

    /** At least one, each without a slash at its end. */
    List<URI> urls() {
        return urls;
    }

    /** Whether missing schemas are registered. */
    boolean registers() {
        return getBoolean(REGISTERS);
    }

    /** The value of a setting that messages must not show. */
    Optional<String> secret(String name) {
        return Optional.ofNullable(getPassword(name)).map(Password::value);
    }

    /** The trusted certificates; empty for those of the JDK. */
    Optional<SSLContext> trust() {
        return Optional.ofNullable(getString(TRUSTSTORE)).map(Path::of).map(this::trust);
    }

    private SSLContext trust(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore certificates = KeyStore.getInstance(getString(TRUSTSTORE_TYPE));
            certificates.load(
                    in, secret(TRUSTSTORE_PASSWORD).map(String::toCharArray).orElse(null));
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(certificates);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new OperatorException(
                    "cannot read the certificates in %s (%s): check %s, its password and its type"
                            .formatted(file, e.getMessage(), TRUSTSTORE),
                    e);
        }
    }

    private static URI base(String text) {
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            if (url.getUserInfo() != null
                    || url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
                // The message does not repeat the URL, which holds a password.
                throw new ConfigException(URL + " must not hold credentials: set " + USER_INFO + " instead");
            }
            if (url.getHost() != null
                    && List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Reported below without the text of the exception, which may hold a password.
        }
        throw new ConfigException(URL + " must be a list of URLs such as http://registry:8081");
    }
}
