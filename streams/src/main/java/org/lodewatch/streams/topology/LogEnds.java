package org.lodewatch.streams.topology;

import java.util.OptionalLong;

/**
 * How far customs-imports has been written, beyond what this application has read: the seam to the broker.
 *
 * <p>A partition publishes nothing before it has read what was there when it started, so that nobody ever sees the
 * picture of a prefix.
 */
public interface LogEnds {

    /** For a log that holds nothing yet. */
    LogEnds NOTHING_WRITTEN = partition -> OptionalLong.empty();

    /**
     * The offset of the last record that an input partition holds now and that lies behind the application's committed
     * offset; empty if there is none.
     */
    OptionalLong lastUnread(int inputPartition);

    /** What tells this log from another one of the same name; figures of two logs are never mixed. */
    default String logId() {
        return "";
    }
}
