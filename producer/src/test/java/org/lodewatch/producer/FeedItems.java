package org.lodewatch.producer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.ImportField;
import org.lodewatch.producer.feed.RawImport;
import org.lodewatch.producer.feed.SourceLine;

/** The items of a feed, in a form that tests can compare. */
public final class FeedItems {

    /** An item without its cursor: fields, or reason and message. */
    public record Seen(long line, String what) {}

    private FeedItems() {}

    public static List<FeedItem> of(Feed feed, Optional<String> cursor) {
        try (FeedReader reading = feed.open(cursor)) {
            List<FeedItem> items = new ArrayList<>();
            for (Optional<FeedItem> next = reading.next(); next.isPresent(); next = reading.next()) {
                items.add(next.get());
            }
            return items;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static List<FeedItem> of(Feed feed) {
        return of(feed, Optional.empty());
    }

    public static List<RawImport> rows(Feed feed) {
        return of(feed).stream()
                .filter(FeedItem.Row.class::isInstance)
                .map(item -> ((FeedItem.Row) item).fields())
                .toList();
    }

    public static List<Seen> seen(List<FeedItem> items) {
        return items.stream().map(FeedItems::seen).toList();
    }

    private static Seen seen(FeedItem item) {
        String what = item instanceof FeedItem.Rejected rejected
                ? rejected.reason() + ": " + rejected.message()
                : ((FeedItem.Row) item).fields().get(ImportField.RECORD_ID);
        return new Seen(source(item).line(), what);
    }

    /** The place of a row, usable or not. */
    public static SourceLine source(FeedItem item) {
        return item instanceof FeedItem.Rejected rejected ? rejected.source() : ((FeedItem.Row) item).source();
    }
}
