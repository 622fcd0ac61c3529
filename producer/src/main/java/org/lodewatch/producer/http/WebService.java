package org.lodewatch.producer.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.lodewatch.schemas.OperatorException;

/** A web service, asked politely. Redirects are not followed: they are answers like others. */
public final class WebService implements AutoCloseable {

    /**
     * How politely.
     *
     * @param inFlight the most requests at a time
     * @param pause the least time between the beginnings of two requests
     * @param attempts the most attempts at one request
     * @param backoff the pause before the second attempt, before jitter; it doubles from one to the next, up to a minute.
     *     A service that says how long to wait is obeyed
     * @param timeout for the beginning of an answer, and for each further wait on its body
     */
    public record Manners(int inFlight, Duration pause, int attempts, Duration backoff, Duration timeout) {}

    /** One request. */
    public record Request(URI uri, Map<String, String> headers) {

        public Request(URI uri) {
            this(uri, Map.of());
        }
    }

    /**
     * @param name as messages name it, such as {@code US Census API}
     * @param secret kept out of every message and log line
     */
    public WebService(String name, Manners manners, DailyQuota quota, Optional<Secret> secret) {
        throw new UnsupportedOperationException("to be written");
    }

    /**
     * Asks once, and again where trouble may pass.
     *
     * @throws QuotaUsedUpException if no request is left for today
     * @throws IOException if all attempts failed: one line that says what was asked, without secrets, and what came
     * @throws OperatorException if the reader says so
     */
    public <T> T get(Request request, AnswerReader<T> reader) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("to be written");
    }

    /** Answers to several requests, in the order of the requests, as many in flight as the manners allow. */
    public <T> Answers<T> getAll(Iterator<Request> requests, AnswerReader<T> reader) {
        throw new UnsupportedOperationException("to be written");
    }

    /** Answers in order. */
    public interface Answers<T> extends AutoCloseable {

        /** The next one; empty after the last. Fails as {@link WebService#get} does. */
        Optional<T> next() throws IOException, InterruptedException;

        /** Gives up what is still in flight. */
        @Override
        void close();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("to be written");
    }
}
