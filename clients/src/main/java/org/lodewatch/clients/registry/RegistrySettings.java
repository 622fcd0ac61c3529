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
 * How to reach a schema registry, under the names that clients of the Confluent family use. The settings stand among
 * those of Kafka's clients, which know nothing of them: {@link #without} takes them out.
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
                    "Whether to register a schema that is missing before the first message is written under it. Off, so"
                            + " that who may write messages need not be allowed to change schemas, and a version started"
                            + " by mistake changes nothing for other readers: `lodewatch schemas register` does it, once.")
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
                    "File with the certificates to trust when the registry speaks TLS; without one, those that Java"
                            + " trusts.")
            .define(TRUSTSTORE_PASSWORD, Type.PASSWORD, null, Importance.LOW, "Password of that file.")
            .define(TRUSTSTORE_TYPE, Type.STRING, "PKCS12", Importance.LOW, "What that file is: PKCS12 or JKS.");

    private final List<URI> urls;

    /**
     * The settings among others.
     *
     * @return empty where no registry is to be used
     * @throws OperatorException if one of them cannot be
     */
    public static Optional<RegistrySettings> of(Map<String, ?> settings) {
        try {
            RegistrySettings found = new RegistrySettings(settings);
            return found.urls.isEmpty() ? Optional.empty() : Optional.of(found);
        } catch (ConfigException e) {
            throw new OperatorException(e.getMessage(), e);
        }
    }

    /** What is left for Kafka's own clients. */
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

    /** Without a slash at the end. At least one. */
    List<URI> urls() {
        return urls;
    }

    /** Whether schemas that are missing are registered. */
    boolean registers() {
        return getBoolean(REGISTERS);
    }

    /** A setting that must not be shown. */
    Optional<String> secret(String name) {
        return Optional.ofNullable(getPassword(name)).map(Password::value);
    }

    /** Whom to trust; empty for whom Java trusts. */
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
                    "cannot read the certificates in %s (%s): check %s and what stands beside it"
                            .formatted(file, e.getMessage(), TRUSTSTORE),
                    e);
        }
    }

    private static URI base(String text) {
        try {
            URI url = new URI(text.strip().replaceAll("/+$", ""));
            if (url.getUserInfo() != null
                    || url.getRawAuthority() != null && url.getRawAuthority().contains("@")) {
                // Unsaid, since it holds a password.
                throw new ConfigException(URL + " must not hold credentials: set " + USER_INFO + " instead");
            }
            if (url.getHost() != null
                    && List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getQuery() == null
                    && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below; the exception would repeat what may hold a password.
        }
        throw new ConfigException(URL + " is no list of URLs such as http://registry:8081");
    }
}
