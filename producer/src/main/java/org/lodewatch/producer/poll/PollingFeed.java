package org.lodewatch.producer.poll;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedReader;

/**
 * A statistical office as a feed: asks what it has published, reads what is new or revised, and declares each period
 * complete that was read in full. It remembers which release of each period it has read; a group of periods that it was
 * stopped in is read again from its beginning, which publishes nothing twice.
 */
public final class PollingFeed implements Feed {

    /**
     * Whether it ends when it has read what there is.
     *
     * @param forever whether it asks again, and again
     * @param pause between two polls; empty for the office's own rhythm
     */
    public record Following(boolean forever, Optional<Duration> pause) {

        /** Ends. */
        public static final Following NOT = new Following(false, Optional.empty());
    }

    private final StatisticsSource office;
    private final Following following;
    private final Clock clock;
    private final Wait wait;

    public PollingFeed(StatisticsSource office, Following following) {
        this(office, following, Clock.systemUTC(), Wait.by(Clock.systemUTC()));
    }

    PollingFeed(StatisticsSource office, Following following, Clock clock, Wait wait) {
        this.office = office;
        this.following = following;
        this.clock = clock;
        this.wait = wait;
    }

    @Override
    public String id() {
        return office.id();
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        Optional<SortedMap<String, Release>> read = cursor.flatMap(PollingCursor::parse);
        return new PollingReader(office, following, clock, wait, read.isPresent(), read.orElseGet(TreeMap::new));
    }
}
