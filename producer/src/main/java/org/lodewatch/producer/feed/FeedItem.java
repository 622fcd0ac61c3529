package org.lodewatch.producer.feed;

import java.util.List;
import org.lodewatch.schemas.values.RejectionReason;

/** What a feed hands over, in the order in which it counts. */
public sealed interface FeedItem {

    /** Where to go on after this item: given back to {@link Feed#open}, and understood by the feed alone. */
    String cursor();

    /**
     * A row that could be read; whether its fields are valid has yet to be seen. What it replaces is told by its record
     * id and revision.
     */
    record Row(RawImport fields, SourceLine source, String cursor) implements FeedItem {}

    /**
     * Something that could not be read, or must not be believed.
     *
     * @param reason the kind of fault
     * @param message one line: what was found, and what was expected
     */
    record Rejected(RejectionReason reason, String message, SourceLine source, String cursor) implements FeedItem {}

    /**
     * All that a record set holds as of a vintage. What it held before and does not any more is withdrawn, what has not
     * changed is not published again, and a vintage older than the one published already changes nothing. Published in
     * one transaction.
     *
     * @param vintage when the source published it: a number that grows, such as 20260703000000 for midnight of 3 July
     *     2026; the lines' revision is made of it
     * @param lines at most one of each commodity code and origin
     */
    record Edition(RecordSet set, long vintage, List<Line> lines, String cursor) implements FeedItem {

        public Edition {
            lines = List.copyOf(lines);
        }
    }

    /**
     * One line of an edition.
     *
     * @param fields origin, commodity code, customs value and perhaps net weight; the others are the edition's
     */
    record Line(RawImport fields, SourceLine source) {}

    /**
     * The source's word that a period is all there, with what has been handed over so far.
     *
     * @param reporter ISO 3166-1 alpha-2
     * @param period YYYY-MM or YYYY
     */
    record Complete(String dataset, String reporter, String period, String cursor) implements FeedItem {}

    /**
     * All that the source has for now has been handed over, so that the periods of all {@link Row rows} up to here are
     * whole. The end of a reading says the same by itself.
     */
    record CaughtUp(String cursor) implements FeedItem {}
}
