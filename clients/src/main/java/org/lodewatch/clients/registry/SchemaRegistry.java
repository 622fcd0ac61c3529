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

    /** How long a call retries. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int LONGEST_BODY = 8 << 20;

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(250), 2, 0.3, Duration.ofSeconds(5));

    @FunctionalInterface
    private interface ResponseParser<T> {

        /** @throws IOException if the response is not usable */
        T parse(RegistryResponse answer) throws IOException;
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
    private final Duration patience;
    private final BoundedHttpClient client;
    private volatile int preferred;

    public SchemaRegistry(RegistrySettings settings) {
        this(settings, PATIENCE);
    }

    SchemaRegistry(RegistrySettings settings, Duration patience) {
        this.urls = settings.urls();
        this.patience = patience;
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
                answer -> answer.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_SCHEMA)
                        ? Optional.empty()
                        : Optional.of(answer.number("id")));
    }

    /**
     * Makes a schema the newest version of a subject.
     *
     * @return its id
     * @throws RegistryException if it is not compatible with the versions before it, with the registry's reasons
     */
    public int register(String subject, Schema schema) {
        return call(
                new Call("POST", "/subjects/" + encoded(subject) + "/versions", Optional.of(body(schema))), answer -> {
                    if (answer.status() == 409) {
                        throw incompatible(subject, schema, answer.message());
                    }
                    return answer.number("id");
                });
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
                answer -> {
                    // For a subject without versions Apicurio returns an error; the others return that it is
                    // compatible.
                    if (answer.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_VERSION)
                            || answer.truth("is_compatible")) {
                        return Optional.empty();
                    }
                    String reasons = StreamSupport.stream(
                                    answer.json().path("messages").spliterator(), false)
                            .map(reason -> reason.asText())
                            .collect(Collectors.joining("; "));
                    return Optional.of(incompatible(subject, schema, reasons));
                });
    }

    /**
     * The schema that an id stands for, as its JSON text.
     *
     * @throws UndecodableException if there is none, or it is not an Avro schema
     */
    String schema(int id) {
        RegistryResponse found = call(new Call("GET", "/schemas/ids/" + id), answer -> {
            if (!answer.isAbsent(RegistryResponse.NO_SCHEMA)) {
                answer.text("schema");
            }
            return answer;
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
    Optional<String> compatibility(String subject) {
        return call(
                new Call("GET", "/config/" + encoded(subject)),
                answer -> answer.isAbsent(RegistryResponse.NO_SUBJECT, RegistryResponse.NO_LEVEL)
                        ? Optional.empty()
                        : Optional.of(answer.text("compatibilityLevel")));
    }

    /** Sets the compatibility level of a subject, which need not exist yet. */
    void setCompatibility(String subject, String level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level);
        call(new Call("PUT", "/config/" + encoded(subject), Optional.of(body)), answer -> answer.text("compatibility"));
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
                                failure instanceof IOException && System.nanoTime() - begun < patience.toNanos())
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
                throw new IOException("an answer of more than " + LONGEST_BODY + " bytes");
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
    private RegistryResponse usable(RegistryResponse answer) throws IOException {
        int status = answer.status();
        if (status / 100 == 2 && answer.json().isObject()
                || status == 404 && answer.errorCode() / 100 == 404
                || status == 409) {
            return answer;
        }
        String said = "HTTP " + status + (answer.message().isBlank() ? "" : ", " + answer.message());
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
