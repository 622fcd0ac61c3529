package org.lodewatch.producer.publish;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lodewatch.producer.feed.SummedRows;
import org.lodewatch.schemas.catalogue.Catalogue;
import org.lodewatch.schemas.catalogue.Country;
import org.lodewatch.schemas.topics.Topics;

/**
 * The result of one run of a feed.
 *
 * @param alreadyPublished whether an earlier run had published all of an unchanged input, so that this run published
 *     nothing
 * @param published records, with those that withdraw a line
 * @param withdrawn records that withdraw a line
 * @param rejected rows, by reason
 * @param periodsDeclared periods declared complete, each of one dataset and reporter
 * @param counts rows that do not count, or not as the source has them
 * @param repeated rows that repeat an earlier row of the input, with the same content; they are not published
 * @param summed rows that were added up to records before they were published
 * @param older record sets of which a newer edition is published, so that this one changes nothing
 * @param compared whether the rows were compared with those published earlier, or none were
 * @param notes periods that are not simply complete
 */
public record FeedReport(
        boolean alreadyPublished,
        long published,
        long withdrawn,
        SortedMap<String, Long> rejected,
        int periodsDeclared,
        RunCounts counts,
        long repeated,
        SummedRows summed,
        long older,
        boolean compared,
        List<PeriodNote> notes) {

    /** A report without repeated, summed or older rows, and without notes. */
    public FeedReport(
            boolean alreadyPublished,
            long published,
            long withdrawn,
            SortedMap<String, Long> rejected,
            int periodsDeclared,
            RunCounts counts) {
        this(
                alreadyPublished,
                published,
                withdrawn,
                rejected,
                periodsDeclared,
                counts,
                0,
                SummedRows.NONE,
                0,
                true,
                List.of());
    }

    public FeedReport {
        notes = List.copyOf(notes);
        rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
    }

    /** All rejected rows. */
    public long rejectedRows() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What else is to be known, each in one line: rows that do not count as the source has them, and special periods. */
    public List<String> remarks(Catalogue catalogue) {
        List<String> remarks = new ArrayList<>(counts.sentences());
        if (summed.rows() > 0) {
            remarks.add("%,d rows summed to %,d records".formatted(summed.rows(), summed.records()));
        }
        if (repeated > 0) {
            remarks.add(
                    repeated == 1
                            ? "1 row repeats an earlier row of the same file"
                            : "%,d rows repeat an earlier row of the same file".formatted(repeated));
        }
        if (older > 0) {
            remarks.add(
                    "%,d record set%s older than what is published, which stays: give a newer file a higher revision"
                            .formatted(older, older == 1 ? " is" : "s are"));
        }
        if (!compared) {
            remarks.add(
                    ("the rows were not compared with what is published (%s has many records, or this user may not read"
                                    + " it): the topology rejects those that contradict it")
                            .formatted(Topics.CUSTOMS_IMPORTS.name()));
        }
        notes.forEach(note -> remarks.add(
                note.sentence(iso2 -> catalogue.country(iso2).map(Country::name).orElse(iso2))));
        return remarks;
    }
}
