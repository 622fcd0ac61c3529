package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Sends HTTP/1.1 requests with a bound on every wait and on the size of what it keeps. It sends each request once, and
 * does not follow redirects, so that credentials reach no other server than the one that was named. Thread-safe.
 *
 * <p>It is built on the client of the JDK. Apache HttpClient 5 was weighed against it: its blocking client bounds each read,
 * but not the whole exchange, and a thread that waits for it does not react to an interrupt. Both would need a timer and a
 * second thread for each request; its asynchronous client would need the two body readers of this package again.
 */
public final class BoundedHttpClient {

    static {
        // By default the JDK sends a request again after a connection failure, without pause and without counting it
        // against a quota. This property is the only way to prevent that; the JDK reads it at the first request.
        String attempts = "jdk.httpclient.redirects.retrylimit";
        if (System.getProperty(attempts) == null) {
            System.setProperty(attempts, "1");
        }
    }

    private final HttpClient client;

    public BoundedHttpClient(Duration connectTimeout) {
        this(connectTimeout, Optional.empty());
    }

    /** @param trust the certificates to trust; empty for those that Java trusts */
    public BoundedHttpClient(Duration connectTimeout, Optional<SSLContext> trust) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                // With HTTP/2 a broken connection would take all requests in flight with it.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * Sends a request and returns once the response begins. The body is read as it arrives; the caller closes it.
     *
     * @param timeout for the beginning of the response, and for each further wait on its body
     * @throws IOException if there is no response in time, or the connection fails
     */
    HttpResponse<? extends InputStream> stream(HttpRequest request, Duration timeout)
            throws IOException, InterruptedException {
        // Not HttpRequest.timeout(), which newer JDKs apply to the whole body.
        CompletableFuture<HttpResponse<WatchedBody>> exchange =
                client.sendAsync(request, head -> new WatchedBody(timeout));
        boolean taken = false;
        try {
            HttpResponse<WatchedBody> response = exchange.get(timeout.toNanos(), NANOSECONDS);
            taken = true;
            return response;
        } catch (TimeoutException e) {
            throw noResponse(timeout);
        } catch (ExecutionException e) {
            throw ConnectionErrors.simplified(e.getCause());
        } finally {
            if (!taken) {
                exchange.cancel(true);
                // The response may have arrived in the meantime, and then this is the only reference to it.
                exchange.thenAccept(late -> late.body().close());
            }
        }
    }

    /**
     * Sends a request and reads the beginning of the response's body.
     *
     * @param deadline for the whole exchange, body included
     * @param limit bytes of the body to read; the rest is dropped
     * @throws IOException if the exchange is not complete in time, or the connection fails
     */
    public HttpResponse<byte[]> fetch(HttpRequest request, Duration deadline, int limit)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> exchange = send(request, limit);
        try {
            return bounded(exchange, deadline).get();
        } catch (ExecutionException e) {
            throw ConnectionErrors.simplified(e.getCause());
        } finally {
            // After an interrupt; otherwise it is complete.
            exchange.cancel(true);
        }
    }

    /**
     * As {@link #fetch}, without waiting.
     *
     * @return fails with an {@link IOException} only
     */
    public CompletableFuture<HttpResponse<byte[]>> fetchAsync(HttpRequest request, Duration deadline, int limit) {
        return bounded(send(request, limit), deadline);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request, int limit) {
        return client.sendAsync(request, head -> new FirstBytes(limit));
    }

    private static CompletableFuture<HttpResponse<byte[]>> bounded(
            CompletableFuture<HttpResponse<byte[]>> exchange, Duration deadline) {
        return exchange.copy().orTimeout(deadline.toNanos(), NANOSECONDS).handle((response, failure) -> {
            if (failure == null) {
                return response;
            }
            exchange.cancel(true);
            if (failure instanceof TimeoutException) {
                throw new CompletionException(noResponse(deadline));
            }
            throw new CompletionException(ConnectionErrors.simplified(
                    failure instanceof CompletionException wrapper ? wrapper.getCause() : failure));
        });
    }

    private static HttpTimeoutException noResponse(Duration timeout) {
        return new HttpTimeoutException("no response within " + Seconds.of(timeout));
    }
}
