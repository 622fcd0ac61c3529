package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web service that is read by GET requests, within its limits on parallel requests, their rate and their number a day.
 * Redirects are not followed: they are responses like others. Thread-safe: all threads together keep to the limits.
 */
public final class WebService implements AutoCloseable, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(WebService.class);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /** After a longer pause the feed should start again instead. */
    private static final Duration LONGEST_OBEYED = Duration.ofMinutes(10);

    /**
     * The limits on requests.
     *
     * @param inFlight the most requests at a time, at least 1
     * @param pause the least time between the beginnings of two requests, or zero
     * @param attempts the most attempts at one request, at least 1
     * @param backoff the pause before the second attempt, before jitter, at least 1 ms; it doubles from one to the next,
     *     up to a minute. A pause that the service requests is kept by all threads, up to ten minutes; a longer one ends
     *     the attempts
     * @param timeout for the beginning of a response, and for each further wait on its body
     */
    public record RequestLimits(int inFlight, Duration pause, int attempts, Duration backoff, Duration timeout) {

        public RequestLimits {
            if (inFlight < 1
                    || pause.isNegative()
                    || attempts < 1
                    || backoff.toMillis() < 1
                    || timeout.isNegative()
                    || timeout.isZero()) {
                throw new IllegalArgumentException(
                        "inFlight %d, pause %s, attempts %d, backoff %s, timeout %s: one is too small"
                                .formatted(inFlight, pause, attempts, backoff, timeout));
            }
        }
    }

    /** One request: a GET. */
    public record Request(URI uri, Map<String, String> headers) {

        public Request {
            headers = Map.copyOf(headers);
        }

        public Request(URI uri) {
            this(uri, Map.of());
        }

        /** Without query and headers, where keys may be. */
        @Override
        public String toString() {
            return "GET %s://%s%s".formatted(uri.getScheme(), uri.getAuthority(), uri.getPath());
        }
    }

    private final String name;
    private final RequestLimits limits;
    private final DailyQuota quota;
    private final Optional<Secret> secret;
    private final BoundedHttpClient client;
    private final Semaphore slots;
    private final RequestInterval pace;
    private final IntervalFunction backoff;
    private final ExecutorService threads;
    private final CompositeMeterRegistry meters = new CompositeMeterRegistry();

    /**
     * @param name as messages name it, such as {@code US Census API}
     * @param secret kept out of every message and log line
     */
    public WebService(String name, RequestLimits limits, DailyQuota quota, Optional<Secret> secret) {
        this.name = name;
        this.limits = limits;
        this.quota = quota;
        this.secret = secret;
        this.client = new BoundedHttpClient(limits.timeout());
        this.slots = new Semaphore(limits.inFlight(), true);
        this.pace = new RequestInterval(limits.pause());
        this.backoff = IntervalFunction.ofExponentialRandomBackoff(limits.backoff(), 2, 0.5, LONGEST_BACKOFF);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Sends a request, and again after failures that may pass.
     *
     * @throws QuotaExhaustedException if no request is left for today
     * @throws IOException if all attempts failed; the message is one line with the request, without secrets, and the reason
     * @throws OperatorException if the reader throws it
     */
    public <T> T get(Request request, ResponseReader<T> reader) throws IOException, InterruptedException {
        String shownRequest = shown("GET " + request.uri());
        AtomicInteger attempts = new AtomicInteger();
        try {
            return retry(shownRequest).executeCheckedSupplier(() -> {
                attempts.incrementAndGet();
                return attempt(request, reader);
            });
        } catch (QuotaExhaustedException | InterruptedException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(name + ": interrupted during a request");
            }
            throw new IOException(
                    "%s: no usable response to %s after %d attempt%s: %s"
                            .formatted(name, shownRequest, attempts.get(), attempts.get() == 1 ? "" : "s", reason(e)),
                    withoutSecret(e));
        } catch (OperatorException e) {
            throw showsSecret(e) ? new OperatorException(shown(e.getMessage()), withoutSecret(e)) : e;
        } catch (RuntimeException | Error e) {
            if (showsSecret(e)) {
                throw new IllegalStateException(shown(e.toString()), withoutSecret(e));
            }
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("not thrown by an attempt", e);
        }
    }

    private Retry retry(String shownRequest) {
        RetryConfig config = RetryConfig.<Object>custom()
                .maxAttempts(limits.attempts())
                .retryOnException(WebService::mayPass)
                .intervalBiFunction((attempt, outcome) -> {
                    long asPlanned = backoff.apply(attempt);
                    return outcome.getLeft() instanceof RetryableException later
                            ? Math.max(
                                    asPlanned,
                                    later.after().orElse(Duration.ZERO).toMillis())
                            : asPlanned;
                })
                .build();
        Retry retry = Retry.of(name, config);
        retry.getEventPublisher()
                .onRetry(event -> LOG.warn(
                        "{}: {}: trying again in {} (attempt {} of {}): {}",
                        name,
                        reason(event.getLastThrowable()),
                        Seconds.of(event.getWaitInterval()),
                        event.getNumberOfRetryAttempts() + 1,
                        limits.attempts(),
                        shownRequest));
        return retry;
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof QuotaExhaustedException)
                && !(failure instanceof TooLongException)
                && !Thread.currentThread().isInterrupted();
    }

    private <T> T attempt(Request request, ResponseReader<T> reader) throws IOException, InterruptedException {
        slots.acquire();
        try {
            pace.await();
            quota.take();
            return read(send(request), reader);
        } catch (RetryableException e) {
            Duration wait = e.after().orElse(Duration.ZERO);
            if (wait.compareTo(LONGEST_OBEYED) > 0) {
                throw new TooLongException(e, wait);
            }
            pace.holdOff(wait);
            throw e;
        } finally {
            slots.release();
        }
    }

    private <T> T read(HttpResponse<? extends InputStream> response, ResponseReader<T> reader) throws IOException {
        try (InputStream body = response.body()) {
            return reader.read(new ServiceResponse(response.statusCode(), response.headers(), body, secret));
        } catch (UncheckedIOException e) {
            // Readers of lines and streams wrap the exceptions of the body.
            throw e.getCause();
        }
    }

    private HttpResponse<? extends InputStream> send(Request request) throws IOException, InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.uri()).GET();
        request.headers().forEach(http::header);
        String status = "none";
        try {
            HttpResponse<? extends InputStream> response = client.stream(http.build(), limits.timeout());
            status = Integer.toString(response.statusCode());
            return response;
        } finally {
            Counter.builder("lodewatch.http.requests")
                    .description(
                            "Requests sent, each attempt counted, by the status of the response; none if there is none.")
                    .tag("host", request.uri().getHost())
                    .tag("status", status)
                    .register(meters)
                    .increment();
        }
    }

    private static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1;

        TooLongException(RetryableException cause, Duration wait) {
            super(
                    "%s; it requests a wait of %s, which is longer than %s: try again then"
                            .formatted(cause.getMessage(), Seconds.of(wait), Seconds.of(LONGEST_OBEYED)),
                    cause);
        }
    }

    /**
     * Sends several requests, as many at a time as the limits allow, and returns their responses in the order of the
     * requests.
     *
     * @param requests read one by one, by the thread that takes the responses, as far as there is room
     */
    public <T> OrderedResponses<T> getAll(Iterator<Request> requests, ResponseReader<T> reader) {
        return new OrderedResponses<>(requests, request -> get(request, reader), limits.inFlight(), threads);
    }

    /**
     * Cancels the requests of {@link #getAll} that are in flight, and waits up to 5 s for them to end. Interrupt a thread
     * that waits in {@link #get}.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, SECONDS)) {
                LOG.warn("{}: a reader of responses does not end after an interrupt", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Registers the meters of requests and of the quota. */
    @Override
    public void bindTo(MeterRegistry registry) {
        meters.add(registry);
        Gauge.builder("lodewatch.http.quota.left.requests", quota, DailyQuota::left)
                .description("Requests that are left of today's quota; the day is in UTC.")
                .tag("service", name)
                .register(meters);
    }

    private String reason(Throwable failure) {
        return ConnectionErrors.reason(failure, this::shown);
    }

    private String shown(String text) {
        return secret.map(known -> known.hiddenIn(text)).orElse(text);
    }

    private boolean showsSecret(Throwable failure) {
        StringWriter everything = new StringWriter();
        failure.printStackTrace(new PrintWriter(everything, true));
        String text = everything.toString();
        return !shown(text).equals(text);
    }

    /** The failure itself if it shows no secret, or else a copy of it with stars. */
    private Throwable withoutSecret(Throwable failure) {
        if (!showsSecret(failure)) {
            return failure;
        }
        Throwable cause = failure.getCause() == null ? null : withoutSecret(failure.getCause());
        Throwable copy = new IOException(shown(failure.toString()), cause);
        copy.setStackTrace(failure.getStackTrace());
        return copy;
    }
}
