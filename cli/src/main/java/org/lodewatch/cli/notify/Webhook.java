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

/** Where a subscriber takes alerts: each is posted to it, signed. Redirects are not followed. */
public final class Webhook {

    /** As the Standard Webhooks specification recommends; shorter than a process that is told to end may take. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int GONE = 410;

    /** Request Timeout, Too Early, Too Many Requests: not about what was sent. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final URI address;
    private final Signature signature;
    private final Clock clock;
    private final Duration timeout;
    private final BoundedHttpClient client;

    /**
     * @param address http or https
     * @throws org.lodewatch.schemas.OperatorException if the secret is not one to sign with
     */
    public Webhook(URI address, Secret secret, Clock clock) {
        this(address, secret, clock, TIMEOUT);
    }

    Webhook(URI address, Secret secret, Clock clock, Duration timeout) {
        this.address = address;
        this.signature = Signature.with(secret);
        this.clock = clock;
        this.timeout = timeout;
        this.client = new BoundedHttpClient(timeout);
    }

    /** Scheme, host and port: what comes after them may be as good as a password. */
    @Override
    public String toString() {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    /** Sends it once. The reply always comes, within the timeout. */
    CompletableFuture<WebhookResponse> post(AlertEvent event) {
        return client.fetchAsync(request(event), timeout, ServiceResponse.EXCERPT_BYTES)
                .thenApply(response -> reply(new ServiceResponse(
                        response.statusCode(), response.headers(), new ByteArrayInputStream(response.body()))))
                .exceptionally(failure -> new WebhookResponse.Later(
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

    private static WebhookResponse reply(ServiceResponse answer) {
        int status = answer.status();
        if (status / 100 == 2) {
            return new WebhookResponse.Delivered();
        }
        if (status == GONE) {
            return new WebhookResponse.Gone();
        }
        if (status / 100 == 4 && !PASSING.contains(status)) {
            return new WebhookResponse.Refused(described(answer));
        }
        return new WebhookResponse.Later(described(answer), answer.retryAfter());
    }

    private static String described(ServiceResponse answer) {
        String hint = answer.status() / 100 == 3 ? ", a redirect, which is not followed: give the new address" : "";
        try {
            String excerpt = answer.excerpt();
            return "status " + answer.status() + hint + (excerpt.isEmpty() ? "" : ": " + excerpt);
        } catch (IOException e) {
            throw new UncheckedIOException("an array cannot fail", e);
        }
    }
}
