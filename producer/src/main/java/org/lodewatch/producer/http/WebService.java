package org.lodewatch.producer.http;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.lodewatch.schemas.OperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A web service, asked politely. Redirects are not followed: they are answers like others. Thread-safe. */
public final class WebService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebService.class);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    /** Who asks for more is asked another day. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    /** A delay below zero is Failsafe's word for the usual one. */
    private static final Duration THE_BACKOFF = Duration.ofNanos(-1);

    private static final double JITTER = 0.25;

    /**
     * How politely.
     *
     * @param inFlight the most requests at a time
     * @param pause the least time between the beginnings of two requests
     * @param attempts the most attempts at one request
     * @param backoff the pause before the second attempt, before jitter; it doubles from one to the next, up to a
     *     minute. A service that says how long to wait is obeyed
     * @param timeout for the beginning of an answer, and for each further wait on its body
     */
    public record Manners(int inFlight, Duration pause, int attempts, Duration backoff, Duration timeout) {}

    /** One request. */
    public record Request(URI uri, Map<String, String> headers) {

        public Request(URI uri) {
            this(uri, Map.of());
        }
    }

    private final String name;
    private final Manners manners;
    private final DailyQuota quota;
    private final Optional<Secret> secret;
    private final Clock clock = Clock.systemUTC();

    private final HttpClient client;
    private final ScheduledExecutorService timer;
    private final ExecutorService fetchers;
    private final Semaphore room;
    private long nextBegin = System.nanoTime();

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
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(manners.timeout())
                .build();
        this.timer = Executors.newSingleThreadScheduledExecutor(daemon("lodewatch-http-timer"));
        this.fetchers = Executors.newFixedThreadPool(manners.inFlight(), daemon("lodewatch-http-fetcher"));
        this.room = new Semaphore(manners.inFlight());
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Asks once, and again where trouble may pass.
     *
     * @throws QuotaUsedUpException if no request is left for today
     * @throws IOException if all attempts failed: one line that says what was asked, without secrets, and what came
     * @throws OperatorException if the reader says so
     */
    public <T> T get(Request request, AnswerReader<T> reader) throws IOException, InterruptedException {
        try {
            return Failsafe.with(this.<T>patience(request)).get(() -> attempt(request, reader));
        } catch (FailsafeException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedException || cause instanceof InterruptedIOException) {
                Thread.interrupted(); // the exception says it
                throw new InterruptedException();
            }
            if (cause instanceof QuotaUsedUpException usedUp) {
                throw usedUp;
            }
            // Without its cause, whose text nobody has looked through for the secret.
            throw new IOException("%s: no usable answer to GET %s in %d attempts: %s"
                    .formatted(name, shown(request), manners.attempts(), what(cause)));
        }
    }

    private <T> RetryPolicy<T> patience(Request request) {
        return RetryPolicy.<T>builder()
                .handleIf(WebService::mayPass)
                .withMaxAttempts(manners.attempts())
                .withBackoff(
                        manners.backoff(),
                        max(LONGEST_BACKOFF, manners.backoff().multipliedBy(2)))
                .withJitter(JITTER)
                .withDelayFn(context -> askedFor(context.getLastException()).orElse(THE_BACKOFF))
                .onRetryScheduled(event -> LOG.warn(
                        "{}: GET {}: {}; trying again in {} s",
                        name,
                        shown(request),
                        what(event.getLastException()),
                        "%.1f".formatted(event.getDelay().toMillis() / 1e3)))
                .build();
    }

    private static boolean mayPass(Throwable trouble) {
        return trouble instanceof IOException
                && !(trouble instanceof QuotaUsedUpException)
                && !(trouble instanceof InterruptedIOException)
                && askedFor(trouble)
                        .filter(wait -> wait.compareTo(LONGEST_WAIT) > 0)
                        .isEmpty();
    }

    private static Optional<Duration> askedFor(Throwable trouble) {
        return trouble instanceof TryAgainException later ? later.after() : Optional.empty();
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private <T> T attempt(Request request, AnswerReader<T> reader) throws IOException, InterruptedException {
        room.acquire();
        try {
            pace();
            quota.take();
            HttpRequest.Builder asked = HttpRequest.newBuilder(request.uri()).timeout(manners.timeout());
            request.headers().forEach(asked::header);
            HttpResponse<InputStream> response = client.send(asked.build(), BodyHandlers.ofInputStream());
            try (InputStream body = new StallGuard(response.body(), manners.timeout(), timer)) {
                return reader.read(new Answer(response.statusCode(), response.headers(), body, this::hidden, clock));
            }
        } finally {
            room.release();
        }
    }

    private void pace() throws InterruptedException {
        long begin;
        synchronized (this) {
            begin = Math.max(nextBegin, System.nanoTime());
            nextBegin = begin + manners.pause().toNanos();
        }
        long wait = begin - System.nanoTime();
        if (wait > 0) {
            Thread.sleep(Duration.ofNanos(wait).toMillis() + 1);
        }
    }

    private String shown(Request request) {
        return hidden(request.uri().toString());
    }

    private String hidden(String text) {
        return secret.map(key -> key.hiddenIn(text)).orElse(text);
    }

    private String what(Throwable trouble) {
        String message = trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
        return hidden(askedFor(trouble)
                .map(wait -> message + " (asks to wait " + wait.toSeconds() + " s)")
                .orElse(message));
    }

    /** Answers to several requests, in the order of the requests, as many in flight as the manners allow. */
    public <T> Answers<T> getAll(Iterator<Request> requests, AnswerReader<T> reader) {
        return new InOrder<>(requests, reader);
    }

    /** Answers in order. */
    public interface Answers<T> extends AutoCloseable {

        /** The next one; empty after the last. Fails as {@link WebService#get} does. */
        Optional<T> next() throws IOException, InterruptedException;

        /** Gives up what is still in flight. */
        @Override
        void close();
    }

    private final class InOrder<T> implements Answers<T> {

        private final Iterator<Request> requests;
        private final AnswerReader<T> reader;
        private final Deque<Future<T>> asked = new ArrayDeque<>();

        InOrder(Iterator<Request> requests, AnswerReader<T> reader) {
            this.requests = requests;
            this.reader = reader;
        }

        @Override
        public Optional<T> next() throws IOException, InterruptedException {
            while (asked.size() < manners.inFlight() && requests.hasNext()) {
                Request request = requests.next();
                asked.add(fetchers.submit(() -> get(request, reader)));
            }
            if (asked.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(asked.remove().get());
            } catch (ExecutionException e) {
                close();
                if (e.getCause() instanceof IOException trouble) {
                    throw trouble;
                }
                if (e.getCause() instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                if (e.getCause() instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void close() {
            asked.forEach(answer -> answer.cancel(true));
            asked.clear();
        }
    }

    @Override
    public void close() {
        fetchers.shutdownNow();
        timer.shutdownNow();
    }
}
