package org.lodewatch.producer.dropfolder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lodewatch.producer.feed.Feed;
import org.lodewatch.producer.feed.FeedItem;
import org.lodewatch.producer.feed.FeedReader;
import org.lodewatch.producer.file.InputException;
import org.lodewatch.producer.file.InputFile;
import org.lodewatch.producer.file.NoRowsException;

/**
 * The members of a zip, one after the other, as one feed: members may share a period, which is complete when the last of
 * them has been read.
 */
record ZipFeed(String id, List<Feed> members) implements Feed {

    /**
     * @param wanted which members to read, by name
     * @param feeds makes the feed of a member
     * @throws InputException if it is no zip, is damaged, or holds no member that is wanted
     */
    static ZipFeed of(InputFile zip, Predicate<String> wanted, Function<InputFile, Feed> feeds) {
        List<Feed> members = zip.members().stream()
                .filter(member -> wanted.test(member.name()))
                .map(feeds)
                .toList();
        if (members.isEmpty()) {
            throw new InputException(zip.name() + " holds no CSV or JSON lines file: name those in it"
                    + " .csv, .csv.gz, .jsonl or .jsonl.gz");
        }
        return new ZipFeed(zip.feedId("zip"), members);
    }

    @Override
    public FeedReader open(Optional<String> cursor) {
        Optional<ZipCursor> from = cursor.flatMap(ZipCursor::parse).filter(known -> known.member() < members.size());
        if (from.isPresent()) {
            int member = from.get().member();
            FeedReader reader = members.get(member).open(Optional.of(from.get().cursor()));
            if (reader.resumed()) {
                return new Members(member, reader, true);
            }
            close(reader);
        }
        // A zip is published as a whole or, if a member lacks a column, not at all.
        members.forEach(member -> close(member.open(Optional.empty())));
        return new Members(0, members.get(0).open(Optional.empty()), false);
    }

    private static void close(FeedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            // The file is opened again at once, which reports a failure that lasts.
        }
    }

    /** A position in a zip: a member, by its index, and the cursor in it. */
    private record ZipCursor(int member, String cursor) {

        static Optional<ZipCursor> parse(String text) {
            String[] parts = text.split("!", 2);
            return parts.length == 2 && parts[0].matches("[0-9]{1,9}")
                    ? Optional.of(new ZipCursor(Integer.parseInt(parts[0]), parts[1]))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return member + "!" + cursor;
        }
    }

    private final class Members implements FeedReader {

        private final boolean resumed;
        private int member;
        private FeedReader current;
        private boolean anyRow;

        Members(int member, FeedReader current, boolean resumed) {
            this.member = member;
            this.current = current;
            this.resumed = resumed;
        }

        @Override
        public boolean resumed() {
            return resumed;
        }

        @Override
        public Optional<FeedItem> next() throws IOException {
            Optional<FeedItem> item = nextOfMember();
            while (item.isEmpty() && member + 1 < members.size()) {
                current.close();
                current = members.get(++member).open(Optional.empty());
                item = nextOfMember();
            }
            anyRow |= item.isPresent();
            return item.map(this::withZipCursor);
        }

        /** A member may be without rows if another one has some. */
        private Optional<FeedItem> nextOfMember() throws IOException {
            try {
                return current.next();
            } catch (NoRowsException e) {
                if (member + 1 == members.size() && !anyRow && !resumed) {
                    throw e;
                }
                return Optional.empty();
            }
        }

        private FeedItem withZipCursor(FeedItem item) {
            String cursor = new ZipCursor(member, item.cursor()).toString();
            if (item instanceof FeedItem.Row row) {
                return new FeedItem.Row(row.fields(), row.source(), cursor);
            }
            if (item instanceof FeedItem.Rejected row) {
                return new FeedItem.Rejected(row.reason(), row.message(), row.source(), cursor);
            }
            throw new IllegalStateException("a file holds rows only, and not " + item);
        }

        @Override
        public void close() throws IOException {
            current.close();
        }
    }
}
