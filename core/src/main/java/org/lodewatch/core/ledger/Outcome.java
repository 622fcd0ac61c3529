package org.lodewatch.core.ledger;

/** The result of applying one record of customs-imports. */
public enum Outcome {
    /** The first revision of its id; its book counts it. */
    ADDED,
    /** A higher revision of its id; its book counts it instead of the previous one. */
    REVISED,
    /** A higher revision that withdraws the record. */
    WITHDRAWN,
    /** The same revision again, with the same content: changes nothing. */
    REPEATED,
    /** A lower revision than the present one: changes nothing. */
    STALE,
    /** The catalogue maps the commodity code to no mineral: kept, counted by no book. */
    UNCLASSIFIED,
    /** A feed has declared the state of a period. */
    PERIOD_COMPLETE,
    /** A feed has declared what the values of a dataset are. */
    DATASET_PROPERTIES,
    /** The record cannot be used; {@link ImportLedger#rejection()} has the reason. */
    REJECTED
}
