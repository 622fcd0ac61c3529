package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.List;

/**
 * How old a feed is.
 *
 * @param lookedAt when it has last read its source with success, whether or not there was anything new
 * @param published records it has published, all told
 * @param rejected rows it could not use, all told
 * @param newest the newest period it has published, of each dataset and reporter; empty where it has not said
 */
public record FeedAge(String feed, Instant lookedAt, long published, long rejected, List<EventTime> newest) {

    public FeedAge {
        newest = List.copyOf(newest);
    }
}
