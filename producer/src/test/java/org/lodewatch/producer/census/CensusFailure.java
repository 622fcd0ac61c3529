package org.lodewatch.producer.census;

/** A failure that the {@link CensusStub} can simulate. */
public enum CensusFailure {
    /** 429, with a Retry-After of 0 s. */
    TOO_MANY_REQUESTS,
    /** 500, with the text of the real API. */
    QUERY_FAILED,
    /** 503. */
    UNAVAILABLE,
    /** No response: the connection is reset. */
    RESET,
    /** The table ends in the middle. */
    CUT_OFF,
    /** The last country is missing, though the total counts it. */
    SHORT,
    /** 204, as for no rows. */
    SILENCE,
    /** A text in place of a table, with status 200. */
    PLAIN_TEXT,
    /** 302 to the page for requests without a key. */
    KEY_UNSEEN
}
