package org.lodewatch.producer.feed;

/** What a feed hands over for each row of its source. */
public sealed interface FeedItem {

    /** Where the row stood. */
    SourceLine source();

    /** Where to go on after this row: given back to {@link Feed#open}, and understood by the feed alone. */
    String cursor();

    /** A row that could be read; whether its fields are valid has yet to be seen. */
    record Row(RawImport fields, SourceLine source, String cursor) implements FeedItem {}

    /**
     * A row that could not be read.
     *
     * @param reason the kind of fault, a stable word such as {@code wrong-column-count}
     * @param message one line: what was found, and what was expected
     */
    record Rejected(String reason, String message, SourceLine source, String cursor) implements FeedItem {}
}
