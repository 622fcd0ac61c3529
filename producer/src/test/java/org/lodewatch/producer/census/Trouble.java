package org.lodewatch.producer.census;

/** What may become of an answer of the {@link CensusStub}. */
public enum Trouble {
    /** 429, and to come again in a second. */
    TOO_MANY_REQUESTS,
    /** 500, with the interface's own text. */
    QUERY_FAILED,
    /** 503. */
    UNAVAILABLE,
    /** No answer: the connection is reset. */
    RESET,
    /** The table ends in the middle. */
    CUT_OFF,
    /** The last country is missing, though the total counts it. */
    SHORT,
    /** 204, as if there were nothing. */
    SILENCE,
    /** A page of text where a table is expected, with status 200. */
    PLAIN_TEXT,
    /** 302 to a page that says that there was no key. */
    KEY_UNSEEN
}
