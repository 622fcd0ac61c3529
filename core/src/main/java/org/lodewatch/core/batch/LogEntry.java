package org.lodewatch.core.batch;

import java.time.Instant;
import org.lodewatch.schemas.messages.CustomsImport;

/** The record in force of one record id, and where it is in the log. */
final class LogEntry {
    final Instant firstPublished;
    CustomsImport line;
    String place;
    String conflict;

    LogEntry(Instant firstPublished) {
        this.firstPublished = firstPublished;
    }

    /** The content of a record, as text. */
    static String content(CustomsImport line) {
        return line.getWithdrawn()
                ? "withdrawn"
                : "%s %s from %s to %s, %d cents, %s"
                        .formatted(
                                line.getPeriod(),
                                line.getCommodityCode(),
                                line.getOrigin(),
                                line.getReporter(),
                                line.getCustomsValueCents(),
                                line.getNetWeightGrams() == null ? "no weight" : line.getNetWeightGrams() + " grams");
    }
}
