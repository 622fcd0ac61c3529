package org.lodewatch.cli.notify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lodewatch.clients.http.BoundedHttpClient;
import org.lodewatch.clients.http.ConnectionErrors;
import org.lodewatch.clients.http.Secret;
import org.lodewatch.clients.http.ServiceResponse;

/** The webhook of a subscriber. Each alert is posted to it, signed. Redirects are not followed. */
public final class Webhook {

    /** As the Standard Webhooks specification recommends, and shorter than the time that a process has to shut down. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int GONE = 410;

    /** Request Timeout, Too Early, Too Many Requests: these do not depend on the content of the request. */
    private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

    private final URI address;
    private final Signature signature;
    private final Clock clock;
    private final BoundedHttpClient client;

    /** The result of one attempt. */
    sealed interface Response {

        /** The alert was accepted. */
        record Delivered() implements Response {}

        /** The webhook will never accept this alert, for a reason in one line. */
        record Refused(String why) implements Response {}

        /**
         * The webhook may accept the alert later.
         *
         * @param why one line
         * @param after the wait that the webhook requests, if any
         */
        record Later(String why, Optional<Duration> after) implements Response {}

        /** The webhook accepts no more alerts, neither this one nor any other. */
        record Gone() implements Response {}
    }

    /**
     * @param address http or https
     * @throws org.lodewatch.schemas.OperatorException if the secret is not a valid one
     */
    public Webhook(URI address, Secret secret, Clock clock) {
        this.address = address;
        this.signature = Signature.with(secret);
        this.clock = clock;
        this.client = new BoundedHttpClient(TIMEOUT);
    }

    /** Scheme, host and port. The path and the query may be secret. */
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Sends an event once. The future always completes normally, within the timeout. */
    CompletableFuture<Response> post(AlertEvent event) {
        return client.fetchAsync(request(event), TIMEOUT, ServiceResponse.EXCERPT_BYTES)
                .thenApply(response -> response(new ServiceResponse(
                        response.statusCode(), response.headers(), new ByteArrayInputStream(response.body()))))
                .exceptionally(failure -> new Response.Later(
                        ConnectionErrors.reason(failure.getCause(), text -> text), Optional.empty()));
    }

    private HttpRequest request(AlertEvent event) {
        Instant now = clock.instant();
        return HttpRequest.newBuilder(address)
                .header("content-type", AlertEvent.CONTENT_TYPE)
                .header("user-agent", "lodewatch")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .header("webhook-signature", signature.of(event.id(), now, event.json()))
                .POST(HttpRequest.BodyPublishers.ofString(event.json()))
                .build();
    }

    private static Response response(ServiceResponse answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new Response.Delivered();
        }
        if (status == GONE) {
            return new Response.Gone();
        }
        if (status / 100 == 4 && !TEMPORARY.contains(status)) {
            return new Response.Refused(description(answer));
        }
        return new Response.Later(description(answer), answer.retryAfter());
    }

    private static String description(ServiceResponse answer) {
        String hint = answer.status() / 100 == 3 ? ", a redirect, which is not followed: give the new address" : "";
        try {
            String excerpt = answer.excerpt();
            return "status " + answer.status() + hint + (excerpt.isEmpty() ? "" : ": " + excerpt);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
    }
}
