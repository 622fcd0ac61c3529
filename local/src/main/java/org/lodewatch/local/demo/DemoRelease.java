package org.lodewatch.local.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.lodewatch.producer.feed.DatasetDeclaration;
import org.lodewatch.producer.publish.ImportBatch;
import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.DatasetProperties;
import org.lodewatch.schemas.values.Period;

/**
 * The rows of one period in one publication of a dataset.
 *
 * @param declared what the dataset measures: every property
 */
record DemoRelease(
        String dataset,
        DatasetDeclaration declared,
        String reporter,
        long revision,
        String period,
        List<ImportRow> rows) {

    /** Whether it belongs to the same publication. */
    boolean publishedWith(DemoRelease other) {
        return dataset.equals(other.dataset) && revision == other.revision;
    }

    /** Whether a row belongs to this release. */
    boolean holds(ImportRow row) {
        return dataset.equals(row.dataset())
                && reporter.equals(row.reporter())
                && revision == row.revision()
                && period.equals(row.period());
    }

    /** Whether the period is a year. */
    boolean isYearly() {
        return Period.of(period).isYear();
    }

    /** The day of publication, for datasets whose revisions are days. */
    LocalDate day() {
        return LocalDate.parse(Long.toString(revision), DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** What its dataset measures, all its rows, and the declaration that the period is complete. */
    ImportBatch batch(Instant now) {
        return new ImportBatch()
                .describe(properties(now))
                .announceCompletion()
                .addAll(rows)
                .complete(dataset, reporter, period);
    }

    /** What its dataset measures. */
    DatasetProperties properties(Instant now) {
        return new DatasetProperties(
                dataset,
                Period.of(period).months(),
                declared.codeDigits().orElseThrow(),
                declared.imports().orElseThrow(),
                declared.valuation().orElseThrow(),
                declared.currency().orElseThrow(),
                declared.codes(),
                now);
    }
}
