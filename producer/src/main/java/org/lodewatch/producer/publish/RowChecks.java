package org.lodewatch.producer.publish;

import org.lodewatch.producer.feed.SourceLine;
import org.lodewatch.producer.rules.CommonBook;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.messages.CustomsImport;
import org.lodewatch.schemas.values.RejectionReason;

/** Checks the rows of a run against each other, and against what their dataset holds. Not thread-safe. */
final class RowChecks {

    private final KnownDatasets datasets;
    private final SourcePlaces places = new SourcePlaces();
    private final CodeOverlaps overlaps;
    private final RowContents contents = new RowContents();
    private final boolean continued;
    private long repeated;

    /**
     * @param commonBook which codes a book adds up
     * @param continued whether the run continues its input after a checkpoint
     */
    RowChecks(KnownDatasets datasets, CommonBook commonBook, boolean continued) {
        this.datasets = datasets;
        this.continued = continued;
        this.overlaps = new CodeOverlaps(places, commonBook);
    }

    /**
     * Checks a row.
     *
     * @return whether it is new: an identical repeat of an earlier row of the input is not
     * @throws RowFault if it contradicts an earlier row, or what its dataset holds
     */
    boolean check(ImportRow row, SourceLine source) throws RowFault {
        datasets.check(row);
        long place = places.of(source);
        long earlier = contents.add(row, place);
        if (earlier != RowContents.NONE) {
            if (!RowContents.same(earlier, row)) {
                throw conflict(row, places.text(RowContents.place(earlier)));
            }
            // A run that continues its input has not seen the rows before the checkpoint, but the log has them.
            if (continued || RowContents.place(earlier) != SourcePlaces.PUBLISHED) {
                repeated++;
                return false;
            }
        }
        if (datasets.mayOverlap(row.dataset())) {
            overlaps.add(row, place);
        }
        datasets.accept(row);
        return true;
    }

    /** Checks a line of an edition, whose record id occurs once in it. */
    void checkLine(ImportRow row, SourceLine source) throws RowFault {
        datasets.check(row);
        if (datasets.mayOverlap(row.dataset())) {
            overlaps.add(row, places.of(source));
        }
        datasets.accept(row);
    }

    /** Adds a record that was published before the run. */
    void addPublished(String recordId, CustomsImport record) {
        ImportRow row = ImportRow.of(recordId, record);
        contents.add(row, SourcePlaces.PUBLISHED);
        if (continued && datasets.mayOverlap(row.dataset())) {
            overlaps.addPublished(row);
        }
    }

    /** A row repeats an earlier one of its edition. */
    void countRepeat() {
        repeated++;
    }

    /** Rows that repeat an earlier row of the input, with the same content. */
    long repeated() {
        return repeated;
    }

    static RowFault conflict(ImportRow row, String earlier) {
        return new RowFault(
                RejectionReason.CONFLICTING_CONTENT,
                "record_id: '%s', revision %d: %s has other content under them, which stays; give a correction a higher revision, add up rows of one composed id with --sum-rows, or publish the file with --edition"
                        .formatted(row.recordId(), row.revision(), earlier));
    }
}
