package org.lodewatch.schemas.topics;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * Headers of a record in dependence-alerts-undelivered, in addition to its own: {@link RejectedHeaders} with the reason
 * and the record's place, and these with the subscriber and its attempts.
 */
public final class UndeliveredHeaders {

    /** The subscriber's name. */
    public static final String SUBSCRIBER = "lodewatch.undelivered.subscriber";

    /** The number of times it was sent, 0 or more. */
    public static final String ATTEMPTS = "lodewatch.undelivered.attempts";

    /** When it was first sent, ISO 8601; absent if it was never sent. */
    public static final String FIRST_ATTEMPT = "lodewatch.undelivered.first-attempt";

    /** When the last attempt ended, ISO 8601. */
    public static final String GIVEN_UP = "lodewatch.undelivered.given-up";

    private UndeliveredHeaders() {}

    /** For a record that was sent at least once. */
    public static void put(Headers headers, String subscriber, int attempts, Instant firstAttempt, Instant givenUp) {
        put(headers, subscriber, givenUp);
        RejectedHeaders.set(headers, ATTEMPTS, Integer.toString(attempts));
        RejectedHeaders.set(headers, FIRST_ATTEMPT, firstAttempt.toString());
    }

    /** For a record that could not be sent at all. */
    public static void put(Headers headers, String subscriber, Instant givenUp) {
        RejectedHeaders.set(headers, SUBSCRIBER, subscriber);
        RejectedHeaders.set(headers, ATTEMPTS, "0");
        RejectedHeaders.set(headers, GIVEN_UP, givenUp.toString());
    }
}
