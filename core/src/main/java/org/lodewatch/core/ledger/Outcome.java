package org.lodewatch.core.ledger;

/** What became of one record of customs-imports. */
public enum Outcome {
    /** The first revision of its id; its book counts it. */
    ADDED,
    /** A higher revision of its id; its book counts it in place of the one before. */
    REVISED,
    /** A higher revision that takes the line back. */
    WITHDRAWN,
    /** The same revision once more: changes nothing. */
    REPEATED,
    /** A lower revision than the one that stands: changes nothing. */
    STALE,
    /** The catalogue maps the commodity code to no mineral: kept, counted by no book. */
    UNCLASSIFIED,
    /** The catalogue maps the code to a mineral, but not as one of its headline codes: kept, counted by no book. */
    NOT_HEADLINE,
    /** Its month lies beyond the horizon: kept, counted by no book. */
    BEYOND_HORIZON,
    /** A feed's word that a period is all there. */
    PERIOD_COMPLETE,
    /** It cannot be used; {@link ImportLedger#rejection()} says why. */
    REJECTED
}
