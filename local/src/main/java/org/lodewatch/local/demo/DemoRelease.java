package org.lodewatch.local.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.rules.ImportRow;

/** What one publication of a dataset said about one period. */
record DemoRelease(String dataset, String reporter, long revision, String period, List<ImportRow> rows) {

    /** Whether it belongs to the same publication. */
    boolean publishedWith(DemoRelease other) {
        return dataset.equals(other.dataset) && revision == other.revision;
    }

    /** Whether the row is one of the release's own. */
    boolean holds(ImportRow row) {
        return dataset.equals(row.dataset())
                && reporter.equals(row.reporter())
                && revision == row.revision()
                && period.equals(row.period());
    }

    /** The day of publication, for datasets whose revisions are days. */
    LocalDate day() {
        return LocalDate.parse(Long.toString(revision), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** All its rows, and the word that the period is all there. */
    ImportBatch batch() {
        return new ImportBatch().announceCompletion().addAll(rows).complete(dataset, reporter, period);
    }
}
