package org.lodewatch.clients.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A web service, asked politely. Redirects are not followed: they are answers like others. Any number of threads may ask
 * it; together they keep to its manners and its quota.
 */
public final class WebService implements AutoCloseable, MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(WebService.class);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /** Who is to wait longer had better come back another time. */
    private static final Duration LONGEST_OBEYED = Duration.ofMinutes(10);

    private static final int LONGEST_REASON = 300;

    static {
        // The client would ask once more by itself if a connection breaks, without pause and unseen by the quota. It
        // knows
        // no other way to be told not to, and looks at it when the first request of the process is sent.
        String attempts = "jdk.httpclient.redirects.retrylimit";
        if (System.getProperty(attempts) == null) {
            System.setProperty(attempts, "1");
        }
    }

    /**
     * How politely.
     *
     * @param inFlight the most requests at a time, at least 1
     * @param pause the least time between the beginnings of two requests, or zero
     * @param attempts the most attempts at one request, at least 1
     * @param backoff the pause before the second attempt, before jitter, at least 1 ms; it doubles from one to the next,
     *     up to a minute. A service that says how long to wait is obeyed, by all that ask it, up to ten minutes; more
     *     than that ends the attempts
     * @param timeout for the beginning of an answer, and for each further wait on its body
     */
    public record Manners(int inFlight, Duration pause, int attempts, Duration backoff, Duration timeout) {

        public Manners {
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
    private final Manners manners;
    private final DailyQuota quota;
    private final Optional<Secret> secret;
    private final HttpClient client;
    private final Semaphore slots;
    private final RequestInterval pace;
    private final IntervalFunction backoff;
    private final ExecutorService threads;
    private final ServiceMeters meters;

    /**
     * @param name as messages name it, such as {@code US Census API}
     * @param secret kept out of every message and log line
     */
    public WebService(String name, Manners manners, DailyQuota quota, Optional<Secret> secret) {
        this.name = name;
        this.manners = manners;
        this.quota = quota;
        this.secret = secret;
        this.client = HttpClient.newBuilder()
                // A connection that breaks should take one answer with it, not all that are in flight.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(manners.timeout())
                .build();
        this.slots = new Semaphore(manners.inFlight(), true);
        this.pace = new RequestInterval(manners.pause());
        this.meters = new ServiceMeters(name, quota);
        this.backoff = IntervalFunction.ofExponentialRandomBackoff(manners.backoff(), 2, 0.5, LONGEST_BACKOFF);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name + " " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Asks once, and again where trouble may pass.
     *
     * @throws QuotaExhaustedException if no request is left for today
     * @throws IOException if all attempts failed: one line that says what was asked, without secrets, and what came
     * @throws OperatorException if the reader says so
     */
    public <T> T get(Request request, ResponseReader<T> reader) throws IOException, InterruptedException {
        String asked = shown("GET " + request.uri());
        AtomicInteger attempts = new AtomicInteger();
        try {
            return retry(asked).executeCheckedSupplier(() -> {
                attempts.incrementAndGet();
                return attempt(request, reader);
            });
        } catch (QuotaExhaustedException | InterruptedException e) {
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while " + name + " was asked");
            }
            throw new IOException(
                    "%s: no usable answer to %s after %d attempt%s: %s"
                            .formatted(name, asked, attempts.get(), attempts.get() == 1 ? "" : "s", reason(e)),
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

    private Retry retry(String asked) {
        RetryConfig config = RetryConfig.<Object>custom()
                .maxAttempts(manners.attempts())
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
                        "{}: {}: asking again in {} (attempt {} of {}): {}",
                        name,
                        reason(event.getLastThrowable()),
                        Seconds.of(event.getWaitInterval()),
                        event.getNumberOfRetryAttempts() + 1,
                        manners.attempts(),
                        asked));
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
            HttpResponse<WatchedBody> response = send(request);
            return read(response, reader);
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

    private <T> T read(HttpResponse<WatchedBody> response, ResponseReader<T> reader) throws IOException {
        try (InputStream body = response.body()) {
            return reader.read(new ServiceResponse(response.statusCode(), response.headers(), body, secret));
        } catch (UncheckedIOException e) {
            // What reads a body through streams cannot throw what the body throws.
            throw e.getCause();
        }
    }

    private HttpResponse<WatchedBody> send(Request request) throws IOException, InterruptedException {
        HttpRequest.Builder http = HttpRequest.newBuilder(request.uri()).GET();
        request.headers().forEach(http::header);
        CompletableFuture<HttpResponse<WatchedBody>> answer =
                client.sendAsync(http.build(), info -> new WatchedBody(manners.timeout()));
        boolean taken = false;
        try {
            // Not the request's own timeout: newer Javas apply that to the whole body, which may be long.
            HttpResponse<WatchedBody> response = answer.get(manners.timeout().toNanos(), NANOSECONDS);
            taken = true;
            meters.answered(request.uri().getHost(), response.statusCode());
            return response;
        } catch (TimeoutException e) {
            meters.unanswered(request.uri().getHost());
            throw new HttpTimeoutException("no answer within " + Seconds.of(manners.timeout()));
        } catch (ExecutionException e) {
            meters.unanswered(request.uri().getHost());
            throw ConnectionErrors.trouble(e.getCause());
        } finally {
            if (!taken) {
                answer.cancel(true);
                // It may have come just now; nobody else would close it.
                answer.thenAccept(late -> late.body().close());
            }
        }
    }

    private static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1;

        TooLongException(RetryableException cause, Duration wait) {
            super(
                    "%s; it asks to wait for %s, which is longer than %s: try again then"
                            .formatted(cause.getMessage(), Seconds.of(wait), Seconds.of(LONGEST_OBEYED)),
                    cause);
        }
    }

    /**
     * Answers to several requests, in the order of the requests, as many in flight as the manners allow.
     *
     * @param requests asked for one by one, by the thread that takes the answers, as far as there is room
     */
    public <T> Answers<T> getAll(Iterator<Request> requests, ResponseReader<T> reader) {
        Iterator<Callable<T>> questions = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return requests.hasNext();
            }

            @Override
            public Callable<T> next() {
                Request request = requests.next();
                return () -> get(request, reader);
            }
        };
        return new OrderedResponses<>(questions, manners.inFlight(), threads);
    }

    /** Answers in order, for one thread; any thread may close them. */
    public interface Answers<T> extends AutoCloseable {

        /**
         * The next one; empty after the last. Fails as {@link WebService#get} does, in place of the answer: the call
         * after that goes on with the next one.
         */
        Optional<T> next() throws IOException, InterruptedException;

        /** Gives up what is still in flight. */
        @Override
        void close();
    }

    /**
     * Gives up what is still in flight for {@link #getAll}, and waits a moment for it to end. A thread in {@link #get} is
     * to be interrupted instead.
     */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(5, SECONDS)) {
                LOG.warn("{}: a reader of answers does not end though it was interrupted", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows there how often it was asked, and what is left of its quota. */
    @Override
    public void bindTo(MeterRegistry registry) {
        meters.showIn(registry);
    }

    /** What came instead of a usable answer, in one line. */
    private String reason(Throwable failure) {
        String line =
                shown(ConnectionErrors.words(failure)).replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON - 1) + "…";
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

    /** The failure itself, or one that says and shows the same with stars. */
    private Throwable withoutSecret(Throwable failure) {
        if (!showsSecret(failure)) {
            return failure;
        }
        Throwable cause = failure.getCause() == null ? null : withoutSecret(failure.getCause());
        Throwable likeIt = new IOException(shown(failure.toString()), cause);
        likeIt.setStackTrace(failure.getStackTrace());
        return likeIt;
    }
}
