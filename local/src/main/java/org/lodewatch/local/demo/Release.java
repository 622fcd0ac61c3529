package org.lodewatch.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lodewatch.schemas.messages.PeriodComplete;

/** What one publication of a dataset said about one period. */
record Release(String dataset, String reporter, long revision, String period, List<ImportLine> lines) {

    /** Whether it belongs to the same publication. */
    boolean publishedWith(Release other) {
        return dataset.equals(other.dataset) && revision == other.revision;
    }

    /** The day of publication, for datasets whose revisions are days. */
    LocalDate day() {
        return LocalDate.parse(Long.toString(revision), DateTimeFormatter.BASIC_ISO_DATE);
    }

    PeriodComplete completion(Instant now) {
        return PeriodComplete.newBuilder()
                .setDataset(dataset)
                .setReporter(reporter)
                .setPeriod(period)
                .setPublishedAt(now)
                .build();
    }
}
