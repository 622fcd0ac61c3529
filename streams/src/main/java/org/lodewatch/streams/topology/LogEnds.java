package org.lodewatch.streams.topology;

import java.util.OptionalLong;

/**
 * How far customs-imports is written beyond what this application has read. A partition publishes nothing until it has read
 * what was there at its start, so that no reader ever sees shares of a part of the log.
 */
public interface LogEnds {

    /**
     * Returns the offset of the last record in an input partition that the application has not committed; empty if there
     * is none.
     */
    OptionalLong lastUnread(int inputPartition);

    /** Distinguishes this log from another of the same name. Figures of two logs are never mixed. */
    default String logId() {
        return "";
    }
}
