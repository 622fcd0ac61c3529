package org.lodewatch.local.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook with configurable faults. It checks every signature. */
public final class Receiver implements AutoCloseable {

    public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String PATH = "/hook/t0ken";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Delivery> attempts = new CopyOnWriteArrayList<>();
    private volatile Function<Delivery, Reaction> behaviour = delivery -> Reaction.OK;
    private WireMockServer server = server(0);
    private final int port;

    /** A file with the secret, which only its owner can read, in a folder. */
    public static Path secretFile(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** One received request. */
    public record Delivery(String id, Instant at, String contentType, JsonNode event, boolean taken) {

        public String book() {
            JsonNode data = event.get("data");
            return String.join(
                    "/",
                    data.get("dataset").textValue(),
                    data.get("reporter").textValue(),
                    data.get("mineral").textValue());
        }

        public long number() {
            return event.get("data").get("number").longValue();
        }
    }

    /** A response. */
    public record Reaction(int status, Map<String, String> headers, String body, Optional<Fault> fault, int delay) {

        public static final Reaction OK = status(204);

        public static Reaction status(int status) {
            return new Reaction(status, Map.of(), "", Optional.empty(), 0);
        }

        public static Reaction broken(Fault fault) {
            return new Reaction(200, Map.of(), "", Optional.of(fault), 0);
        }

        public Reaction saying(String text) {
            return new Reaction(status, headers, text, fault, delay);
        }

        public Reaction with(String header, String value) {
            return new Reaction(status, Map.of(header, value), body, fault, delay);
        }

        public Reaction after(int milliseconds) {
            return new Reaction(status, headers, body, fault, milliseconds);
        }

        boolean takes() {
            return status / 100 == 2 && fault.isEmpty();
        }
    }

    public Receiver() {
        server.start();
        port = server.port();
    }

    public String url() {
        return "http://localhost:" + port + PATH;
    }

    /** Sets the responses from now on. */
    public void react(Function<Delivery, Reaction> newBehaviour) {
        behaviour = newBehaviour;
    }

    /** All requests, in order. */
    public List<Delivery> attempts() {
        return List.copyOf(attempts);
    }

    /** The accepted requests, in order. */
    public List<Delivery> taken() {
        return attempts.stream().filter(Delivery::taken).toList();
    }

    /** The numbers of the accepted alerts by book, in order. */
    public Map<String, List<Long>> numbersByBook() {
        return taken().stream()
                .collect(Collectors.groupingBy(
                        Delivery::book, Collectors.mapping(Delivery::number, Collectors.toList())));
    }

    /** Closes its port. */
    public void goAway() {
        server.stop();
    }

    public void comeBack() {
        server = server(port);
        server.start();
    }

    @Override
    public void close() {
        server.stop();
    }

    private WireMockServer server(int wanted) {
        WireMockServer made = new WireMockServer(
                (wanted == 0 ? options().dynamicPort() : options().port(wanted))
                        .extensions(new Answering())
                        .disableRequestJournal());
        made.stubFor(post(urlPathEqualTo(PATH)).willReturn(aResponse()));
        return made;
    }

    private static Delivery read(Request request) {
        String body = request.getBodyAsString();
        String timestamp = request.getHeader("webhook-timestamp");
        String id = request.getHeader("webhook-id");
        assertThat(request.getHeader("webhook-signature")).isEqualTo("v1," + hmac(id + "." + timestamp + "." + body));
        try {
            return new Delivery(
                    id,
                    Instant.ofEpochSecond(Long.parseLong(timestamp)),
                    request.getHeader("content-type"),
                    JSON.readTree(body),
                    false);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String hmac(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private final class Answering implements ResponseTransformerV2 {

        @Override
        public String getName() {
            return "answering";
        }

        @Override
        public Response transform(Response ignored, ServeEvent event) {
            Delivery delivery = read(event.getRequest());
            Reaction reaction = behaviour.apply(delivery);
            attempts.add(new Delivery(
                    delivery.id(), delivery.at(), delivery.contentType(), delivery.event(), reaction.takes()));
            Response.Builder response = Response.response()
                    .status(reaction.status())
                    .body(reaction.body())
                    .headers(new HttpHeaders(reaction.headers().entrySet().stream()
                            .map(header -> new HttpHeader(header.getKey(), header.getValue()))
                            .toList()))
                    .incrementInitialDelay(reaction.delay());
            reaction.fault().ifPresent(response::fault);
            return response.build();
        }
    }
}
