package org.lodewatch.service.lag;

import java.time.Instant;
import java.util.List;

/**
 * The progress of a feed.
 *
 * @param lookedAt when it last read its source with success, whether or not there was anything new
 * @param published records in total
 * @param rejected rows in total
 * @param newest the newest published period of each dataset and reporter, if the feed has recorded it
 */
public record FeedAge(String feed, Instant lookedAt, long published, long rejected, List<EventTime> newest) {

    public FeedAge {
        newest = List.copyOf(newest);
    }
}
