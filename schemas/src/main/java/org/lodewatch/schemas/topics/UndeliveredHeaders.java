package org.lodewatch.schemas.topics;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;

/**
 * Headers of a record in dependence-alerts-undelivered, beside those that it had: {@link RejectedHeaders} say why and
 * where it stood, these whose webhook did not take it, and how often and when that was tried.
 */
public final class UndeliveredHeaders {

    /** The subscriber's name. */
    public static final String SUBSCRIBER = "lodewatch.undelivered.subscriber";

    /** How often it was sent, 0 or more. */
    public static final String ATTEMPTS = "lodewatch.undelivered.attempts";

    /** When it was sent first, ISO 8601; absent if it never was. */
    public static final String FIRST_ATTEMPT = "lodewatch.undelivered.first-attempt";

    /** When it was given up, ISO 8601. */
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
