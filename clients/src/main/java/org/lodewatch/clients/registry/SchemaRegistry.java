package org.lodewatch.clients.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.lodewatch.clients.http.BoundedHttpClient;
import org.lodewatch.clients.http.ConnectionErrors;
import org.lodewatch.schemas.serde.UndecodableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry, over the REST API that Confluent, Apicurio (under {@code /apis/ccompat/v7}), Karapace and Redpanda
 * share. Thread-safe.
 *
 * <p>A call waits for about a minute while there is no usable response; then it throws a
 * {@link RegistryUnavailableException}. If the registry refuses, it throws a {@link RegistryException} at once.
 */
public final class SchemaRegistry {

    /** The compatibility level of every subject, and of the schemas' own history. */
    private static final String LEVEL = "FULL_TRANSITIVE";

    /** How long a call retries. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 8 << 20;

    /** How many lost parts of a schema a message names. */
    private static final int MOST_SHOWN = 3;

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(250), 2, 0.3, Duration.ofSeconds(5));

    /**
     * A registered schema.
     *
     * @param id identifies the schema in messages
     * @param isNew whether this call registered it
     */
    public record Registered(int id, boolean isNew) {}

    @FunctionalInterface
    private interface ResponseParser<T> {

        /** @throws IOException if the response is not usable */
        T parse(RegistryResponse response) throws IOException;
    }

    private record Call(String method, String path, Optional<ObjectNode> body) {

        Call(String method, String path) {
            this(method, path, Optional.empty());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final List<URI> urls;
    private final Optional<String> authorization;
    private final List<String> secrets;
    private final Duration timeout;
    private final BoundedHttpClient client;
    private volatile int preferred;

    public SchemaRegistry(RegistrySettings settings) {
        this(settings, PATIENCE);
    }

    SchemaRegistry(RegistrySettings settings, Duration timeout) {
        this.urls = settings.urls();
        this.timeout = timeout;
        this.authorization = authorization(settings);
        this.secrets = new ArrayList<>();
        authorization.ifPresent(header -> secrets.add(header.substring(header.indexOf(' ') + 1)));
        settings.secret(RegistrySettings.USER_INFO).ifPresent(info -> {
            secrets.add(info);
            secrets.add(info.substring(info.indexOf(':') + 1));
        });
        secrets.removeIf(String::isBlank);
        this.client = new BoundedHttpClient(CONNECT_TIMEOUT, settings.trust());
    }

    private static Optional<String> authorization(RegistrySettings settings) {
        return settings.secret(RegistrySettings.USER_INFO)
                .map(info -> "Basic " + Base64.getEncoder().encodeToString(info.getBytes(UTF_8)))
                .or(() -> settings.secret(RegistrySettings.TOKEN).map(token -> "Bearer " + token));
    }

    /**
     * The id of a schema under a subject.
     *
     * @return empty if the subject does not have it
     */
    public Optional<Integer> find(String subject, Schema schema) {
        return call(
                new Call("POST", "/subjects/" + encoded(subject), Optional.of(body(schema))),
                response -> response.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_SCHEMA)
                        ? Optional.empty()
                        : Optional.of(response.number("id")));
    }

    /**
     * Registers a schema as the newest version of a subject if the subject does not have it, and sets the subject's
     * compatibility to {@link #LEVEL}.
     *
     * @throws RegistryException if the schema is not compatible with the subject's versions
     */
    public Registered register(String subject, Schema schema) {
        // The level comes first, because some registries accept any schema by default.
        if (!compatibility(subject).equals(Optional.of(LEVEL))) {
            setCompatibility(subject, LEVEL);
        }
        return find(subject, schema)
                .map(id -> new Registered(id, false))
                .orElseGet(() -> call(
                        new Call("POST", "/subjects/" + encoded(subject) + "/versions", Optional.of(body(schema))),
                        response -> {
                            if (response.status() == 409) {
                                throw incompatible(subject, schema, response.message());
                            }
                            return new Registered(response.number("id"), true);
                        }));
    }

    /**
     * Checks that a schema is registered under its subject, and that the registry returns all that was sent.
     *
     * @return what is wrong and what to do; empty if it is registered
     */
    public Optional<String> problem(String subject, Schema schema) {
        Optional<Integer> id = find(subject, schema);
        if (id.isPresent()) {
            return loss(subject, schema, id.get());
        }
        return Optional.of(incompatibility(subject, schema)
                .map(RegistryException::getMessage)
                .orElseGet(() -> missing(subject, schema)));
    }

    /**
     * What the registry has not kept of a schema that is registered under this id, and what to do; empty if it has kept all.
     * Apicurio, for one, takes a schema for an older one from which it differs only in documentation, aliases or default symbols.
     */
    public Optional<String> loss(String subject, Schema schema, int id) {
        List<String> lost;
        try {
            lost = SchemaComparison.lost(schema, schema(id));
        } catch (UndecodableException e) {
            throw new RegistryException(
                    "schema %d of subject %s cannot be compared: %s".formatted(id, subject, e.getMessage()));
        }
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        String parts = lost.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "))
                + (lost.size() > MOST_SHOWN ? " and %d more".formatted(lost.size() - MOST_SHOWN) : "");
        return Optional.of(
                ("%s: the registry returns schema %d, which lacks %s: delete the subject, but not permanently (messages"
                                + " stay readable), and run `lodewatch schemas register` again")
                        .formatted(subject, id, parts));
    }

    static String missing(String subject, Schema schema) {
        return "%s is not registered under subject %s: run `lodewatch schemas register`"
                .formatted(schema.getName(), subject);
    }

    /**
     * Why {@link #register} would fail.
     *
     * @return empty if the schema is compatible, or the subject has none yet
     */
    public Optional<RegistryException> incompatibility(String subject, Schema schema) {
        return call(
                new Call(
                        "POST",
                        "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true",
                        Optional.of(body(schema))),
                response -> {
                    // For a subject without versions Apicurio returns an error; the others return that it is
                    // compatible.
                    if (response.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_VERSION)
                            || response.truth("is_compatible")) {
                        return Optional.empty();
                    }
                    String reasons = StreamSupport.stream(
                                    response.json().path("messages").spliterator(), false)
                            .map(reason -> reason.asText())
                            .collect(Collectors.joining("; "));
                    return Optional.of(incompatible(subject, schema, reasons));
                });
    }

    /**
     * The schema with an id, as its JSON text.
     *
     * @throws UndecodableException if there is none, or it is not an Avro schema
     */
    String schema(int id) {
        RegistryResponse found = call(new Call("GET", "/schemas/ids/" + id), response -> {
            if (!response.isAbsent(RegistryResponse.NO_SCHEMA)) {
                response.text("schema");
            }
            return response;
        });
        if (found.isAbsent(RegistryResponse.NO_SCHEMA)) {
            throw new UndecodableException("the schema registry has no schema with id " + id);
        }
        String type = found.json().path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new UndecodableException("schema " + id + " is not an Avro schema, but " + shown(type));
        }
        return found.json().path("schema").textValue();
    }

    /** The compatibility level of a subject; empty if it has none, so that the registry's level applies. */
    private Optional<String> compatibility(String subject) {
        return call(
                new Call("GET", "/config/" + encoded(subject)),
                response -> response.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_LEVEL)
                        ? Optional.empty()
                        : Optional.of(response.text("compatibilityLevel")));
    }

    /** Sets the compatibility level of a subject, which need not exist yet. */
    private void setCompatibility(String subject, String level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level);
        call(
                new Call("PUT", "/config/" + encoded(subject), Optional.of(body)),
                response -> response.text("compatibility"));
    }

    private RegistryException incompatible(String subject, Schema schema, String reasons) {
        return new RegistryException("%s is not compatible with the versions under subject %s (%s): %s"
                .formatted(
                        schema.getName(),
                        subject,
                        reasons.isBlank() ? "the registry returns no reasons" : shown(reasons),
                        "use the version of Lodewatch that the other schemas are of, or another registry"));
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", SchemaText.of(schema));
    }

    private <T> T call(Call call, ResponseParser<T> parser) {
        long begun = System.nanoTime();
        Retry retry = Retry.of(
                "schema registry",
                RetryConfig.<T>custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(BACKOFF)
                        .retryOnException(failure ->
                                failure instanceof IOException && System.nanoTime() - begun < timeout.toNanos())
                        .build());
        retry.getEventPublisher()
                .onRetry(event -> LOG.warn(
                        "schema registry: no usable response to {} ({}), trying again in {} ms",
                        call,
                        reason(event.getLastThrowable()),
                        event.getWaitInterval().toMillis()));
        try {
            return retry.executeCheckedSupplier(() -> callInTurn(call, parser));
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    ("the schema registry at %s returns no usable response (%s): check that it runs, and that"
                                    + " %s names it; then start this again, nothing is lost")
                            .formatted(where(), reason(e), RegistrySettings.URL),
                    // The causes may quote a whole response, and so a secret.
                    null);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("not thrown by an attempt", e);
        }
    }

    /** Tries each server once, beginning with the one that responded last time. */
    private <T> T callInTurn(Call call, ResponseParser<T> parser) throws IOException, InterruptedException {
        IOException failure = null;
        int first = preferred;
        for (int i = 0; i < urls.size(); i++) {
            int turn = (first + i) % urls.size();
            try {
                T read = parser.parse(usable(send(urls.get(turn), call)));
                preferred = turn;
                return read;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    private RegistryResponse send(URI url, Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.path()))
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
                .method(
                        call.method(),
                        call.body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElseGet(BodyPublishers::noBody));
        call.body().ifPresent(body -> request.header("Content-Type", "application/vnd.schemaregistry.v1+json"));
        authorization.ifPresent(header -> request.header("Authorization", header));
        try {
            HttpResponse<byte[]> response = client.fetch(request.build(), DEADLINE, LONGEST_BODY + 1);
            if (response.body().length > LONGEST_BODY) {
                throw new IOException("a response of more than " + LONGEST_BODY + " bytes");
            }
            return RegistryResponse.of(response.statusCode(), response.body());
        } catch (SSLHandshakeException e) {
            throw new RegistryException("the certificate of the schema registry at %s is not trusted (%s): check %s"
                    .formatted(url, reason(e), RegistrySettings.TRUSTSTORE));
        }
    }

    /**
     * The response, if it is one of a schema registry to this call.
     *
     * @throws IOException if it is not, but a later one may be
     * @throws RegistryException if the registry refuses
     */
    private RegistryResponse usable(RegistryResponse response) throws IOException {
        int status = response.status();
        if (status / 100 == 2 && response.json().isObject()
                || status == 404 && response.errorCode() / 100 == 404
                || status == 409) {
            return response;
        }
        String said = "HTTP " + status + (response.message().isBlank() ? "" : ", " + response.message());
        if (status == 401 || status == 403) {
            throw new RegistryException(
                    "the schema registry at %s refuses (%s): check %s or %s, and what that user may do"
                            .formatted(where(), shown(said), RegistrySettings.USER_INFO, RegistrySettings.TOKEN));
        }
        if (status / 100 == 4 && status != 404 && status != 408 && status != 429) {
            throw new RegistryException(
                    "the schema registry at %s rejects the request (%s): check its mode and settings, and that %s names it"
                            .formatted(where(), shown(said), RegistrySettings.URL));
        }
        throw new IOException(status / 100 == 2 ? "the response is not one of a schema registry" : said);
    }

    private String where() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    private String reason(Throwable failure) {
        return ConnectionErrors.reason(failure, this::withoutSecrets);
    }

    private String withoutSecrets(String text) {
        String shown = text;
        for (String secret : secrets) {
            shown = shown.replace(secret, "***");
        }
        return shown;
    }

    private String shown(String text) {
        return ConnectionErrors.line(withoutSecrets(text));
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
