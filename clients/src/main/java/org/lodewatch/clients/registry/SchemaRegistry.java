package org.lodewatch.clients.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLHandshakeException;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry, over the REST API that Confluent, Apicurio (under {@code /apis/ccompat/v7}), Karapace and Redpanda
 * share. Any number of threads may ask it.
 *
 * <p>Whoever asks is made to wait while no usable answer comes, for about a minute; then there is a
 * {@link RegistryUnavailableException}. A refusal is a {@link RegistryException} at once.
 */
public final class SchemaRegistry {

    /** How long trouble that may pass is waited out. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistry.class);

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 8 << 20;
    private static final int LONGEST_REASON = 300;

    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(250), 2, 0.3, Duration.ofSeconds(5));

    @FunctionalInterface
    private interface Reader<T> {

        /** @throws IOException if it is no usable answer */
        T read(RegistryResponse answer) throws IOException;
    }

    private record Question(String method, String path, Optional<ObjectNode> body) {

        Question(String method, String path) {
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
    private final HttpClient client;
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
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // Credentials go to the server that was named, and to no other.
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECTING);
        settings.trust().ifPresent(builder::sslContext);
        this.client = builder.build();
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
        return ask(
                new Question("POST", "/subjects/" + encoded(subject), Optional.of(body(schema))),
                answer -> answer.isAbsent(RegistryError.NO_SUBJECT, RegistryError.NO_SCHEMA)
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
        return ask(
                new Question("POST", "/subjects/" + encoded(subject) + "/versions", Optional.of(body(schema))),
                answer -> {
                    if (answer.status() == 409) {
                        throw incompatible(subject, schema, answer.message());
                    }
                    return answer.number("id");
                });
    }

    /**
     * Says whether {@link #register} would be refused, and why.
     *
     * @return empty if the schema is compatible, or the subject has none yet
     */
    public Optional<RegistryException> incompatibility(String subject, Schema schema) {
        return ask(
                new Question(
                        "POST",
                        "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true",
                        Optional.of(body(schema))),
                answer -> {
                    // Where there is nothing yet, Apicurio says so; others call it compatible.
                    if (answer.isAbsent(RegistryError.NO_SUBJECT, RegistryError.NO_VERSION)
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
     * @throws NoSuchSchemaException if there is none, or it is none of Avro
     */
    String schema(int id) throws NoSuchSchemaException {
        RegistryResponse found = ask(new Question("GET", "/schemas/ids/" + id), answer -> {
            if (!answer.isAbsent(RegistryError.NO_SCHEMA)) {
                answer.text("schema");
            }
            return answer;
        });
        if (found.isAbsent(RegistryError.NO_SCHEMA)) {
            throw new NoSuchSchemaException("the schema registry knows no schema of id " + id);
        }
        String type = found.json().path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new NoSuchSchemaException("schema " + id + " is not of Avro, but of " + shown(type));
        }
        return found.json().path("schema").textValue();
    }

    /** The subject's own compatibility level; empty if that of the registry applies. */
    Optional<String> compatibility(String subject) {
        return ask(
                new Question("GET", "/config/" + encoded(subject)),
                answer -> answer.isAbsent(RegistryError.NO_SUBJECT, RegistryError.NO_LEVEL)
                        ? Optional.empty()
                        : Optional.of(answer.text("compatibilityLevel")));
    }

    /** Gives a subject a compatibility level of its own; it need not exist yet. */
    void setCompatibility(String subject, String level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level);
        ask(
                new Question("PUT", "/config/" + encoded(subject), Optional.of(body)),
                answer -> answer.text("compatibility"));
    }

    private RegistryException incompatible(String subject, Schema schema, String reasons) {
        return new RegistryException("%s is not compatible with what stands under subject %s (%s): %s"
                .formatted(
                        schema.getName(),
                        subject,
                        reasons.isBlank() ? "the registry gives no reasons" : shown(reasons),
                        "use the version of Lodewatch that the other schemas are of, or another registry"));
    }

    private static ObjectNode body(Schema schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", SchemaComparison.text(schema));
    }

    private <T> T ask(Question question, Reader<T> reader) {
        long begun = System.nanoTime();
        Retry retry = Retry.of(
                "schema registry",
                RetryConfig.<T>custom()
                        .maxAttempts(Integer.MAX_VALUE)
                        .intervalFunction(BACKOFF)
                        .retryOnException(trouble ->
                                trouble instanceof IOException && System.nanoTime() - begun < patience.toNanos())
                        .build());
        retry.getEventPublisher()
                .onRetry(event -> LOG.warn(
                        "schema registry: no usable answer to {} ({}), asking again in {} ms",
                        question,
                        reason(event.getLastThrowable()),
                        event.getWaitInterval().toMillis()));
        try {
            return retry.executeCheckedSupplier(() -> askInTurn(question, reader));
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    ("the schema registry at %s gives no usable answer (%s): check that it runs, and that"
                                    + " %s names it; then start this again, nothing is lost")
                            .formatted(where(), reason(e), RegistrySettings.URL),
                    // Its own chain of causes may quote an answer in full.
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("not thrown by an attempt", e);
        }
    }

    /** Asks each server once, the one that answered last time first. */
    private <T> T askInTurn(Question question, Reader<T> reader) throws IOException, InterruptedException {
        IOException trouble = null;
        int first = preferred;
        for (int i = 0; i < urls.size(); i++) {
            int turn = (first + i) % urls.size();
            try {
                T read = reader.read(usable(send(urls.get(turn), question)));
                preferred = turn;
                return read;
            } catch (IOException e) {
                trouble = e;
            }
        }
        throw trouble;
    }

    private RegistryResponse send(URI url, Question question) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + question.path()))
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json")
                .method(
                        question.method(),
                        question.body()
                                .map(body -> BodyPublishers.ofString(body.toString()))
                                .orElseGet(BodyPublishers::noBody));
        question.body().ifPresent(body -> request.header("Content-Type", "application/vnd.schemaregistry.v1+json"));
        authorization.ifPresent(header -> request.header("Authorization", header));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), info -> new LimitedBody(LONGEST_ANSWER));
        try {
            // Not the request's own timeout, which ends with the headers.
            HttpResponse<byte[]> response = answer.get(ANSWERING.toMillis(), TimeUnit.MILLISECONDS);
            return RegistryResponse.of(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + ANSWERING.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SSLHandshakeException distrust) {
                throw new RegistryException("the certificate of the schema registry at %s is not trusted (%s): check %s"
                        .formatted(url, reason(distrust), RegistrySettings.TRUSTSTORE));
            }
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /**
     * An answer that says something of what was asked.
     *
     * @throws IOException if it is none, but another may come
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
                    "the schema registry at %s does not do it (%s): check its mode and settings, and that %s names it"
                            .formatted(where(), shown(said), RegistrySettings.URL));
        }
        throw new IOException(status / 100 == 2 ? "something else than a registry answers" : said);
    }

    private String where() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    /** What came instead of a usable answer, in one line. */
    private String reason(Throwable trouble) {
        if (trouble instanceof ConnectException) {
            // The client leaves its message empty.
            return trouble.getCause() instanceof UnresolvedAddressException ? "unknown host" : "cannot connect";
        }
        return shown(trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage());
    }

    /** In one line, without secrets, however they came into it. */
    private String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        for (String secret : secrets) {
            line = line.replace(secret, "***");
        }
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
