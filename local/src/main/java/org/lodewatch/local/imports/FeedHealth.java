package org.lodewatch.local.imports;

import java.util.Map;
import org.lodewatch.service.Health;

/** How a feed is that follows its source: it is live while it runs, and ready once it has read what was there at first. */
public final class FeedHealth {

    private volatile boolean looked;

    /** All that the source had for now has been read. */
    void looked() {
        looked = true;
    }

    /** On any thread. */
    public Health now() {
        return new Health(true, looked, looked ? "FOLLOWING" : "STARTING", Map.of());
    }
}
