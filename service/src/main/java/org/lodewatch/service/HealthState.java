package org.lodewatch.service;

/** What a process does, as {@code /health} names it. docs/operations.md says of each what to do. */
public enum HealthState {

    /** It has begun, and does not work yet. */
    STARTING,

    /** An instance reads its state from the logs. */
    RESTORING,

    /** Partitions are being distributed among the instances. */
    REBALANCING,

    /** An instance works. */
    RUNNING,

    /** An instance works, but a transaction that does not end hides a part of what it reads or has published. */
    HELD_BACK,

    /** An instance works, but little of its heap is left. */
    LOW_MEMORY,

    /** A feed has read everything that its source had at first, and waits for more. */
    FOLLOWING,

    /** A feed cannot go on at present, and tries again. */
    FAILING,

    /** The broker has not answered for too long. */
    DISCONNECTED,

    /** What is published cannot be read, so that the API answers what was read before. */
    STALE,

    /** The restore does not advance although the broker answers. */
    STUCK,

    /** It has been stopped. */
    STOPPED,

    /** It cannot work any more, and ends. */
    FAILED
}
