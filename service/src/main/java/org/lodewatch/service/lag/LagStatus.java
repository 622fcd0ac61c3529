package org.lodewatch.service.lag;

import java.util.Comparator;
import java.util.stream.Stream;

/** How a consumer gets on; the later in this list, the worse. */
public enum LagStatus {

    /** It has read all there is, or gains on it; or there is no evidence yet that it does not. */
    OK,

    /** Nobody can tell how far it is behind: it has committed nothing, or the broker does not say. */
    UNKNOWN,

    /** It reads, but falls behind, or gains nothing, over the whole window. */
    WARN,

    /** It went back, and has not come again to where it was. */
    REWIND,

    /** It is there, but its offset has not moved over the whole window, though there is something to read. */
    STALL,

    /** It is not there, though there is something to read. */
    STOP;

    /** The worst of them; OK where there are none. */
    public static LagStatus worst(Stream<LagStatus> all) {
        return all.max(Comparator.naturalOrder()).orElse(OK);
    }
}
