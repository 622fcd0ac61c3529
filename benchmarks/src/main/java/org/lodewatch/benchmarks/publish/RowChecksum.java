package org.lodewatch.benchmarks.publish;

import org.lodewatch.producer.rules.ImportRow;
import org.lodewatch.schemas.messages.CustomsImport;

/** A checksum of rows in any order. A row that is lost, doubled or changed changes it. */
final class RowChecksum {

    /** 2^64 divided by the golden ratio, which spreads similar values. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final long NO_WEIGHT = Long.MIN_VALUE;

    private long rows;
    private long hashes;

    void add(ImportRow row) {
        add(
                row.recordId(),
                row.revision(),
                row.reporter(),
                row.origin(),
                row.commodityCode(),
                row.period(),
                row.customsValueCents(),
                row.netWeightGrams().isPresent() ? row.netWeightGrams().getAsLong() : NO_WEIGHT,
                row.withdrawn());
    }

    void add(String recordId, CustomsImport line) {
        add(
                recordId,
                line.getRevision(),
                line.getReporter(),
                line.getOrigin(),
                line.getCommodityCode(),
                line.getPeriod(),
                line.getCustomsValueCents(),
                line.getNetWeightGrams() == null ? NO_WEIGHT : line.getNetWeightGrams(),
                line.getWithdrawn());
    }

    private void add(Object... fields) {
        rows++;
        long hash = 1;
        for (Object field : fields) {
            hash = GOLDEN * (hash ^ field.hashCode());
            hash ^= hash >>> 32;
        }
        hashes += hash;
    }

    long rows() {
        return rows;
    }

    /** Whether the same rows were added, as far as a checksum shows. */
    boolean isEqualTo(RowChecksum other) {
        return rows == other.rows && hashes == other.hashes;
    }
}
