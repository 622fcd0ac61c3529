package org.lodewatch.producer.feed;

import java.util.List;
import org.lodewatch.schemas.values.RejectionReason;

/** What a {@link FeedReader} returns. The order of the items matters. */
public sealed interface FeedItem {

    /** Where to resume after this item: passed to {@link Feed#open}; its form is the feed's own. */
    String cursor();

    /**
     * A row that could be read. Its fields are not validated yet. Record id and revision determine what it replaces.
     */
    record Row(RawImport fields, SourceLine source, String cursor) implements FeedItem {}

    /**
     * Something that could not be read, or must not be published.
     *
     * @param reason the kind of fault
     * @param message one line: what was found, and what was expected
     */
    record Rejected(RejectionReason reason, String message, SourceLine source, String cursor) implements FeedItem {}

    /**
     * All lines of a record set as of a vintage, published in one transaction. Lines of an earlier edition that are not
     * in this one are withdrawn, and unchanged lines are not published again. A vintage older than the published one
     * changes nothing.
     *
     * @param vintage when the source published it: a number that grows, such as 20260703000000 for midnight of 3 July
     *     2026; the revision of the lines is made from it
     * @param lines at most one of each commodity code and origin
     */
    record Edition(RecordSet set, long vintage, List<Line> lines, String cursor) implements FeedItem {

        public Edition {
            lines = List.copyOf(lines);
        }
    }

    /**
     * Names the record sets of which a file has editions, before the first of them. The periods of these sets are declared
     * at the end of the input, as those of {@link Row rows} are.
     */
    record Covers(List<RecordSet> sets, String cursor) implements FeedItem {

        public Covers {
            sets = List.copyOf(sets);
        }
    }

    /**
     * One line of an edition.
     *
     * @param fields origin, commodity code, customs value and perhaps net weight; the edition has the others
     */
    record Line(RawImport fields, SourceLine source) {}

    /**
     * Declares that the source has published all of a period, and that all of it is in the items so far.
     *
     * @param reporter ISO 3166-1 alpha-2
     * @param period YYYY-MM or YYYY
     */
    record Complete(String dataset, String reporter, String period, String cursor) implements FeedItem {}

    /**
     * Declares that the source has published all of a period, but that figures of it had to be refused.
     *
     * @param reporter ISO 3166-1 alpha-2
     * @param period YYYY-MM or YYYY
     */
    record Incomplete(String dataset, String reporter, String period, String cursor) implements FeedItem {}

    /**
     * Declares that the source has no more items for now, so that the periods of all {@link Row rows} so far are
     * complete. The end of the input means the same.
     */
    record CaughtUp(String cursor) implements FeedItem {}
}
