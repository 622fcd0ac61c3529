package org.lodewatch.producer.edition;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.feed.LeftOut;
import org.lodewatch.producer.feed.SummedRows;

/**
 * Reads an input to its end before it returns the first item. Its cursor is that of the input's end, and how many items
 * follow from it that were returned: {@code CURSOR#3}. If the input has not changed, it is read again, and so many items
 * are left out.
 */
final class BufferedInput implements FeedReader {

    private static final Pattern CURSOR = Pattern.compile("(.*)#([0-9]{1,18})", Pattern.DOTALL);

    /** Makes the items of an input from its rows. */
    interface Arrangement {

        void add(FeedItem item);

        /** The items, at the end of the input; each is made with its cursor. */
        List<Function<String, FeedItem>> items();

        /** How many items at the beginning are needed also by a run that continues after them. */
        default int needed() {
            return 0;
        }

        default SummedRows summedRows() {
            return SummedRows.NONE;
        }
    }

    private final FeedReader input;
    private final Arrangement arrangement;
    private final long skipped;
    private String end = "";
    private Optional<Iterator<Function<String, FeedItem>>> items = Optional.empty();
    private long returned;

    private BufferedInput(FeedReader input, Arrangement arrangement, long skipped) {
        this.input = input;
        this.arrangement = arrangement;
        this.skipped = skipped;
    }

    static FeedReader open(Feed feed, Optional<String> cursor, Supplier<Arrangement> arrangement) {
        long skipped = cursor.map(CURSOR::matcher)
                .filter(Matcher::matches)
                .filter(parts -> isUnchanged(feed, parts.group(1)))
                .map(parts -> Long.parseLong(parts.group(2)))
                .orElse(0L);
        return new BufferedInput(feed.open(Optional.empty()), arrangement.get(), skipped);
    }

    private static boolean isUnchanged(Feed feed, String end) {
        try (FeedReader reader = feed.open(Optional.of(end))) {
            return reader.resumed();
        } catch (IOException e) {
            return false; // it is opened again at once, which reports a failure that lasts
        }
    }

    @Override
    public boolean resumed() {
        return skipped > 0;
    }

    @Override
    public Optional<FeedItem> next() throws IOException {
        if (items.isEmpty()) {
            readAll();
        }
        Iterator<Function<String, FeedItem>> rest = items.get();
        while (rest.hasNext()) {
            Function<String, FeedItem> item = rest.next();
            returned++;
            if (returned > skipped || returned <= arrangement.needed()) {
                return Optional.of(item.apply(end + "#" + Math.max(returned, skipped)));
            }
        }
        return Optional.empty();
    }

    private void readAll() throws IOException {
        for (Optional<FeedItem> item = input.next(); item.isPresent(); item = input.next()) {
            end = item.get().cursor();
            arrangement.add(item.get());
        }
        items = Optional.of(arrangement.items().iterator());
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public OptionalLong bytesTotal() {
        return input.bytesTotal();
    }

    @Override
    public List<LeftOut> leftOut() {
        return input.leftOut();
    }

    @Override
    public SummedRows summedRows() {
        SummedRows summed = arrangement.summedRows();
        return summed.equals(SummedRows.NONE) ? input.summedRows() : summed;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
