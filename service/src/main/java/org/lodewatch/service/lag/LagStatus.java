package org.lodewatch.service.lag;

import java.util.Comparator;
import java.util.stream.Stream;

/** The status of a consumer; the later in this list, the worse. */
public enum LagStatus {

    /** It has read everything, or is catching up; or there is no evidence of the contrary yet. */
    OK,

    /** The lag is unknown: it has committed nothing, or the broker does not answer. */
    UNKNOWN,

    /** It reads, but has not caught up at all over the whole window. */
    WARN,

    /** It went back, and has not reached its earlier position again. */
    REWIND,

    /** It has members, but its offset has not moved over the whole window although there are records to read. */
    STALL,

    /** It has no members although there are records to read. */
    STOP;

    /** The worst status; OK if there is none. */
    public static LagStatus worst(Stream<LagStatus> all) {
        return all.max(Comparator.naturalOrder()).orElse(OK);
    }
}
