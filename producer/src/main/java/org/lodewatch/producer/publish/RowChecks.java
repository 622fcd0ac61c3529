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
    private long repeated;

    /** @param commonBook which codes a book adds up */
    RowChecks(KnownDatasets datasets, CommonBook commonBook) {
        this.datasets = datasets;
        this.overlaps = new CodeOverlaps(places, commonBook);
    }

    /**
     * Checks a row.
     *
     * @return whether it is new: an identical repeat of an earlier row of the run is not
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
            if (RowContents.place(earlier) != SourcePlaces.PUBLISHED) {
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

    /**
     * Adds a record that was published before the run.
     *
     * @param sameInput whether the run continues the input from which records were published
     */
    void addPublished(String recordId, CustomsImport record, boolean sameInput) {
        ImportRow row = ImportRow.of(recordId, record);
        contents.add(row, SourcePlaces.PUBLISHED);
        if (sameInput && datasets.mayOverlap(row.dataset())) {
            overlaps.addPublished(row);
        }
    }

    /** A row repeats an earlier one of its edition. */
    void countRepeat() {
        repeated++;
    }

    /** Rows that repeat an earlier row of the run, with the same content. */
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
